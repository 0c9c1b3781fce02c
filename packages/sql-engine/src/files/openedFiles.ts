/**
 * The files that a statement reads. Analysis asks for them while it runs; those that are not open yet end it, are opened,
 * and it starts again.
 */
import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { StructType } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import { parseTimestamp } from "../values/timeText";
import type { VolumeStorage } from "../volumeStorage";
import { inferSchema } from "./inference";
import { type PreparedFiles, prepareBytes, prepareText } from "./preparedFiles";
import { type FileFormat, fileFormat, ReadOptions } from "./readOptions";
import { type ListedFile, listedFiles, parseVolumePath, patternSource } from "./volumePaths";

/** What is to be read. */
export interface FileRequest {
  path: string;
  options: ReadonlyMap<string, string>;
  /** Which statement reads; they differ in what they take for granted. */
  by: "read_files" | "COPY INTO";
}

/** Files that are ready to be read, and their columns. */
export interface OpenFiles extends PreparedFiles {
  options: ReadOptions;
  schema: StructType;
  /** Whether the schema was inferred. */
  isInferred: boolean;
}

/** Ends analysis: these files have to be opened first. */
export class PendingFiles extends Error {
  constructor(readonly request: FileRequest) {
    super("Files have to be opened first.");
  }
}

const keyOf = ({ path, options, by }: FileRequest): string => JSON.stringify([by, path, [...options].sort()]);

const extensions: Record<string, FileFormat> = { json: "JSON", csv: "CSV", parquet: "PARQUET", txt: "TEXT" };

function detectedFormat(files: ListedFile[]): FileFormat {
  const found = new Set(
    files.map(({ path }) => /\.([^./]+?)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? ""),
  );
  const [only = ""] = found;
  const format = extensions[only];
  if (!format || found.size > 1) {
    throw unsupported("the detection of the format of these files");
  }
  return format;
}

/** The files that options leave. */
function filtered(
  files: ListedFile[],
  options: ReadonlyMap<string, string>,
  by: FileRequest["by"],
): ListedFile[] {
  const time = (key: string) => {
    const text = options.get(key);
    const micros = text === undefined ? undefined : parseTimestamp(text, true);
    return micros === undefined ? undefined : Number(micros / 1000n);
  };
  const glob = options.get("pathglobfilter");
  const name = glob === undefined ? undefined : new RegExp(`^${patternSource(glob)}$`, "s");
  const [after, before] = [time("modifiedafter"), time("modifiedbefore")];
  const left = files.filter(
    (file) =>
      (!name || name.test(file.path.split("/").at(-1) ?? "")) &&
      (after === undefined || file.modifiedAt > after) &&
      (before === undefined || file.modifiedAt < before),
  );
  const lookup = options.get("recursivefilelookup")?.toLowerCase();
  const isNested = left.some(({ folders }) => folders.length > 0);
  if (isNested && (lookup === "false" || (lookup === undefined && by === "COPY INTO"))) {
    throw unsupported("nested folders without recursiveFileLookup => true");
  }
  const isPartitioned = left.some(({ folders }) => folders.some((folder) => folder.includes("=")));
  if (isPartitioned && lookup !== "true" && !options.has("partitioncolumns")) {
    throw unsupported("columns from the names of folders");
  }
  return left;
}

export class OpenedFiles {
  private readonly opened = new Map<string, OpenFiles>();

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly volumes: VolumeStorage | undefined,
    private readonly folder: string,
  ) {}

  /** Open files. @throws PendingFiles where they are not open yet */
  get(request: FileRequest): OpenFiles {
    const found = this.opened.get(keyOf(request));
    if (!found) {
      throw new PendingFiles(request);
    }
    return found;
  }

  /** The files that a request is about. */
  async list({ path, options, by }: FileRequest): Promise<ListedFile[]> {
    if (!this.volumes) {
      throw unsupported("volumes without a storage for their files");
    }
    return filtered(await listedFiles(this.volumes, parseVolumePath(path).path), options, by);
  }

  /** Opens files. @param files those of the request that are to be read, all where left out */
  async open(request: FileRequest, files?: ListedFile[]): Promise<void> {
    const wanted = files ?? (await this.list(request));
    const format = request.options.get("format");
    const options = new ReadOptions(
      format === undefined ? detectedFormat(wanted) : fileFormat(format),
      request.by,
      request.options,
    );
    const isBytes = options.format === "PARQUET" || options.format === "BINARYFILE";
    const prepared = await (isBytes ? prepareBytes : prepareText)(wanted, this.folder);
    const { schema } = options;
    const isEmpty = wanted.length === 0 && request.by === "COPY INTO";
    const inferred = isEmpty
      ? undefined
      : (schema ?? (await inferSchema(this.connection, prepared, options)));
    if (!inferred) {
      throw this.nothingToInfer(request, options.format);
    }
    this.opened.set(keyOf(request), {
      ...prepared,
      options,
      schema: inferred,
      isInferred: schema === undefined,
    });
  }

  private nothingToInfer({ path, by }: FileRequest, format: FileFormat): Error {
    return by === "COPY INTO"
      ? sqlError(
          "COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED",
          `The source directory did not contain any parsable files of type ${format}. Please check the contents of '${path}'.`,
          "42KD9",
        )
      : sqlError(
          "CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE",
          `Cannot infer schema when the input path '${path}' is empty. Please try to start the stream when there are files in the input path, or specify the schema.`,
          "22000",
        );
  }

  /** Removes what was made for DuckDB to read. */
  async close(): Promise<void> {
    const links = [...this.opened.values()].flatMap(({ files }) => files.map(({ link }) => link));
    this.opened.clear();
    await Promise.all(links.map((link) => rm(link, { force: true })));
  }
}
