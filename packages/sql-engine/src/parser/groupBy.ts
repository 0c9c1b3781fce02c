/** Parses GROUP BY. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select-groupby */
import type { Expression, GroupBy } from "./ast";
import type { ExpressionParser } from "./grammar";

/** The keys after GROUP BY, with the grouping sets of ROLLUP, CUBE and GROUPING SETS. */
export function parseGroupBy(expressions: ExpressionParser): GroupBy {
  const { cursor } = expressions;
  if (cursor.accept("ALL")) {
    return { all: true, keys: [] };
  }
  const group: GroupBy = { all: false, keys: [] };
  let parts: number[][][] = [];
  let plain = true;
  const key = (expression: Expression) => group.keys.push(expression) - 1;
  const tuple = (): number[] => {
    if (cursor.accept("(", ")")) {
      return [];
    }
    const item = expressions.parse();
    return (item.node === "tuple" ? item.items : [item]).map(key);
  };
  cursor.list(() => {
    const rollup = cursor.is("ROLLUP", "(");
    if (rollup || cursor.is("CUBE", "(")) {
      cursor.next();
      const tuples = cursor.parenthesized(tuple);
      parts.push(rollup ? rollupSets(tuples) : cubeSets(tuples));
      plain = false;
    } else if (cursor.accept("GROUPING", "SETS")) {
      parts.push(cursor.parenthesized(tuple));
      plain = false;
    } else if (cursor.accept("(", ")")) {
      cursor.fail(cursor.peek(-1));
    } else {
      parts.push([tuple()]);
    }
  });
  const single = () => parts.map((sets) => sets[0] ?? []);
  const trailing = cursor.accept("WITH", "ROLLUP")
    ? rollupSets(single())
    : cursor.accept("WITH", "CUBE")
      ? cubeSets(single())
      : cursor.accept("GROUPING", "SETS") && cursor.parenthesized(tuple);
  if (trailing) {
    parts = [trailing];
  }
  if (trailing || !plain) {
    group.sets = parts.reduce<number[][]>(
      (sets, part) => sets.flatMap((set) => part.map((more) => [...set, ...more])),
      [[]],
    );
  }
  return group;
}

/** (a, b) gives (a, b), (a), (). */
function rollupSets(tuples: number[][]): number[][] {
  return Array.from({ length: tuples.length + 1 }, (_, left) => tuples.slice(0, tuples.length - left).flat());
}

/** (a, b) gives every subset of its parts. */
function cubeSets(tuples: number[][]): number[][] {
  let sets: number[][] = [[]];
  for (const tuple of [...tuples].reverse()) {
    sets = sets.map((set) => [...tuple, ...set]).concat(sets);
  }
  return sets;
}
