/**
 * Spark's order of values in DuckDB's words. NULL inside a STRUCT or ARRAY is lowest, where DuckDB has it highest;
 * -0.0 and 0.0 are equal but stay what they are, where DuckDB writes the sort key back into the row.
 */
import { type DataType, physicalType, quotePhysicalName } from "../dataTypes";
import { quoteText, reuse } from "../duckdbSql";
import { eachItem } from "./casts";
import { isFractional, isNested } from "./coercion";

/** DuckDB text of a sort key; keys of the same type compare with DuckDB's operators as the values do in Spark. */
export function sortKey(sql: string, type: DataType): string {
  if (isFractional(type)) {
    return zeroWithoutSign(sql, type);
  }
  if (type.kind === "ARRAY") {
    return eachItem(sql, (item) => nullFirst(item, type.element));
  }
  if (type.kind === "STRUCT") {
    return reuse(sql, (x) => {
      const fields = type.fields.map(
        (field, index) =>
          `k${index} := ${nullFirst(`struct_extract(${x}, ${quoteText(field.name)})`, field.type)}`,
      );
      return `CASE WHEN ${x} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
    });
  }
  return sql;
}

const nullFirst = (sql: string, type: DataType) =>
  `struct_pack(p := ${sql} IS NOT NULL, v := ${sortKey(sql, type)})`;

const zeroWithoutSign = (sql: string, type: DataType) =>
  reuse(sql, (x) => `CASE WHEN ${x} = 0 THEN CAST(0 AS ${physicalType(type)}) ELSE ${x} END`);

/** DuckDB text of a value that rows are grouped by: Spark writes -0.0 as 0.0 there. */
export function groupKey(sql: string, type: DataType): string {
  if (isFractional(type)) {
    return zeroWithoutSign(sql, type);
  }
  if (!holdsFractions(type)) {
    return sql;
  }
  if (type.kind === "ARRAY") {
    return eachItem(sql, (item) => groupKey(item, type.element));
  }
  if (type.kind === "STRUCT") {
    return reuse(sql, (x) => {
      const fields = type.fields.map(
        ({ name, type: own }) =>
          `${quotePhysicalName(name)} := ${groupKey(`struct_extract(${x}, ${quoteText(name)})`, own)}`,
      );
      return `CASE WHEN ${x} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
    });
  }
  return sql;
}

function holdsFractions(type: DataType): boolean {
  switch (type.kind) {
    case "ARRAY":
      return holdsFractions(type.element);
    case "STRUCT":
      return type.fields.some((field) => holdsFractions(field.type));
    default:
      return isFractional(type);
  }
}

/** A key of ORDER BY. */
export function sortSql(
  key: { descending: boolean; nullsFirst: boolean },
  value: { sql: string; type: DataType },
): string {
  return `${sortKey(value.sql, value.type)} ${sortWords(key)}`;
}

/** How a key sorts, in words that are the same in DuckDB and in the names of columns. */
export function sortWords(key: { descending: boolean; nullsFirst: boolean }): string {
  return `${key.descending ? "DESC" : "ASC"} NULLS ${key.nullsFirst ? "FIRST" : "LAST"}`;
}

/** DuckDB text of a list in Spark's order; NULLs are first, or last when `nullsLast` or `descending`. */
export function sortedList(
  sql: string,
  element: DataType,
  { descending = false, nullsLast = descending }: { descending?: boolean; nullsLast?: boolean } = {},
): string {
  const order = `'${descending ? "DESC" : "ASC"}', 'NULLS ${nullsLast ? "LAST" : "FIRST"}'`;
  if (!isNested(element) && !isFractional(element)) {
    return `list_sort(${sql}, ${order})`;
  }
  // DuckDB sorts structs with NULL inside as highest, so NULLs stand aside and the rest sorts by its key.
  const pairs = eachItem(
    `list_filter(${sql}, lambda n: n IS NOT NULL)`,
    (item) => `struct_pack(k := ${sortKey(item, element)}, v := ${item})`,
  );
  const sorted = eachItem(`list_sort(${pairs}, '${descending ? "DESC" : "ASC"}')`, (pair) => `${pair}.v`);
  const nulls = `list_filter(${sql}, lambda n: n IS NULL)`;
  return nullsLast ? `(${sorted} || ${nulls})` : `(${nulls} || ${sorted})`;
}

/** DuckDB text of the lowest or highest item of a list that is not NULL. */
export function extremeItem(sql: string, element: DataType, highest: boolean): string {
  return isNested(element)
    ? `${sortedList(`list_filter(${sql}, lambda n: n IS NOT NULL)`, element, { descending: highest })}[1]`
    : `list_${highest ? "max" : "min"}(${sql})`;
}
