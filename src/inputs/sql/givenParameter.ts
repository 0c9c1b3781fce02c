/** A parameter of a statement as a builder gives it: its name, its value and its type are checked and converted. */
import { isLosslessNumber } from "lossless-json";
import { isJsonObject, stringifyExact } from "../../http/json";
import { hasHalfPair } from "../../services/records/jsonValues";
import type { StatementParameter } from "../../services/sql/statements";
import { isBlank } from "../defineInput";
import { decimalParameter, isDouble, maxDigits, numberParameter, type TextAndType } from "./numberParameter";

/** A parameter as it is given: with one value, or with a list of values for `IN (:name)`. */
export interface GivenParameter extends StatementParameter {
  list?: TextAndType[];
  /** Whether the value is the JSON text of an object, or of a list that holds one. */
  isJson?: boolean;
  /** The label of the input that gives it, if that is not SQL Parameters. */
  input?: string;
}

const refuse = (where: string, problem: string): never => {
  throw new Error(`${where}: ${problem}`);
};

/** Text that no request can carry unchanged. Throws Error that names the entry. */
const checkText = (text: string, where: string): void => {
  if (hasHalfPair(text)) refuse(where, "the value has half of a surrogate pair, which is no character.");
};

/** A value that JSON cannot represent. Throws Error that names the entry. */
const checkJson = (value: unknown, where: string): void => {
  if (typeof value === "string") checkText(value, where);
  const isLost = typeof value === "number" && !Number.isFinite(value);
  if (isLost || ArrayBuffer.isView(value))
    refuse(where, "the value contains something that JSON cannot represent, such as NaN or bytes.");
  if (typeof value !== "object" || value === null || isLosslessNumber(value) || value instanceof Date) return;
  for (const [key, one] of Object.entries(value)) {
    checkText(key, where);
    checkJson(one, where);
  }
};

/** An object, or a list that holds one, as its JSON text. */
const jsonText = (value: object, where: string): TextAndType => {
  checkJson(value, where);
  return { value: stringifyExact(value) };
};

/** The type for a number, if the entry has none. */
const numberText = (digits: string, where: string, type: string | undefined): TextAndType => {
  if (type !== undefined) return { value: digits };
  const problem = `the number ${digits.slice(0, 60)} has more digits than the ${maxDigits} of a DECIMAL. Give it as text.`;
  return numberParameter(digits) ?? refuse(where, problem);
};

const textAndType = (value: unknown, where: string, type: string | undefined): TextAndType => {
  if (value === null || value === undefined) return {};
  if (typeof value === "string") {
    checkText(value, where);
    return { value };
  }
  if (typeof value === "boolean") return { value: String(value), type: "BOOLEAN" };
  if (isLosslessNumber(value) || typeof value === "bigint") return numberText(String(value), where, type);
  if (typeof value === "number" && Number.isFinite(value)) {
    if (!Number.isInteger(value)) return { value: String(value), type: "DOUBLE" };
    if (Number.isSafeInteger(value)) return numberText(String(value), where, type);
    refuse(where, `${value} has lost digits as a number. Give it as text with a type such as BIGINT.`);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return { value: value.toISOString(), type: "TIMESTAMP" };
  }
  if (isJsonObject(value) && !(value instanceof Date)) return jsonText(value, where);
  return refuse(where, "the value must be text, a number, true, false, null, an object or a list.");
};

const readName = (name: unknown, where: string): string => {
  if (typeof name !== "string" || name.trim() === "") return refuse(where, "the name is missing or blank.");
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    refuse(
      where,
      `"${name.slice(0, 80)}" is not a name. Use letters, digits and underscores, without the colon of the marker.`,
    );
  }
  return name;
};

const readType = (type: unknown, where: string): string | undefined => {
  if (isBlank(type)) return undefined;
  if (
    typeof type !== "string" ||
    !/^[A-Za-z_]+(?: [A-Za-z ]+)?(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/.test(type.trim())
  ) {
    return refuse(where, "the type must be the name of a simple SQL type, such as INT or DECIMAL(10,2).");
  }
  return type.trim();
};

/** Whether a value contains other values, and so cannot be a typed parameter. */
const isNested = (value: unknown): boolean =>
  Array.isArray(value) || (isJsonObject(value) && !(value instanceof Date));

/**
 * The values of a list are compared as one type: if that is DOUBLE and one of them would lose digits, DECIMAL is used
 * instead.
 */
const withoutLoss = (list: TextAndType[], type: string | undefined): TextAndType[] => {
  const numbers = list.filter((one) => /^(?:INT|BIGINT|DOUBLE|DECIMAL)/.test(one.type ?? ""));
  const hasDouble = numbers.some((one) => one.type === "DOUBLE");
  if (type !== undefined || !hasDouble || numbers.every(isDouble)) return list;
  const decimals = list.map((one) => (one.type === "DOUBLE" ? decimalParameter(String(one.value)) : one));
  return decimals.every((one) => one !== undefined) ? decimals : list;
};

/**
 * Reads a parameter.
 * @param place what gives it, for errors, such as "SQL Parameters entry 2"
 * @throws Error that names the place and says what is wrong
 */
export const readParameter = (
  { name: givenName, value, type: givenType }: { name?: unknown; value?: unknown; type?: unknown },
  place: string,
): GivenParameter => {
  const name = readName(givenName, place);
  const where = `${place} ("${name}")`;
  const type = readType(givenType, where);
  const typed = (one: unknown): TextAndType => ({
    ...textAndType(one, where, type),
    ...(type !== undefined && { type }),
  });
  if (!Array.isArray(value)) return { name, ...typed(value), ...(isNested(value) && { isJson: true }) };
  if (value.length === 0) {
    refuse(
      where,
      "the list is empty, and IN () is not valid SQL. Skip the statement when there is nothing to look for.",
    );
  }
  if (value.some(isNested)) {
    return { name, ...jsonText(value, where), ...(type !== undefined && { type }), isJson: true };
  }
  return { name, list: withoutLoss(value.map(typed), type) };
};
