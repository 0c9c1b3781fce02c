/** What a statement's analysis knows beside its text. */
import type { Catalogs, FullName } from "../catalog/catalogs";
import type { DataType } from "../dataTypes";
import type { Name } from "../parser/ast";
import type { Typed } from "./typed";

/** A query in DuckDB's words; its columns are called o0, o1 and so on there. */
export interface AnalysedQuery {
  sql: string;
  columns: { name: string; type: DataType }[];
}

/** A WITH query: the name that DuckDB knows it by and its columns. */
export interface CteBinding {
  stored: string;
  columns: { name: string; type: DataType }[];
}

export interface Surroundings {
  catalogs: Catalogs;
  /** Where unqualified names are looked up. */
  catalog: string;
  schema: string;
  parameters: ReadonlyMap<string, Typed>;
  /** The statement's start, microseconds since the epoch. */
  now: bigint;
  user: string;
}

export class Environment {
  readonly catalogs: Catalogs;
  readonly catalog: string;
  readonly schema: string;
  readonly parameters: ReadonlyMap<string, Typed>;
  readonly now: bigint;
  readonly user: string;

  constructor(
    private readonly surroundings: Surroundings,
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
    } = surroundings);
  }

  /** A name that no other part of the statement has. */
  fresh(prefix: string): string {
    this.counter.last++;
    return `${prefix}${this.counter.last}`;
  }

  /** The same with further WITH queries in sight. */
  with(ctes: ReadonlyMap<string, CteBinding>): Environment {
    return new Environment(this.surroundings, new Map([...this.ctes, ...ctes]), this.depth, this.counter);
  }

  /** The same for the text of a view: its own defaults, no parameters and no WITH queries from outside. */
  forView(catalog: string, schema: string): Environment {
    const surroundings = { ...this.surroundings, catalog, schema, parameters: new Map<string, Typed>() };
    return new Environment(surroundings, new Map(), this.depth + 1, this.counter);
  }

  /** All parts of a table's name. */
  tableName(name: Name): FullName {
    const [table = "", schema = this.schema, catalog = this.catalog] = [...name].reverse();
    return [catalog, schema, table];
  }

  /** Catalog and schema of a schema's name. */
  schemaName(name: Name): [string, string] {
    const [schema = "", catalog = this.catalog] = [...name].reverse();
    return [catalog, schema];
  }
}
