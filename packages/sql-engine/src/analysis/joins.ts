import { sqlError } from "../errors";
import type { Relation } from "../parser/ast";
import { castSql } from "./casts";
import { leastCommonType } from "./coercion";
import type { From } from "./context";
import { Scope, type ScopeColumn, type ScopeRelation } from "./scope";

/** A join whose equal columns appear once, in front. */
export function joinUsing(
  node: Relation & { node: "join" },
  left: From,
  right: From,
  using: string[],
  word: string,
): From {
  const merged: ScopeColumn[] = [];
  const conditions = using.map((name) => {
    const [first, second] = [left, right].map((side) => columnOf(side, name));
    const type = first && second && leastCommonType(first.type, second.type);
    if (!first || !second || !type) {
      throw sqlError(
        "UNRESOLVED_USING_COLUMN_FOR_JOIN",
        `USING column \`${name}\` cannot be resolved on both sides of the join.`,
        "42703",
      );
    }
    const [a, b] = [castSql(first.sql, first.type, type), castSql(second.sql, second.type, type)];
    const sql = node.kind === "FULL" ? `coalesce(${a}, ${b})` : node.kind === "RIGHT" ? b : a;
    merged.push({ name: first.name, type, sql });
    return `${a} = ${b}`;
  });
  const hide = (source: ScopeRelation): ScopeRelation => ({
    ...source,
    columns: source.columns.map((column) =>
      using.some((name) => name.toLowerCase() === column.name.toLowerCase())
        ? { ...column, hidden: true }
        : column,
    ),
  });
  const kept =
    node.kind === "SEMI" || node.kind === "ANTI" ? left.sources : [...left.sources, ...right.sources];
  const sources = using.length === 0 ? kept : [{ path: [], columns: merged }, ...kept.map(hide)];
  const on = conditions.length > 0 ? conditions.join(" AND ") : "true";
  return {
    sql: `${left.sql} ${word === "CROSS JOIN" ? "JOIN" : word} ${nestedJoinSql(right.sql, node.right)} ON ${on}`,
    sources,
  };
}

/** A join on the right side of another needs parentheses. */
export function nestedJoinSql(sql: string, relation: Relation): string {
  return relation.node === "join" ? `(${sql})` : sql;
}

function columnOf(from: From, name: string): ScopeColumn | undefined {
  return new Scope(from.sources).find([name])?.column;
}

/** The names that both sides of a NATURAL JOIN have. */
export function commonColumnNames(left: ScopeRelation[], right: ScopeRelation[]): string[] {
  const known = new Set(new Scope(right).names().map((name) => name.toLowerCase()));
  return new Scope(left).names().filter((name) => known.has(name.toLowerCase()));
}
