/** Columns that a table lacks for the fields of records. */
import { isDate } from "node:util/types";
import { LosslessNumber } from "lossless-json";
import { bytesOf } from "./binaryValues";
import { eachField, FieldMatcher } from "./fieldMatching";
import { recordList } from "./recordList";
import type { TargetTable } from "./targetTable";

/** The kinds of values that a field has, as bits. */
const kinds = { boolean: 1, integer: 2, long: 4, double: 8, binary: 16, text: 32 };

const isLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

const kindOfDigits = (digits: string): number =>
  /^-?\d{1,19}$/.test(digits) && isLong(BigInt(digits)) ? kinds.long : kinds.text;

const kindBit = (value: unknown): number => {
  switch (typeof value) {
    case "boolean":
      return kinds.boolean;
    case "number":
      return Number.isSafeInteger(value) ? kinds.integer : kinds.double;
    case "bigint":
      return isLong(value) ? kinds.long : kinds.text;
    default:
      if (value instanceof LosslessNumber) return kindOfDigits(value.value);
      return !isDate(value) && bytesOf(value) ? kinds.binary : kinds.text;
  }
};

/** The type that holds all values of some kinds exactly: text does where no other type can. */
const typeOfKinds = (bits: number): string => {
  const onlyOf = (allowed: number): boolean => (bits & ~allowed) === 0;
  if (onlyOf(kinds.boolean)) return "BOOLEAN";
  if (onlyOf(kinds.integer | kinds.long)) return "BIGINT";
  if (onlyOf(kinds.integer | kinds.double)) return "DOUBLE";
  return onlyOf(kinds.binary) ? "BINARY" : "STRING";
};

/**
 * The columns that fields without a column need, in the order of their first values. A field that is NULL in every record
 * needs none. Types: BOOLEAN, BIGINT, DOUBLE, BINARY for bytes, and STRING for everything else, with JSON text for lists
 * and objects.
 * @param records as `prepareRecords` takes them
 * @param columnMapping the fields of columns; fields that it does not name are matched by their name here
 */
export const missingColumns = (
  table: TargetTable,
  records: unknown,
  columnMapping?: Record<string, string>,
): { name: string; typeText: string }[] => {
  const matcher = new FieldMatcher(table, { keyColumns: [], columnMapping, unknownFields: "addColumns" });
  const found = new Map<string, { name: string; bits: number }>();
  eachField(recordList(records), (field, value) => {
    if (value === null || field === "" || matcher.targetOf(field) !== "unknown") return;
    const key = field.toLowerCase();
    const column = found.get(key) ?? { name: field, bits: 0 };
    column.bits |= kindBit(value);
    found.set(key, column);
  });
  return [...found.values()].map(({ name, bits }) => ({ name, typeText: typeOfKinds(bits) }));
};
