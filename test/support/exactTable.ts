/** Tables of values by chance, and the statements that make them. */
import fc from "fast-check";
import { exactType } from "./exactNested";
import { type Exact, orNothing, type Put } from "./exactValues";

/** A parameter of the statement that makes a value. */
interface Parameter {
  name: string;
  value: string | null;
  type: string;
}

/** Names that CSV must quote, that JSON must escape, or that are odd in JavaScript. */
export const columnNames = ["id", "a,b", "__proto__", 'say "hi"', "é 😀", "4"];

/** A table by chance: rows of as many columns, each column of one type. */
export const exactTable: fc.Arbitrary<Exact[][]> = fc
  .array(exactType, { minLength: 1, maxLength: columnNames.length })
  .chain((types) => fc.array(fc.tuple(...types.map(orNothing)), { minLength: 1, maxLength: 12 }));

/** A name in a statement. */
export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const isNested = (type: string): boolean => type.includes("<") || type === "VARIANT";

/** Puts a value into the text of a statement. */
export const literal: Put = (value, type) => {
  if (value === null) return `CAST(NULL AS ${type})`;
  const text = `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  return type === "STRING" ? text : `CAST(${text} AS ${type})`;
};

/**
 * The statement that makes a table, with its parameters.
 * @param asLiterals whether values stand in its text, and not in parameters
 */
export const statementOf = (
  table: Exact[][],
  asLiterals: boolean,
): { sqlStatement: string; sqlParameters: Parameter[] } => {
  const sqlParameters: Parameter[] = [];
  const put: Put = (value, type) => {
    // No parameter is of a nested type.
    if (asLiterals || isNested(type)) return literal(value, type);
    const name = `p${sqlParameters.length}`;
    sqlParameters.push({ name, value, type });
    return `:${name}`;
  };
  const rows = table.map((row) => `(${row.map(({ sql }) => sql(put)).join(", ")})`);
  const names = (table[0] ?? []).map((_, index) => quoted(columnNames[index] ?? ""));
  return { sqlStatement: `SELECT * FROM VALUES ${rows.join(", ")} AS t(${names.join(", ")})`, sqlParameters };
};
