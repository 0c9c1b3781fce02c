/** Values of every scalar SQL type by chance, each with what it must be in a result, worked out from the value itself. */

import { floatText } from "databricks-sql-engine";
import fc from "fast-check";

/**
 * Puts a value into a statement.
 * @param value its text; null is NULL
 * @returns the SQL that stands for it
 */
export type Put = (value: string | null, type: string) => string;

/** A value on its way through a statement. */
export interface Exact {
  /** The SQL that makes it. */
  sql: (put: Put) => string;
  /** What `rows` must hold. */
  row: unknown;
  /** Whether the text of a cell means this value; null is NULL. */
  isText: (cell: string | null) => boolean;
}

/** A type with values of it. */
export interface ExactType<Value extends Exact = Exact> {
  /** As Databricks spells it. */
  name: string;
  values: fc.Arbitrary<Value>;
}

/** A value whose text is known to the letter. */
interface ExactText extends Exact {
  text: string;
}

const scalar = (type: string, text: string, row: unknown = text, given: string = text): ExactText => ({
  sql: (put) => put(given, type),
  row,
  text,
  isText: (cell) => cell === text,
});

/** NULL of a type. */
const nothing = (type: string): Exact => ({
  sql: (put) => put(null, type),
  row: null,
  isText: (cell) => cell === null,
});

/** Values of a type, and now and then NULL. */
export const orNothing = ({ name, values }: ExactType): fc.Arbitrary<Exact> =>
  fc.option(values, { nil: nothing(name), freq: 5 });

/** Any integer of so many bits, with a liking for where JavaScript numbers stop being exact. */
const integerWithin = (bits: bigint): fc.Arbitrary<bigint> => {
  const any = fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n });
  if (bits < 64n) return any;
  const edge = fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n });
  return fc.oneof(
    any,
    edge,
    edge.map((value) => -value),
  );
};

const integer = (name: string, bits: bigint): ExactType<ExactText> => ({
  name,
  values: integerWithin(bits).map((value) => {
    const number = Number(value);
    return scalar(name, String(value), Number.isSafeInteger(number) ? number : String(value));
  }),
});

const decimal = (precision: number, scale: number): ExactType<ExactText> => {
  const most = 10n ** BigInt(precision) - 1n;
  const name = `DECIMAL(${precision},${scale})`;
  const values = fc.bigInt({ min: -most, max: most }).map((unscaled) => {
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale);
    return scalar(name, `${unscaled < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`);
  });
  return { name, values };
};

/** Databricks writes numbers as Java does: always with a fraction, and with a bare E. */
const javaNumber = /^(?:NaN|-?Infinity|-?\d+\.\d+(?:E-?\d+)?)$/;

const floating = (type: string, row: number): Exact => ({
  sql: (put) => put(Object.is(row, -0) ? "-0" : String(row), type),
  row: Number.isFinite(row) ? row : String(row),
  isText: (cell) => cell !== null && javaNumber.test(cell) && Object.is(Number(cell), row),
});

const double: ExactType = {
  name: "DOUBLE",
  values: fc
    .oneof(
      fc.double(),
      fc.constantFrom(-0, 1e22, 1e-7, 5e-324, 1.7976931348623157e308, 0.1, 123456789.125),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    )
    .map((value) => floating("DOUBLE", value)),
};

/** A float has the digits that Java prints, which tell it from all others but are not always the fewest. */
const float: ExactType = {
  name: "FLOAT",
  values: fc.float().map((value) => floating("FLOAT", Number(floatText(value)))),
};

const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom('"', "\\", ",", "\n", "\r", "\t", "é", "東", "😀", " ", "'", ":", "]", "[", "}"),
  }),
  fc.constantFrom("", "null", "NULL", "true", " ", '"],["', "\u2028", "x\ufeff", "\u0000", "0", "__proto__"),
  fc.constantFrom("a:b ::c :name", "-- no comment", "/* nor this", "`", "it''s", "\\", "\\u0041", "{$x}"),
);

/** Any text. The binding of the workspace's database drops a byte order mark where a text begins with one. */
export const anyTextOfTheEngine = anyText.filter((value) => !value.startsWith("\ufeff"));

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const dayText = (date: Date): string =>
  `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;

/** Microseconds show only where there are some beyond the milliseconds. */
const timestamp = (name: string, zone: string): ExactType<ExactText> => ({
  name,
  values: fc
    .tuple(day, fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([date, second, micros]) => {
      const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
      const fraction = micros % 1000 === 0 ? pad(micros / 1000, 3) : pad(micros, 6);
      const shown = `${dayText(date)}T${time}.${fraction}${zone}`;
      return scalar(name, shown, shown, `${dayText(date)} ${time}.${pad(micros, 6)}`);
    }),
});

const binary: ExactType = {
  name: "BINARY",
  values: fc.uint8Array({ maxLength: 12 }).map((given) => {
    const bytes = Buffer.from(given);
    const hex = (put: Put): string => put(bytes.toString("hex"), "STRING");
    return { ...scalar("BINARY", bytes.toString("base64")), sql: (put: Put) => `unhex(${hex(put)})` };
  }),
};

/** Text as a type. */
const string: ExactType<ExactText> = {
  name: "STRING",
  values: anyTextOfTheEngine.map((value) => scalar("STRING", value)),
};

/** Types that may also be those of a map's keys, which are always text in JSON. */
export const keyTypes: ExactType<ExactText>[] = [
  string,
  integer("INT", 32n),
  integer("BIGINT", 64n),
  decimal(10, 2),
  { name: "DATE", values: day.map((date) => scalar("DATE", dayText(date))) },
  timestamp("TIMESTAMP", "Z"),
];

/** Every scalar type. */
export const scalarTypes: ExactType[] = [
  ...keyTypes,
  integer("TINYINT", 8n),
  integer("SMALLINT", 16n),
  decimal(38, 0),
  decimal(38, 18),
  double,
  float,
  { name: "BOOLEAN", values: fc.boolean().map((value) => scalar("BOOLEAN", String(value), value)) },
  timestamp("TIMESTAMP_NTZ", ""),
  binary,
];
