/** The Column Casts input: which columns of a table are loaded, each from which field of the files, as which type. */
import { parseSqlType, type SqlType } from "../../results/sqlTypes";
import { sqlTypeText } from "../../results/sqlTypeText";
import type { ColumnCast } from "../../services/sql/copyIntoStatement";
import { nameParts } from "../../services/sql/sqlNames";
import { asOptional, type Input, type Reader, refine } from "../defineInput";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { type StructuredInput, structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";

/** What the text of a type consists of: words, the signs of nested types, lengths, and names in backticks. */
const typeCharacters = /^(?:[\p{L}\p{N}_<>:,\s]|\([\d,\s]+\)|`[^`]*`)+$/u;

const hasKnownForm = (type: SqlType): boolean => {
  switch (type.kind) {
    case "scalar":
      return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(type.name);
    case "array":
      return hasKnownForm(type.element);
    case "map":
      return hasKnownForm(type.key) && hasKnownForm(type.value);
    case "struct":
      return type.fields.every((field) => hasKnownForm(field.type));
  }
};

/** A type as a statement spells it, written from its parsed form; undefined where a text is not one type and nothing else. */
const typeTextIn = (text: string): string | undefined => {
  const type = typeCharacters.test(text) ? parseSqlType(text) : undefined;
  return type && hasKnownForm(type) ? sqlTypeText(type) : undefined;
};

/** Splits `field::TYPE`; names in backticks may hold colons. */
const splitType = (text: string): { field: string; type?: string } => {
  const at = text.replace(/`[^`]*`/g, (quoted) => "`".repeat(quoted.length)).indexOf("::");
  return at < 0 ? { field: text } : { field: text.slice(0, at), type: text.slice(at + 2).trim() };
};

/** A cast as it is given. */
interface GivenCast {
  column: string;
  /** The field of the files; that of the column's name if it is blank. */
  field?: string;
  type?: string;
}

const castOf = ({ column: key, field: fieldText = "", type }: GivenCast, where: string): ColumnCast => {
  const [column, ...more] = nameParts(key);
  if (column === undefined || more.length > 0) {
    throw new Error(`${where} this is not the name of one column. Write a name with dots in backticks.`);
  }
  const field = fieldText.trim() === "" ? [column] : nameParts(fieldText.trim());
  if (field.length === 0) {
    throw new Error(
      `${where} "${fieldText.slice(0, 80)}" is not the name of a field, such as amount or address.city.`,
    );
  }
  if (type === undefined) return { column, field };
  const typeText = typeTextIn(type);
  if (typeText === undefined) {
    throw new Error(`${where} "${type.slice(0, 80)}" is not a type, such as BIGINT or DECIMAL(10,2).`);
  }
  return { column, field, type: typeText };
};

const readCast = ({ key, value }: KeyValue, label: string): ColumnCast =>
  castOf({ column: key, ...splitType(valueText(value).trim()) }, `${label}, column ${key.slice(0, 80)}:`);

/** @throws Error that names the column that is there twice */
const checkOnce = (casts: readonly ColumnCast[], label: string): void => {
  const names = new Set<string>();
  for (const { column } of casts) {
    if (names.has(column.toLowerCase())) throw new Error(`${label} name the column ${column} twice.`);
    names.add(column.toLowerCase());
  }
};

const readCasts: Reader<ColumnCast[], KeyValue[]> = (entries, label) => {
  const casts = entries.map((entry) => readCast(entry, label));
  checkOnce(casts, label);
  return casts;
};

const castsLabel = "Column Casts";
const castRowsLabel = "Column Cast Rows";

export const columnCasts: Input<ColumnCast[]> = refine(
  keyValuesInput({
    label: castsLabel,
    comments:
      "The columns of the table to load, each with the field of the files that fills it and, after two colons, the type to convert it to, such as amount::DECIMAL(10,2). Without a field, as in ::DATE, the field with the column's name is used. The fields of CSV files without a header are _c0, _c1 and so on. Other columns get their default, or NULL. Column Cast Rows accept the same as rows. If both are empty, all columns are loaded.",
    placeholder: "amount::DECIMAL(10,2)",
    example: '[{"key": "total", "value": "amount::DECIMAL(10,2)"}]',
  }),
  readCasts,
);

/** The same as rows. */
export const columnCastRows: StructuredInput<ColumnCast[] | undefined> = structuredRows(
  {
    label: castRowsLabel,
    comments: `The columns of the table to load, one in each row, together with those of ${castsLabel}; a column in both is an error.`,
    fields: {
      column: trimmedInput({
        label: "Column",
        comments: "The name of the column.",
        example: "total",
        dataSource: "selectColumn",
      }),
      field: asOptional(
        trimmedInput({
          label: "Field",
          comments:
            "The field of the files that fills the column. If empty, the field with the column's name is used. The fields of CSV files without a header are _c0, _c1 and so on.",
          example: "amount",
        }),
      ),
      type: asOptional(
        trimmedInput({
          label: "Type",
          comments: "The SQL type that the field is converted to. If empty, it is not converted.",
          placeholder: "DECIMAL(10,2)",
          example: "DECIMAL(10,2)",
        }),
      ),
    },
  },
  (row, place) => castOf(row, `${place}:`),
);

/**
 * The casts of both inputs.
 * @throws Error that names the column that is there twice
 */
export const joinCasts = (casts: readonly ColumnCast[], rows: readonly ColumnCast[] = []): ColumnCast[] => {
  checkOnce(rows, castRowsLabel);
  const joined = [...casts, ...rows];
  checkOnce(joined, `${castsLabel} and ${castRowsLabel}`);
  return joined;
};
