/**
 * Short fingerprints of rows. A row keeps its fingerprint when a column is added, when the type of a column is widened,
 * and when the time zone of the session changes.
 */
import { createHash } from "node:crypto";
import { canonicalMoment, microsOf } from "../../results/calendar";
import { parseSqlType, type SqlType } from "../../results/sqlTypes";
import type { SqlRow, SqlValue } from "../../results/statementRows";
import type { RowColumn } from "../../services/sql/rowQuery";
import { canonicalNumber } from "./cursorTypes";

/** A short fingerprint: different texts almost certainly have different ones. */
export const fingerprint = (text: string): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, 11);

/** Gives the canonical form of a value of a type. */
type Canonical = (value: SqlValue) => SqlValue;

const ofText =
  (canonical: (text: string) => SqlValue): Canonical =>
  (value) =>
    typeof value === "string" ? canonical(value) : value;

/** In the form of a whole number, if it is one: a BIGINT may become a DECIMAL. */
const decimalValue = (text: string): SqlValue => {
  const digits = canonicalNumber(text);
  return Number.isSafeInteger(Number(digits)) && !digits.includes(".") ? Number(digits) : digits;
};

/** JSON has no NaN and no infinities. */
const floatValue: Canonical = (value) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

const ofScalar: Record<string, Canonical> = {
  FLOAT: floatValue,
  DOUBLE: floatValue,
  DECIMAL: ofText(decimalValue),
  TIMESTAMP: ofText((text) => String(microsOf(text, true) ?? text)),
  TIMESTAMP_NTZ: ofText(canonicalMoment),
};

const asIs: Canonical = (value) => value;

const canonicalOf = (type: SqlType): Canonical => {
  switch (type.kind) {
    case "scalar":
      return (Object.hasOwn(ofScalar, type.name) ? ofScalar[type.name] : undefined) ?? asIs;
    case "array": {
      const element = canonicalOf(type.element);
      return (value) => (Array.isArray(value) ? value.map(element) : value);
    }
    case "map": {
      const inner = canonicalOf(type.value);
      return (value) => mapFields(value, () => inner);
    }
    case "struct": {
      const fields = new Map(type.fields.map((field) => [field.name, canonicalOf(field.type)]));
      return (value) => mapFields(value, (name) => fields.get(name) ?? asIs);
    }
  }
};

const mapFields = (value: SqlValue, canonical: (name: string) => Canonical): SqlValue =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, canonical(name)(one)]))
    : value;

/** The shortest number that is the same FLOAT: the value of a DOUBLE before its column was widened. */
const asFloat: Canonical = (value) => {
  if (typeof value !== "number" || !Number.isFinite(value)) return value;
  for (let digits = 1; digits <= 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === Math.fround(value)) return shorter;
  }
  return value;
};

const hashRow = (row: SqlRow, canonical: (name: string) => Canonical): string =>
  fingerprint(
    JSON.stringify(
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => [name, canonical(name)(value)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** Makes the fingerprints of rows of some columns. */
export class RowFingerprints {
  readonly #canonical: Map<string, Canonical>;
  readonly #doubles: Map<string, Canonical>;

  constructor(columns: readonly RowColumn[]) {
    const types = columns.map(({ name, type }) => ({ name, type: parseSqlType(type) }));
    this.#canonical = new Map(types.map(({ name, type }) => [name, canonicalOf(type)]));
    const doubles = types.filter(({ type }) => type.kind === "scalar" && type.name === "DOUBLE");
    this.#doubles = new Map(doubles.map(({ name }) => [name, asFloat]));
  }

  /** The fingerprint of a row. */
  of(row: SqlRow): string {
    return hashRow(row, (name) => this.#canonical.get(name) ?? asIs);
  }

  /**
   * The fingerprints that a row may be remembered by: also those of the first releases, and those from before a FLOAT
   * became a DOUBLE.
   */
  *candidates(row: SqlRow): Generator<string> {
    yield this.of(row);
    yield hashRow(row, () => asIs);
    if (this.#doubles.size > 0) {
      yield hashRow(row, (name) => this.#doubles.get(name) ?? this.#canonical.get(name) ?? asIs);
    }
  }
}
