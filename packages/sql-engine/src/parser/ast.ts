/** The AST of queries and expressions. `at` is where a node starts in the text. */
import type { DataType } from "../dataTypes";
import type { CatalogPatterns, Name } from "./inspectionNodes";

export type { CatalogPatterns, Name };

export interface SortKey {
  expression: Expression;
  descending: boolean;
  nullsFirst: boolean;
}

export interface FrameBound {
  kind: "UNBOUNDED PRECEDING" | "PRECEDING" | "CURRENT ROW" | "FOLLOWING" | "UNBOUNDED FOLLOWING";
  offset?: Expression;
}

export interface WindowSpec {
  /** A window of the WINDOW clause. */
  base?: string;
  partitionBy: Expression[];
  orderBy: SortKey[];
  frame?: { unit: "ROWS" | "RANGE"; from: FrameBound; to: FrameBound };
}

export interface CallNode {
  node: "call";
  at: number;
  name: string;
  args: Expression[];
  distinct?: boolean;
  filter?: Expression;
  withinGroup?: SortKey[];
  nulls?: "IGNORE" | "RESPECT";
  over?: WindowSpec;
  /** Aliases of the arguments of `struct(a AS x, b)`, by position. */
  argAliases?: (string | undefined)[];
}

type LikeOperator = "LIKE" | "ILIKE" | "RLIKE";

export type PathStep = { field: string; exact: boolean } | { index: number };

export type Expression =
  /** A TIMESTAMP whose text names no zone is what a clock in the session's shows. */
  | { node: "literal"; at: number; type: DataType; value: string | null; sessionZone?: boolean }
  | { node: "parameter"; at: number; name: string }
  | { node: "column"; at: number; parts: Name }
  /** A column that a star stood for, already resolved: its DuckDB text. */
  | { node: "resolved"; at: number; name: string; type: DataType; sql: string }
  | { node: "star"; at: number; qualifier: Name; except: Name[] }
  | CallNode
  | { node: "unary"; at: number; operator: "-" | "+" | "~" | "NOT"; operand: Expression }
  | { node: "binary"; at: number; operator: string; left: Expression; right: Expression }
  | { node: "cast"; at: number; operand: Expression; type: DataType; safe: boolean }
  | {
      node: "case";
      at: number;
      operand?: Expression;
      whens: { condition: Expression; result: Expression }[];
      otherwise?: Expression;
    }
  | { node: "in"; at: number; operand: Expression; list?: Expression[]; query?: Query; negated: boolean }
  | { node: "between"; at: number; operand: Expression; low: Expression; high: Expression; negated: boolean }
  | {
      node: "like";
      at: number;
      operator: LikeOperator;
      operand: Expression;
      patterns: Expression[];
      quantifier?: "ANY" | "ALL";
      escape?: string;
      negated: boolean;
    }
  | { node: "is"; at: number; operand: Expression; test: "NULL" | "TRUE" | "FALSE"; negated: boolean }
  | { node: "exists"; at: number; query: Query }
  | { node: "subquery"; at: number; query: Query }
  | { node: "lambda"; at: number; parameters: string[]; body: Expression }
  | { node: "index"; at: number; operand: Expression; index: Expression }
  | { node: "field"; at: number; operand: Expression; name: string }
  | { node: "path"; at: number; operand: Expression; steps: PathStep[] }
  | { node: "tuple"; at: number; items: Expression[] };

export type Node<K extends Expression["node"]> = Extract<Expression, { node: K }>;

export interface SelectItem {
  expression: Expression;
  /** Several for a generator: `posexplode(a) AS (p, v)`. */
  aliases: string[];
}

export interface LateralView {
  call: CallNode;
  outer: boolean;
  alias?: string;
  columns: string[];
}

export interface GroupBy {
  all: boolean;
  keys: Expression[];
  /** Sets of indexes into `keys`, where there are grouping sets. */
  sets?: number[][];
}

export interface Select {
  node: "select";
  distinct: boolean;
  items: SelectItem[];
  from?: Relation;
  lateralViews: LateralView[];
  where?: Expression;
  groupBy?: GroupBy;
  having?: Expression;
  qualify?: Expression;
  windows: { name: string; spec: WindowSpec }[];
}

export interface Alias {
  name?: string;
  columns: string[];
}

export type JoinKind = "INNER" | "CROSS" | "LEFT" | "RIGHT" | "FULL" | "SEMI" | "ANTI";

export interface PivotNode {
  node: "pivot";
  at: number;
  source: Relation;
  aggregates: SelectItem[];
  columns: Expression[];
  values: { expressions: Expression[]; alias?: string }[];
  alias: Alias;
}

export interface UnpivotNode {
  node: "unpivot";
  at: number;
  source: Relation;
  includeNulls: boolean;
  value: string;
  name: string;
  columns: { column: Expression; alias?: string }[];
  alias: Alias;
}

/** Files that are read: the path, and the options by their names. */
export interface FilesNode {
  node: "files";
  at: number;
  path: Expression;
  options: { name: string; value: Expression }[];
  by: "read_files" | "COPY INTO";
  alias: Alias;
}

export type Relation =
  | { node: "table"; at: number; name: Name; alias: Alias }
  | { node: "derived"; at: number; query: Query; lateral: boolean; alias: Alias }
  | { node: "tableFunction"; at: number; call: CallNode; alias: Alias }
  | {
      node: "join";
      at: number;
      kind: JoinKind;
      left: Relation;
      right: Relation;
      on?: Expression;
      using?: string[];
      natural: boolean;
    }
  | FilesNode
  | PivotNode
  | UnpivotNode;

export type QueryBody =
  | Select
  | { node: "values"; at: number; rows: Expression[][]; alias: Alias }
  | {
      node: "set";
      at: number;
      operator: "UNION" | "INTERSECT" | "EXCEPT";
      all: boolean;
      left: QueryBody;
      right: QueryBody;
    }
  | { node: "query"; query: Query };

export interface Cte {
  name: string;
  columns: string[];
  query: Query;
}

export interface Query {
  ctes: Cte[];
  recursive: boolean;
  body: QueryBody;
  orderBy: SortKey[];
  limit?: Expression;
  offset?: Expression;
}
