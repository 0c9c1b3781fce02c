/** The function `sequence`. https://docs.databricks.com/aws/en/sql/language-manual/functions/sequence */
import { array, physicalType } from "../../dataTypes";
import { raise } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { castSql } from "../casts";
import { isDatetime, isIntegral, isInterval, leastCommonType } from "../coercion";
import type { TypedSql } from "../typedSql";
import { type ScalarFunction, untypedFunction, wrongType } from "./specification";

/** sequence(start, stop[, step]) of whole numbers or dates. */
export const sequence: ScalarFunction = untypedFunction([2, 3], ([start, stop, step], compiler, node) => {
  const type = leastCommonType((start as TypedSql).type, (stop as TypedSql).type);
  if (!type) {
    throw wrongType(node, 2, "the first argument's", stop as TypedSql);
  }
  const [from, to] = [start, stop].map((each) =>
    castSql((each as TypedSql).sql, (each as TypedSql).type, type),
  );
  if (isIntegral(type)) {
    const by = step
      ? compiler.implicit(step, type, node.name).sql
      : `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END`;
    return {
      sql: `CAST(dbx_sequence(CAST(${from} AS BIGINT), CAST(${to} AS BIGINT), CAST(${by} AS BIGINT)) AS ${physicalType(type)}[])`,
      type: array(type),
    };
  }
  if (!isDatetime(type) || (step && !isInterval(step.type))) {
    throw unsupported("sequence of this type");
  }
  return { sql: timeSequence(from ?? "", to ?? "", step, physicalType(type)), type: array(type) };
});

/** Times from the first to the last; each is counted from the first, so that months keep its day where they have it. */
function timeSequence(from: string, to: string, step: TypedSql | undefined, physical: string): string {
  const months = step?.type.kind === "YEAR_MONTH";
  const [start, end] = [from, to].map((sql) => `CAST(${sql} AS TIMESTAMP)`);
  const size = step?.sql ?? `CASE WHEN ${start} <= ${end} THEN 86400000000 ELSE -86400000000 END`;
  const distance = months
    ? `((year(${end}) - year(${start})) * 12 + month(${end}) - month(${start}))`
    : `(epoch_us(${end}) - epoch_us(${start}))`;
  const value = months ? `t.a + to_months(CAST(n * t.s AS INTEGER))` : `t.a + to_microseconds(n * t.s)`;
  const wrong = `(t.s = 0 AND t.a <> t.z) OR (t.s > 0 AND t.a > t.z) OR (t.s < 0 AND t.a < t.z)`;
  const message = `'[INVALID_PARAMETER_VALUE] Illegal sequence boundaries: ' || t.a || ' to ' || t.z || '. SQLSTATE: 22023'`;
  const items = `list_filter(list_transform(range(CASE WHEN t.s = 0 THEN 1 ELSE t.d // t.s + 1 END), lambda n: ${value}), lambda n: CASE WHEN t.s < 0 THEN n >= t.z ELSE n <= t.z END)`;
  const made = `CASE WHEN t.a IS NULL OR t.z IS NULL OR t.s IS NULL THEN NULL WHEN ${wrong} THEN ${raise("22023", message)} ELSE ${items} END`;
  return `CAST(list_transform([{'a': ${start}, 'z': ${end}, 's': CAST(${size} AS BIGINT), 'd': CAST(${distance} AS BIGINT)}], lambda t: ${made})[1] AS ${physical}[])`;
}
