/**
 * The SQL engine: statements in Databricks' dialect are parsed and analyzed here, with
 * Databricks' types and rules, and run by a DuckDB database in this process.
 */
import { Environment } from "./analysis/environment";
import { CatalogReader } from "./catalog/catalogReader";
import { type CatalogEntry, Catalogs } from "./catalog/catalogs";
import type { AccessCheck } from "./catalog/permission";
import { samplesCatalog } from "./catalog/samples";
import { type SystemTable, systemSchemas } from "./catalog/systemTables";
import type { RunOptions, SqlEngine, SqlResult } from "./engine";
import { unsupported } from "./errors";
import { OpenedFiles, PendingFiles } from "./files/openedFiles";
import type { GrantStorage } from "./grantStorage";
import { parametersByName, parameterTexts } from "./parameters";
import { parseStatement } from "./parser/statement";
import type { ParsedStatement } from "./parser/statementNodes";
import { abortError, interruptedBy, RunningStatements } from "./runningStatements";
import { type StatementContext, TableStorage } from "./statements/context";
import { executeStatement } from "./statements/execute";
import { Database } from "./storage/database";
import { translateDuckdbError } from "./storage/duckdbErrors";
import { setZone } from "./storage/zones";
import type { VolumeStorage } from "./volumeStorage";

function initialCatalogs(
  volumes: VolumeStorage | undefined,
  systemTables: readonly SystemTable[],
  grants: GrantStorage | undefined,
): Catalogs {
  const empty = (name: string, comment: string): CatalogEntry => ({
    name,
    comment,
    readOnly: false,
    schemas: new Map([["default", { name: "default", comment: "Default schema", entries: new Map() }]]),
  });
  const system: CatalogEntry = {
    name: "system",
    comment: "System catalog",
    readOnly: true,
    schemas: systemSchemas(systemTables),
  };
  return new Catalogs(
    [
      empty("workspace", "The workspace's own catalog"),
      empty("main", "A catalog for anything"),
      samplesCatalog(),
      system,
    ],
    volumes,
    grants,
  );
}

/** Runs a parser; a statement that is nested too deeply for the stack is unsupported. */
function rejectTooDeep<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? unsupported("expressions nested as deeply as this") : error;
  }
}

/** Executes a statement; the files that it turns out to read are opened, and it starts again before it has done anything. */
async function executeWithFiles(context: StatementContext, statement: ParsedStatement): Promise<SqlResult> {
  for (;;) {
    try {
      return await executeStatement(context, statement);
    } catch (error) {
      if (!(error instanceof PendingFiles)) {
        throw error;
      }
      await context.environment.files.open(error.request);
      context.checkAborted();
    }
  }
}

class DuckdbEngine implements SqlEngine {
  private readonly database = new Database();
  private readonly catalogs: Catalogs;
  readonly reader: CatalogReader;
  private readonly store = new TableStorage();
  private readonly running = new RunningStatements();

  constructor(
    private readonly now: () => number,
    private readonly access?: AccessCheck,
    volumes?: VolumeStorage,
    systemTables: readonly SystemTable[] = [],
    grants?: GrantStorage,
  ) {
    this.catalogs = initialCatalogs(volumes, systemTables, grants);
    this.reader = new CatalogReader(this.catalogs);
  }

  run(text: string, options: RunOptions = {}): Promise<SqlResult> {
    const work = (signal: AbortSignal) => this.execute(text, options, signal);
    return this.running.run(options.signal, work, (result) => result.close());
  }

  private async execute(text: string, options: RunOptions, signal: AbortSignal): Promise<SqlResult> {
    const statement = rejectTooDeep(() => parseStatement(text, parameterTexts(options.parameters ?? [])));
    const connection = await this.database.connect();
    const files = new OpenedFiles(connection, this.catalogs.volumes, this.database.files);
    const environment = this.environment(options, files);
    const session: StatementContext = {
      connection,
      environment,
      catalogs: this.catalogs,
      storage: this.store,
      now: this.now,
      checkAborted() {
        if (signal.aborted) {
          throw abortError();
        }
      },
    };
    try {
      return await interruptedBy(signal, connection, async () => {
        session.checkAborted();
        await setZone(connection, environment.zone);
        return executeWithFiles(session, statement);
      });
    } catch (error) {
      connection.closeSync();
      throw signal.aborted ? abortError() : translateDuckdbError(error);
    } finally {
      await files.close();
    }
  }

  private environment(
    { catalog, schema, parameters, configuration, now, user }: RunOptions,
    files: OpenedFiles,
  ): Environment {
    return new Environment({
      catalogs: this.catalogs,
      catalog: (catalog ?? "workspace").toLowerCase(),
      schema: (schema ?? "default").toLowerCase(),
      parameters: parametersByName(parameters ?? []),
      now: BigInt(Math.trunc(now ?? this.now())) * 1000n,
      user: user ?? "local@example.com",
      configuration: configuration ?? {},
      access: this.access,
      files,
    });
  }

  /** Ends what runs. @throws nothing for a statement that does not stop: it goes on until it can */
  async close(): Promise<void> {
    await this.running.end();
    await this.database.close();
  }
}

/**
 * An engine with empty catalogs and the samples. DuckDB is opened by the first statement.
 * @param now the current time, ms since the epoch, for versions of tables and `current_timestamp()`
 * @param access what the statements may do; everything where left out
 * @param volumes the volumes and their files; none where left out
 * @param systemTables what the catalog `system` holds besides `information_schema`
 * @param grants the privileges of principals, which GRANT and REVOKE change; none where left out
 */
export async function createSqlEngine(
  now: () => number = Date.now,
  access?: AccessCheck,
  volumes?: VolumeStorage,
  systemTables?: readonly SystemTable[],
  grants?: GrantStorage,
): Promise<SqlEngine> {
  return new DuckdbEngine(now, access, volumes, systemTables, grants);
}
