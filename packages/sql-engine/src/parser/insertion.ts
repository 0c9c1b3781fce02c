/** Parses INSERT. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-dml-insert-into */
import { unsupported } from "../errors";
import type { Query } from "./ast";
import type { QueryParser } from "./grammar";
import type { ParsedStatement, Replacement } from "./statementNodes";

const replaceForms = [
  ["REPLACE", "WHERE"],
  ["REPLACE", "USING"],
  ["REPLACE", "ON"],
];

export function parseInsert(queries: QueryParser): ParsedStatement {
  const { cursor } = queries;
  cursor.expect("INSERT");
  if (cursor.is("WITH")) {
    throw unsupported("INSERT WITH SCHEMA EVOLUTION");
  }
  const overwrite = cursor.expectAny("INTO", "OVERWRITE") === "OVERWRITE";
  cursor.accept("TABLE");
  const table = cursor.name();
  refusePartition(queries);
  const alias = targetAlias(queries);
  const byName = cursor.accept("BY", "NAME");
  let columns: string[] | undefined;
  if (!byName && cursor.is("(") && !queries.expressions.atQuery()) {
    columns = cursor.parenthesized(() => cursor.identifier());
  }
  refusePartition(queries);
  const isReplacing = replaceForms.some((words) => cursor.is(...words));
  if (isReplacing && (overwrite || columns)) {
    throw unsupported(`INSERT ${overwrite ? "OVERWRITE" : "with a list of columns and"} REPLACE`);
  }
  if (alias !== undefined && !cursor.is("REPLACE", "ON")) {
    cursor.fail();
  }
  const replaces = isReplacing ? replacement(queries) : undefined;
  if (replaces?.kind === "ON") {
    const source = aliasedQuery(queries);
    return {
      node: "insert",
      table,
      byName,
      overwrite,
      replaces: { ...replaces, alias, sourceAlias: source.alias },
      query: source.query,
    };
  }
  return { node: "insert", table, columns, byName, overwrite, replaces, query: queries.parse() };
}

function refusePartition({ cursor }: QueryParser): void {
  if (cursor.is("PARTITION") || cursor.is("IF", "NOT")) {
    throw unsupported(`INSERT with ${cursor.peek().word}`);
  }
}

/** An alias, which only stands before REPLACE ON. */
function targetAlias({ cursor, expressions }: QueryParser): string | undefined {
  const isClause = replaceForms.some((words) => cursor.is(...words)) || cursor.is("BY", "NAME");
  if (isClause || cursor.is("(") || expressions.atQuery() || cursor.is("TABLE")) {
    return undefined;
  }
  return cursor.accept("AS") ? cursor.identifier() : cursor.bareAlias();
}

function replacement({ cursor, expressions }: QueryParser): Replacement {
  cursor.expect("REPLACE");
  if (cursor.accept("USING")) {
    return { kind: "USING", columns: cursor.parenthesized(() => cursor.identifier()) };
  }
  const kind = cursor.accept("ON") ? "ON" : "WHERE";
  if (kind === "WHERE") {
    cursor.expect("WHERE");
  }
  return { kind, condition: expressions.parse() };
}

/** A query, or one in parentheses with an alias behind. */
function aliasedQuery(queries: QueryParser): { query: Query; alias?: string } {
  const { cursor } = queries;
  const mark = cursor.mark();
  if (cursor.accept("(")) {
    const query = queries.parse();
    cursor.expect(")");
    const alias = cursor.accept("AS") ? cursor.identifier() : cursor.bareAlias();
    if (cursor.peek().kind === "end" || cursor.is(";")) {
      return { query, alias };
    }
    cursor.restore(mark);
  }
  return { query: queries.parse() };
}
