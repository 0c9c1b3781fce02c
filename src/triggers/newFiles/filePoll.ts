/** One page of new files: what is listed, what of it is new, and what is remembered. */
import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { DatabricksError } from "../../http/errors";
import type { BinaryFile } from "../../results/resultFile";
import type { FileInfo } from "../../services/files/files";
import { readListedFile } from "../../services/files/readFile";
import {
  type FileSelection,
  listSelected,
  type SelectedFile,
  selector,
} from "../../services/files/selection";
import type { PollResult } from "../databricksPolling";
import { maxPageContentBytes } from "./fileInputs";
import { type FileMemory, type FileRecord, maxFiles, packMemory, recordOf, unpackMemory } from "./fileMemory";
import type { FileState } from "./fileState";
import { fetchServerTime, Stillness } from "./stillness";

/** The source of the poll. */
interface FileSource {
  directory: string;
  selection: FileSelection;
  /** Whether changed files count, too. */
  which: "new" | "newAndChanged";
  startFrom: "now" | "beginning";
  quietMs: number;
  /** The size up to which files include their content, in bytes; none does if it is omitted. */
  maxContentBytes?: number;
}

/** A new or changed file. */
export interface NewFile extends FileInfo {
  change: "new" | "changed";
  content?: BinaryFile;
  /** Whether the file is too large for its content to be included. */
  contentOmitted?: true;
}

/** Files that are read at a time: Databricks recommends no more than 10 requests. */
const maxConcurrency = 4;

/** A file that is listed, and what was known of it. */
interface ListedFile extends SelectedFile {
  record: FileRecord;
  /** The version that was returned before, if one was. */
  former?: string;
}

/** Every selected file, each once: a page can repeat a file when a list changes while it is read. */
const listFiles = async (
  client: DatabricksClient,
  { directory, selection }: FileSource,
): Promise<ListedFile[]> => {
  const files = new Map<string, ListedFile>();
  for await (const selected of listSelected(client, directory, selection)) {
    for (const file of selected) {
      if (file.info.isDirectory) continue;
      files.set(file.relativePath, { ...file, record: recordOf(file.relativePath, file.info) });
    }
    if (files.size > maxFiles) {
      throw new DatabricksError({
        operation: `The files of ${directory}`,
        message: `there are more than ${maxFiles}, too many to be remembered`,
        hint: "Choose a directory with fewer files, or narrow them down with Pattern.",
      });
    }
  }
  return [...files.values()];
};

const memoryOf = (files: readonly ListedFile[]): FileMemory =>
  new Map(files.map(({ record }) => [record.path, record.version]));

/** Oldest first; files of one time by their paths. */
const byTime = (one: ListedFile, other: ListedFile): number => {
  const [a, b] = [one, other].map(({ info, relativePath }) => `${info.modifiedAt ?? ""} ${relativePath}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
};

/** Reads the pages of one poll. */
class FileReader {
  /** Bytes of content that this poll may still return. */
  #contentBytes = maxPageContentBytes;

  constructor(
    readonly client: DatabricksClient,
    readonly source: FileSource,
  ) {}

  async read(state: FileState | undefined, remaining: number): Promise<PollResult<FileState, NewFile>> {
    // Nothing more fits into this poll: the next one continues.
    if (state && this.#contentBytes <= 0) return { items: [], state, hasMore: false };
    const { selection, startFrom, quietMs } = this.source;
    const now = quietMs > 0 ? await fetchServerTime(this.client, this.source.directory) : 0;
    const files = await listFiles(this.client, this.source);
    if (!state && startFrom === "now") {
      return {
        items: [],
        state: { seen: packMemory(memoryOf(files)), selection, unchangedSince: {} },
        hasMore: false,
      };
    }
    const { seen, news } = this.#compare(files, state);
    const stillness = new Stillness(now, quietMs, state?.unchangedSince ?? {});
    const still = news.filter(({ record, info }) =>
      stillness.isStill(record.path + record.version, info.modifiedAt),
    );
    this.#logWaiting(news.length - still.length);
    const page = this.#pageOf(still.sort(byTime), remaining);
    const items = await this.#withContent(page);
    for (const { record } of items.keys()) seen.set(record.path, record.version);
    return {
      items: [...items.values()],
      state: { seen: packMemory(seen), selection, unchangedSince: stillness.unchangedSince },
      hasMore: page.length < still.length,
    };
  }

  /** What is remembered of the files that are still there, and which of them are news. */
  #compare(
    files: readonly ListedFile[],
    state: FileState | undefined,
  ): { seen: FileMemory; news: ListedFile[] } {
    const before = unpackMemory(state?.seen ?? "");
    const wasSelected = selector(state?.selection ?? this.source.selection);
    const seen: FileMemory = new Map();
    const news: ListedFile[] = [];
    for (const file of files) {
      const { path, version } = file.record;
      const former = before.get(path);
      const isOld =
        former === undefined
          ? // Another selection finds files that were there before.
            this.source.startFrom === "now" && !wasSelected(file.relativePath)
          : former === version || this.source.which === "new";
      if (isOld) seen.set(path, version);
      else {
        if (former !== undefined) seen.set(path, former);
        news.push({ ...file, former });
      }
    }
    return { seen, news };
  }

  #logWaiting(count: number): void {
    if (count === 0) return;
    this.client.logger.info(
      `${count} files of ${this.source.directory} changed within Quiet Period: a later poll returns them`,
    );
  }

  /** Whether a file includes its content. */
  #hasContent({ info: { sizeBytes = 0 } }: ListedFile): boolean {
    const { maxContentBytes = -1 } = this.source;
    const { maxResultBytes = maxContentBytes } = this.client.switches;
    return sizeBytes <= Math.min(maxContentBytes, maxResultBytes);
  }

  /** As many files as the poll may return, and as their content fits. */
  #pageOf(files: readonly ListedFile[], remaining: number): ListedFile[] {
    const page: ListedFile[] = [];
    for (const file of files.slice(0, remaining)) {
      const bytes = this.#hasContent(file) ? (file.info.sizeBytes ?? 0) : 0;
      if (bytes > this.#contentBytes) {
        this.#contentBytes = 0;
        break;
      }
      this.#contentBytes -= bytes;
      page.push(file);
    }
    return page;
  }

  /** The items of files; one that was changed or deleted in the meantime is left to the next poll. */
  async #withContent(files: readonly ListedFile[]): Promise<Map<ListedFile, NewFile>> {
    const items = new Map<ListedFile, NewFile>();
    await mapConcurrent(files, maxConcurrency, async (file) => {
      const item: NewFile = { ...file.info, change: file.former === undefined ? "new" : "changed" };
      items.set(file, item);
      if (this.source.maxContentBytes === undefined) return;
      if (!this.#hasContent(file)) item.contentOmitted = true;
      else {
        const content = await readListedFile(this.client, file.info);
        if (content) item.content = content;
        else items.delete(file);
      }
    });
    return items;
  }
}

/**
 * Makes the function that reads the pages of one poll. It takes the state of the last page, undefined at the first poll,
 * and the remaining number of files.
 */
export const fileReader = (
  client: DatabricksClient,
  source: FileSource,
): ((state: FileState | undefined, remaining: number) => Promise<PollResult<FileState, NewFile>>) => {
  const reader = new FileReader(client, source);
  return (state, remaining) => reader.read(state, remaining);
};
