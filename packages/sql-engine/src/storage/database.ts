/** The DuckDB database of one engine: opened when first used, without access to files and settings. */
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sampleFolder } from "../catalog/samples";
import { fileUdfs } from "./fileUdfs";
import { jsonUdfs } from "./jsonUdfs";
import { macroStatements } from "./macros";
import { numberUdfs } from "./numberUdfs";
import { timeUdfs } from "./timeUdfs";
import { registerUdfs } from "./udfs";
import { zoneStatements } from "./zones";

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

let opened = 0;

/** The folder of one database, removed when closed: what does not fit into memory, and files that it may read. */
function ownFolder(): string {
  opened++;
  return join(tmpdir(), `local-workspace-${process.pid}-${opened}`);
}

const settings = (folder: string): string[] => [
  "SET TimeZone = 'UTC'",
  "SET memory_limit = '2GB'",
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  `SET temp_directory = ${quoted(join(folder, "spill"))}`,
  "SET max_temp_directory_size = '8GB'",
  `SET allowed_directories = [${quoted(sampleFolder())}, ${quoted(`${fileFolder(folder)}/`)}]`,
  macroStatements,
  zoneStatements,
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

const fileFolder = (folder: string): string => join(folder, "files");

export class Database {
  private readonly folder = ownFolder();
  /** The folder of the files that DuckDB may read. */
  readonly files = fileFolder(this.folder);
  private opening: Promise<DuckDBInstance> | undefined;
  private closed = false;

  /** A connection of its own, for one statement. */
  async connect(): Promise<DuckDBConnection> {
    if (this.closed) {
      throw new Error("The SQL engine is closed.");
    }
    this.opening ??= open(this.folder);
    return (await this.opening).connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    const instance = await this.opening;
    instance?.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function open(folder: string): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  registerUdfs(connection, [...numberUdfs, ...timeUdfs, ...jsonUdfs, ...fileUdfs]);
  for (const statement of settings(folder)) {
    await connection.run(statement);
  }
  connection.closeSync();
  return instance;
}
