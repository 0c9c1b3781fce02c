/** The AST of statements. */
import type { DataType } from "../dataTypes";
import type { Expression, FilesNode, Name, Query, Relation, SelectItem } from "./ast";
import type { GrantTarget, Inspection } from "./inspectionNodes";

/** A column as a table's definition writes it. */
export interface ColumnDefinition {
  name: string;
  type: DataType;
  /** `VARCHAR(n)`. */
  maxLength?: number;
  notNull: boolean;
  defaultText?: string;
  defaultValue?: Expression;
  identity?: { always: boolean; start: bigint; step: bigint };
  /** The expression of a generated column, and as it was written. */
  generation?: { text: string; value: Expression };
  comment?: string;
}

/** A primary key as it is written; without a name it gets one. */
export interface KeyDefinition {
  name?: string;
  columns: string[];
}

export interface TableDefinition {
  columns: ColumnDefinition[];
  comment?: string;
  properties: Record<string, string>;
  partitionedBy: string[];
  clusteredBy: string[];
  primaryKeys: KeyDefinition[];
}

/** The rows that an INSERT … REPLACE takes away before it adds its own. */
export type Replacement =
  | { kind: "WHERE"; condition: Expression }
  | { kind: "USING"; columns: string[] }
  | { kind: "ON"; condition: Expression; alias?: string; sourceAlias?: string };

export interface Assignment {
  column: Name;
  value: Expression;
}

export interface MergeClause {
  match: "MATCHED" | "NOT MATCHED" | "NOT MATCHED BY SOURCE";
  condition?: Expression;
  action:
    | { kind: "DELETE" }
    | { kind: "UPDATE"; assignments: Assignment[] | "*" }
    | { kind: "INSERT"; columns: Name[]; values: Expression[] }
    | { kind: "INSERT *" };
}

/** COPY INTO. */
export interface CopyStatement {
  node: "copy";
  table: Name;
  /** The columns that CSV without a header has, by position: these, or all of the table. */
  positions?: { columns?: string[] };
  source: FilesNode;
  /** What is selected from the source; all of its columns where left out. */
  items?: SelectItem[];
  /** How many rows are only looked at. */
  preview?: number;
  /** The names of files below the path, or a pattern of them. */
  files?: string[];
  pattern?: string;
  mergeSchema: boolean;
  force: boolean;
}

export type ParsedStatement =
  | { node: "query"; query: Query }
  | {
      node: "insert";
      table: Name;
      columns?: string[];
      byName: boolean;
      overwrite: boolean;
      replaces?: Replacement;
      query: Query;
    }
  | { node: "update"; table: Name; alias?: string; assignments: Assignment[]; where?: Expression }
  | { node: "delete"; table: Name; alias?: string; where?: Expression }
  | { node: "merge"; target: Name; alias?: string; source: Relation; on: Expression; clauses: MergeClause[] }
  | { node: "createCatalog"; name: string; ifNotExists: boolean; comment?: string }
  | { node: "dropCatalog"; name: string; ifExists: boolean; cascade: boolean }
  | { node: "createSchema"; name: Name; ifNotExists: boolean; comment?: string }
  | { node: "dropSchema"; name: Name; ifExists: boolean; cascade: boolean }
  | {
      node: "createTable";
      name: Name;
      orReplace: boolean;
      ifNotExists: boolean;
      definition: TableDefinition;
      query?: Query;
      like?: Name;
    }
  | {
      node: "createView";
      name: Name;
      orReplace: boolean;
      ifNotExists: boolean;
      columns: { name: string; comment?: string }[];
      comment?: string;
      query: Query;
      text: string;
    }
  | { node: "drop"; kind: "TABLE" | "VIEW"; name: Name; ifExists: boolean }
  | {
      node: "createVolume";
      name: Name;
      ifNotExists: boolean;
      comment?: string;
      /** The location of an external volume. */
      external?: string;
    }
  | { node: "dropVolume"; name: Name; ifExists: boolean }
  | CopyStatement
  | { node: "truncate"; name: Name }
  | { node: "vacuum"; name: Name; hours?: number }
  | { node: "alterTable"; kind: "TABLE" | "VIEW"; name: Name; change: TableAlteration }
  | { node: "comment"; on: "CATALOG" | "SCHEMA" | "TABLE" | "COLUMN"; name: Name; comment: string | null }
  | {
      node: "changeGrants";
      action: "GRANT" | "REVOKE";
      privileges: string[];
      on: GrantTarget;
      principal: string;
    }
  | { node: "describeQuery"; query: Query }
  | Inspection;

export type TableAlteration =
  | { kind: "addColumns"; columns: ColumnDefinition[] }
  | { kind: "dropColumns"; columns: string[]; ifExists: boolean }
  | { kind: "renameColumn"; from: string; to: string }
  | { kind: "rename"; to: Name }
  | { kind: "setProperties"; properties: Record<string, string> }
  | { kind: "unsetProperties"; keys: string[]; ifExists: boolean }
  | { kind: "commentColumn"; column: string; comment: string | null }
  | { kind: "setNotNull"; column: string; notNull: boolean }
  | { kind: "addPrimaryKey"; key: KeyDefinition }
  | { kind: "dropPrimaryKey"; name?: string; ifExists: boolean }
  | { kind: "changeType"; column: string; type: DataType; maxLength?: number };

/** The statement of one kind. */
export type StatementOf<K extends ParsedStatement["node"]> = Extract<ParsedStatement, { node: K }>;
