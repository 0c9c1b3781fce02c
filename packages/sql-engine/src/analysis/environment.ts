/** What the analysis needs in addition to the statement: catalogs, parameters, session. */
import type { Catalogs, FullName } from "../catalog/catalogs";
import { type AccessCheck, insufficientPrivileges, type SqlPrivilege } from "../catalog/permission";
import { configuredZone, type SessionConfiguration } from "../configuration";
import type { DataType } from "../dataTypes";
import type { OpenedFiles } from "../files/openedFiles";
import type { Name } from "../parser/ast";
import type { SessionZone } from "../values/sessionZone";
import type { TypedSql } from "./typedSql";

/** A query as DuckDB's SQL; its columns are named o0, o1 and so on. */
export interface AnalyzedQuery {
  sql: string;
  columns: { name: string; type: DataType }[];
}

/** A common table expression: its name in DuckDB and its columns. */
export interface CteBinding {
  physicalName: string;
  columns: { name: string; type: DataType }[];
}

interface EnvironmentOptions {
  catalogs: Catalogs;
  /** Where unqualified names are looked up. */
  catalog: string;
  schema: string;
  parameters: ReadonlyMap<string, TypedSql>;
  /** The statement's start, microseconds since the epoch. */
  now: bigint;
  user: string;
  /** What SET has set in the session. */
  configuration: SessionConfiguration;
  /** What the session may do; everything where left out. */
  access?: AccessCheck;
  /** The files that the statement reads. */
  files: OpenedFiles;
}

export class Environment {
  readonly catalogs: Catalogs;
  readonly catalog: string;
  readonly schema: string;
  readonly parameters: ReadonlyMap<string, TypedSql>;
  readonly now: bigint;
  readonly user: string;
  readonly configuration: SessionConfiguration;
  /** How the session reads and writes timestamps. */
  readonly zone: SessionZone;
  readonly access: AccessCheck | undefined;
  readonly files: OpenedFiles;

  constructor(
    private readonly surroundings: EnvironmentOptions,
    readonly ctes: ReadonlyMap<string, CteBinding> = new Map(),
    /** How many views this text is inside of. */
    readonly depth = 0,
    private readonly counter = { last: 0 },
  ) {
    ({
      catalogs: this.catalogs,
      catalog: this.catalog,
      schema: this.schema,
      parameters: this.parameters,
      now: this.now,
      user: this.user,
      configuration: this.configuration,
    } = surroundings);
    this.zone = configuredZone(this.configuration);
    this.access = surroundings.access;
    this.files = surroundings.files;
  }

  /** A name that no other part of the statement has. */
  fresh(prefix: string): string {
    this.counter.last++;
    return `${prefix}${this.counter.last}`;
  }

  /** The same with further common table expressions. */
  with(ctes: ReadonlyMap<string, CteBinding>): Environment {
    return new Environment(this.surroundings, new Map([...this.ctes, ...ctes]), this.depth, this.counter);
  }

  /**
   * The same for the text of a view: its own defaults, no parameters and no WITH queries from outside.
   * @param access what it may read; everything, as its owner may, where left out
   */
  forView(catalog: string, schema: string, access?: AccessCheck): Environment {
    const parameters = new Map<string, TypedSql>();
    const surroundings = { ...this.surroundings, catalog, schema, parameters, access };
    return new Environment(surroundings, new Map(), this.depth + 1, this.counter);
  }

  /** All parts of a table's name. @throws SqlError where its catalog or schema may not be used */
  tableName(name: Name): FullName {
    const [table = "", schema = this.schema, catalog = this.catalog] = [...name].reverse();
    this.requirePrivilege([catalog, schema], "USE_SCHEMA");
    return [catalog, schema, table];
  }

  /** Catalog and schema of a schema's name. @throws SqlError where the catalog may not be used */
  schemaName(name: Name): [string, string] {
    const [schema = "", catalog = this.catalog] = [...name].reverse();
    this.requirePrivilege([catalog], "USE_CATALOG");
    return [catalog, schema];
  }

  /** Whether the session has a privilege on a catalog, a schema or a table. */
  allows(path: Name, privilege: SqlPrivilege): boolean {
    return this.missing(path, privilege) === undefined;
  }

  /** @throws SqlError where the session lacks a privilege on a catalog, a schema or a table */
  requirePrivilege(path: Name, privilege: SqlPrivilege): void {
    const missing = this.missing(path, privilege);
    if (missing !== undefined) {
      throw insufficientPrivileges(missing);
    }
  }

  private missing(path: Name, privilege: SqlPrivilege): string | undefined {
    return this.access?.(
      path.map((part) => part.toLowerCase()),
      privilege,
    );
  }
}
