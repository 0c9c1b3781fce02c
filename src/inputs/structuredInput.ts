/** Inputs that the designer shows as a form: lists of rows with named fields. */
import { isJsonObject } from "../http/json";
import { type Definition, type Input, type InputValues, isBlank, type Reader } from "./defineInput";
import { type JsonObject, readJson } from "./json";

/** The fields of a row, by their keys: inputs of their own. */
export type Fields = Readonly<Record<string, Input<unknown>>>;

/** What a builder reads of a list. */
interface StructuredTexts<OwnFields> {
  label: string;
  comments: string;
  fields: OwnFields;
}

/**
 * An input with inputs of its own. Those that are published do not validate: the platform would call them before the
 * whole is known, and their errors could not name the row. `clean` of the whole reads them.
 */
export interface StructuredInput<Value> {
  type: "structuredObject";
  label: string;
  comments: string;
  collection: "valuelist";
  inputs: Record<string, Definition>;
  clean: (value: unknown) => Value;
}

/** The fields as they are published. */
export const publishedFields = (fields: Fields): Record<string, Definition> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { clean: _clean, ...published }]) => [key, published]),
  );

/** Whether a field is as a form leaves it: without a value, or with its default. */
const isUntouched = (field: Input<unknown> | undefined, value: unknown): boolean =>
  isBlank(value) ||
  (Array.isArray(value) && value.length === 0) ||
  (field?.default !== undefined && String(value) === field.default);

const fieldOf = (fields: Fields, key: string): Input<unknown> | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;

/** Whether a row is as a form leaves it. */
const isUntouchedRow = (fields: Fields, value: unknown): boolean =>
  isBlank(value) ||
  (isJsonObject(value) &&
    Object.entries(value).every(([key, one]) => isUntouched(fieldOf(fields, key), one)));

const own = (row: JsonObject, key: string): unknown => (Object.hasOwn(row, key) ? row[key] : undefined);

/**
 * Reads the fields of a row, or of a kind of a `variantInput`.
 * @param place what it is, for errors, such as "Parameters, row 2"
 * @throws Error that names the place and the field
 */
export const readFields = <OwnFields extends Fields>(
  fields: OwnFields,
  value: unknown,
  place: string,
): InputValues<OwnFields> => {
  const names = Object.keys(fields).join(", ");
  if (!isJsonObject(value)) throw new Error(`${place} must be an object with the fields ${names}.`);
  // A form may leave the empty fields of another kind there.
  const unknownKey = Object.keys(value).find((key) => !fieldOf(fields, key) && !isBlank(value[key]));
  if (unknownKey !== undefined) {
    throw new Error(`${place}: "${unknownKey.slice(0, 80)}" is none of its fields ${names}.`);
  }
  const read = ([key, field]: [string, Input<unknown>]): [string, unknown] => {
    try {
      return [key, field.clean(own(value, key))];
    } catch (error) {
      throw new Error(`${place}: ${(error as Error).message}`);
    }
  };
  return Object.fromEntries(Object.entries(fields).map(read)) as InputValues<OwnFields>;
};

/** Reads a row further, from the values of its fields. @param place what it is, for errors */
type ReadRow<OwnFields, Row> = (row: InputValues<OwnFields>, place: string) => Row;

const readRows =
  <OwnFields extends Fields, Row>(
    fields: OwnFields,
    readRow: ReadRow<OwnFields, Row>,
  ): Reader<Row[] | undefined> =>
  (value, label) => {
    if (isBlank(value)) return undefined;
    const given = readJson(value, label);
    if (!Array.isArray(given) && !isJsonObject(given)) throw new Error(`${label} must be a list of rows.`);
    const rows: unknown[] = Array.isArray(given) ? given : [given];
    const read = rows.flatMap((row, index) => {
      const place = `${label}, row ${index + 1}`;
      return isUntouchedRow(fields, row) ? [] : [readRow(readFields(fields, row, place), place)];
    });
    return read.length > 0 ? read : undefined;
  };

/**
 * An optional input of a list of rows, each of which is read further from the values of its fields. It takes a list of
 * objects, one object, or the JSON of either. Rows as a form leaves them, without a value other than defaults, are
 * skipped; without rows it gives undefined.
 */
export const structuredRows = <const OwnFields extends Fields, Row>(
  { label, comments, fields }: StructuredTexts<OwnFields>,
  readRow: ReadRow<OwnFields, Row>,
): StructuredInput<Row[] | undefined> => ({
  type: "structuredObject",
  collection: "valuelist",
  label,
  comments,
  inputs: publishedFields(fields),
  clean: (value) => readRows(fields, readRow)(value, label),
});
