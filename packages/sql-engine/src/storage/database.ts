/** The DuckDB database of one engine: opened when first used, without access to files and settings. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sampleFolder } from "../catalog/samples";
import { jsonUdfs } from "./jsonUdfs";
import { macroStatements } from "./macros";
import { numberUdfs } from "./numberUdfs";
import { timeUdfs } from "./timeUdfs";
import { registerUdfs } from "./udfs";
import { zoneStatements } from "./zones";

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

let opened = 0;

/** Where DuckDB spills what does not fit into memory: a folder of its own, removed when closed. */
function spillFolder(): string {
  opened++;
  return join(tmpdir(), `local-workspace-${process.pid}-${opened}`);
}

const settings = (): string[] => [
  "SET TimeZone = 'UTC'",
  "SET memory_limit = '2GB'",
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  `SET temp_directory = ${quoted(spillFolder())}`,
  "SET max_temp_directory_size = '8GB'",
  `SET allowed_directories = [${quoted(sampleFolder())}]`,
  macroStatements,
  zoneStatements,
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

export class Database {
  private opening: Promise<DuckDBInstance> | undefined;
  private closed = false;

  /** A connection of its own, for one statement. */
  async connect(): Promise<DuckDBConnection> {
    if (this.closed) {
      throw new Error("The SQL engine is closed.");
    }
    this.opening ??= open();
    return (await this.opening).connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    const instance = await this.opening;
    instance?.closeSync();
  }
}

async function open(): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  registerUdfs(connection, [...numberUdfs, ...timeUdfs, ...jsonUdfs]);
  for (const statement of settings()) {
    await connection.run(statement);
  }
  connection.closeSync();
  return instance;
}
