/** Why a value does not fit a column: in words that name its kind, and never its content. */
import { isAnyArrayBuffer, isDate } from "node:util/types";
import { LosslessNumber } from "lossless-json";
import { stripControlCharacters, truncate } from "../../http/controlCharacters";

/** The longest name in a message, in characters. */
const maxNameLength = 40;

/** A name of a field, a column or a type, fit for a message. */
export const shownName = (name: string): string =>
  truncate(stripControlCharacters(name).replace(/\s+/g, " "), maxNameLength);

/** A value that does not fit. */
export class ValueProblem {
  /** @param path where the value stands in a nested one: fields, and positions in square brackets */
  constructor(
    readonly reason: string,
    readonly path = "",
  ) {}

  /** The same of a value that holds this one. @param step a field's name, or a position from 0 */
  within(step: string | number): ValueProblem {
    const name = typeof step === "number" ? `[${step}]` : shownName(step);
    const separator = this.path === "" || this.path.startsWith("[") ? "" : ".";
    return new ValueProblem(this.reason, truncate(`${name}${separator}${this.path}`, 3 * maxNameLength));
  }

  /** What is wrong, in words. */
  describe(): string {
    return this.path === "" ? this.reason : `in ${this.path}, ${this.reason}`;
  }
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const kindOfObject = (value: object): string => {
  if (Array.isArray(value)) return `a list of ${counted(value.length, "item")}`;
  if (value instanceof LosslessNumber) return "a number";
  if (isDate(value)) return Number.isNaN(value.getTime()) ? "an invalid date" : "a date object";
  if (ArrayBuffer.isView(value) || isAnyArrayBuffer(value)) {
    return `binary data of ${counted(value.byteLength, "byte")}`;
  }
  return "an object";
};

const kindOfNumber = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return "an infinite number";
  return Number.isInteger(value) ? "a whole number" : "a number with a fraction";
};

/** The kind of a value, in words: `a text of 3 characters`. */
export const describeKind = (value: unknown): string => {
  if (value === null || value === undefined) return "NULL";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : `a text of ${counted(value.length, "character")}`;
    case "number":
      return kindOfNumber(value);
    case "bigint":
      return "a whole number";
    case "boolean":
      return "a boolean";
    case "object":
      return kindOfObject(value);
    default:
      return `a ${typeof value}`;
  }
};

/** The problem of a value that is not of a type. @param type in words, such as `a BIGINT` */
export const notOfType = (value: unknown, type: string): ValueProblem =>
  new ValueProblem(`${describeKind(value)} is not ${type}`);
