/** Writes a statement's result to files in a volume: streamed, split by size, whole or not at all. */
import type { DatabricksClient } from "../../client";
import { isBadRequest, isConflict, isForbidden, isNotFound, mayBeCarriedOut } from "../../errors/kinds";
import { mapConcurrent } from "../../http/concurrency";
import { formatDuration } from "../../http/deadline";
import { appendHint, DatabricksError, toError } from "../../http/errors";
import { isRefusal } from "../../http/retry";
import { csvFormat } from "../../results/csvWriter";
import { jsonLinesFormat } from "../../results/jsonLinesWriter";
import { deleteVolumeFile } from "../files/deletion";
import { fetchFileInfo } from "../files/listing";
import { uploadToVolume } from "../files/upload";
import { FileContents, type FileEnd } from "./exportContents";
import { type BlockCursor, type BlockPosition, type BlockSource, firstBlock } from "./resultBlocks";
import { expectReadableFormat } from "./resultChecks";
import type { ExecuteStatementRequest, StatementResponse } from "./statements";
import { runStatement } from "./submission";

const fileFormats = {
  csv: { formatOf: csvFormat, extension: "csv" },
  jsonLines: { formatOf: jsonLinesFormat, extension: "jsonl" },
};

/** The format of the files. */
export type ExportFormat = keyof typeof fileFormats;

/** Where the files go, and which they are. */
export interface ExportTarget {
  /** The path of a directory in a volume, which is created if it is missing. */
  directory: string;
  /** What the files' names begin with: a number and the extension follow. */
  fileName: string;
  format: ExportFormat;
  maxFileBytes: number;
  /** Whether the files of an earlier export are replaced. */
  overwrite: boolean;
  /** Whether the files that were written stay when the export fails. */
  keepsFiles: boolean;
}

/** A file that was written. */
interface ExportedFile {
  path: string;
  rows: number;
  sizeBytes: number;
}

/** What was written. */
export interface ExportedResult {
  files: ExportedFile[];
  rows: number;
  sizeBytes: number;
  statementId: string;
}

/** The path of a file. @param number from 1 */
const pathOf = ({ directory, fileName, format }: ExportTarget, number: number): string =>
  `${directory}/${fileName}-${String(number).padStart(5, "0")}.${fileFormats[format].extension}`;

/** How many files are deleted at a time. */
const deletions = 6;

/** Writes the files of one result. */
class ResultExport {
  readonly #files: ExportedFile[] = [];
  readonly #source: BlockSource;
  #current: FileContents | undefined;

  constructor(
    readonly client: DatabricksClient,
    readonly statement: StatementResponse,
    readonly target: ExportTarget,
  ) {
    const format = fileFormats[target.format].formatOf(statement.manifest?.schema?.columns ?? []);
    this.#source = { client, statement, format, links: new Map() };
  }

  async run(): Promise<ExportedResult> {
    try {
      await this.#writeFrom(firstBlock);
    } catch (error) {
      throw appendHint(this.#explain(error), await this.#cleanUp(error));
    }
    if (this.target.overwrite) await this.#deleteLeftovers(this.#files.length + 1);
    const sum = (of: (file: ExportedFile) => number): number =>
      this.#files.reduce((total, file) => total + of(file), 0);
    return {
      files: this.#files,
      rows: sum(({ rows }) => rows),
      sizeBytes: sum(({ sizeBytes }) => sizeBytes),
      statementId: this.statement.statement_id,
    };
  }

  get #nextPath(): string {
    return pathOf(this.target, this.#files.length + 1);
  }

  /** Writes the file that begins at a block, and those behind it. */
  async #writeFrom(start: BlockPosition, cursor?: BlockCursor): Promise<void> {
    const contents = new FileContents(this.#source, start, this.target.maxFileBytes, cursor);
    this.#current = contents;
    const { next } = await this.#writeFile(this.#nextPath, contents);
    this.#current = undefined;
    if (next) await this.#writeFrom(next, contents.cursor);
  }

  async #writeFile(path: string, contents: FileContents): Promise<FileEnd> {
    const { overwrite } = this.target;
    const { sizeBytes } = await uploadToVolume(
      this.client,
      path,
      {
        open: () => contents.open(),
        label: path,
      },
      { overwrite, createFolders: this.#files.length === 0 },
    );
    const { end } = contents;
    if (end?.sizeBytes !== sizeBytes) {
      throw this.#error(`${path} has ${sizeBytes} bytes, but ${end?.sizeBytes ?? "more"} were to be written`);
    }
    this.#files.push({ path, rows: end.rows, sizeBytes });
    return end;
  }

  #error(message: string, hint?: string): DatabricksError {
    const { statement_id: statementId } = this.statement;
    return new DatabricksError({
      operation: `Exporting the result of statement ${statementId}`,
      message,
      hint,
      resourceIds: { statementId },
    });
  }

  #explain(error: unknown): unknown {
    const { deadline } = this.client;
    const isLate = deadline.isOver || (error instanceof DatabricksError && error.deadlineExceeded);
    if (!isLate) return error;
    const written = this.#files.reduce((total, { rows }) => total + rows, 0);
    const total = this.statement.manifest?.total_row_count ?? "all";
    return this.#error(
      `after ${formatDuration(deadline.totalMs)} only ${written} of ${total} rows were in files`,
      "Set a longer Timeout (seconds), or export fewer rows or columns at a time. The statement itself has run.",
    );
  }

  /** The state of the files after a failed export, in words. */
  async #cleanUp(error: unknown): Promise<string> {
    const paths = this.#files.map(({ path }) => path);
    if (this.target.keepsFiles) return wholeFiles(paths);
    // A file that was sent whole may be there although no response said so.
    if (this.#current?.end && !wasRefused(error)) paths.push(this.#nextPath);
    const client = this.client.forCleanup();
    const left: string[] = [];
    await mapConcurrent(paths, deletions, async (path) => {
      try {
        await deleteVolumeFile(client, path, { mayBeMissing: true });
      } catch (reason) {
        left.push(path);
        this.client.logger.warn(`${path} could not be deleted: ${toError(reason).message}`);
      }
    });
    if (left.length > 0) return `Files of this export are left, which could not be deleted: ${range(left)}.`;
    return "No file of this export is left.";
  }

  /** Deletes the files of an earlier export that had more of them, from a number on. */
  async #deleteLeftovers(number: number): Promise<void> {
    const path = pathOf(this.target, number);
    try {
      if (!(await deleteVolumeFile(this.client, path, { mayBeMissing: true }))) return;
    } catch (error) {
      const message = `${path}, which an earlier export may have left, could not be deleted`;
      this.client.logger.warn(`${message}: ${toError(error).message}`);
      return;
    }
    this.client.logger.info(`Deleted ${path}, which an earlier export had left`);
    await this.#deleteLeftovers(number + 1);
  }
}

/** Paths in words: the only one, or the first and the last. */
const range = (paths: readonly string[]): string =>
  paths.length <= 1 ? paths.join() : `${paths[0]} to ${paths.at(-1)}`;

/**
 * Checks before the statement runs that the first file would not replace another one.
 * @throws Error that names the path
 */
const checkTarget = async (client: DatabricksClient, target: ExportTarget): Promise<void> => {
  if (target.overwrite) return;
  const path = pathOf(target, 1);
  try {
    await fetchFileInfo(client, path);
  } catch (error) {
    // Who may write need not be allowed to read. The upload reports what a refused path is.
    if (isNotFound(error) || isForbidden(error) || isBadRequest(error)) return;
    throw error;
  }
  throw new Error(
    `${path} is there already: set Overwrite to true, or choose another File Name. Nothing was run.`,
  );
};

/** @throws DatabricksError when Databricks has cut the result */
const expectWhole = ({ statement_id: statementId, manifest }: StatementResponse): void => {
  if (!manifest?.truncated) return;
  throw new DatabricksError({
    operation: `Exporting the result of statement ${statementId}`,
    message: "the result is truncated: Databricks cut it at its limit of 100 GiB",
    hint: "Export it in parts, each by a condition of its own. No file was written. The statement itself has run.",
    resourceIds: { statementId },
  });
};

/** Whether a file was certainly not stored: what is at its path, if anything, is another's. */
const wasRefused = (error: unknown): boolean => {
  if (!(error instanceof DatabricksError)) return false;
  const { status } = error;
  return isConflict(error) || (status !== undefined && isRefusal(status) && !mayBeCarriedOut(error));
};

/** The files that stay, in words. */
const wholeFiles = (paths: readonly string[]): string => {
  if (paths.length === 0) return "No file is there.";
  return `${paths.length === 1 ? "1 whole file stays" : `${paths.length} whole files stay`}: ${range(paths)}.`;
};

/**
 * Runs a statement, once, and writes its whole result to files, as long as the client has time. An upload that breaks
 * is repeated from the first row of its file. After a failure no file is left, unless they are to stay.
 * @throws Error that names the path of a file that is in the way; DatabricksError with the state of the files
 */
export const exportStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  target: ExportTarget,
): Promise<ExportedResult> => {
  await checkTarget(client, target);
  // A result by links may have any size; so the statement never runs twice.
  const ended = await runStatement(client, request, "externalLinks");
  expectReadableFormat(ended);
  expectWhole(ended);
  return new ResultExport(client, ended, target).run();
};
