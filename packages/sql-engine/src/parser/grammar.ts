/**
 * The rules of the grammar that refer to each other: queries hold relations and expressions, both hold queries.
 * Parsers are given these, so that no file imports one that imports it.
 */
import type { Expression, Query, QueryBody, Relation, SelectItem } from "./ast";
import type { Cursor } from "./cursor";

/** Parses expressions at a cursor. */
export interface ExpressionParser {
  readonly cursor: Cursor;
  /** Any expression, down to OR. */
  parse(): Expression;
  /** An arithmetic or comparison expression of operators that bind at least as tightly as `minPrecedence`. */
  valueExpression(minPrecedence: number): Expression;
  /** Whether a query follows, also behind opening parentheses. */
  atQuery(): boolean;
  /** A query inside an expression. */
  parseQuery(): Query;
}

/** Parses queries at a cursor. */
export interface QueryParser {
  readonly cursor: Cursor;
  readonly expressions: ExpressionParser;
  /** A query with its WITH, ORDER BY, LIMIT and OFFSET. */
  parse(): Query;
  /** VALUES rows; each is a tuple, struct(…), which is the same, or a single value. */
  parseValues(withAlias: boolean): QueryBody & { node: "values" };
  /** One item of a select list. */
  parseSelectItem(): SelectItem;
  /** A relation with the joins that follow it. */
  parseRelation(): Relation;
}
