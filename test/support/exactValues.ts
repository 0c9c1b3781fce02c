/** Values of every SQL type by chance, each with what it must be in a result, worked out from the value itself. */
import fc from "fast-check";
import { LosslessNumber, parse } from "lossless-json";

/** A parameter of the statement that makes a value. */
export interface Parameter {
  name: string;
  value: string | null;
  type: string;
}

/** A value on its way through a statement. */
export interface Exact {
  /** The SQL that makes it out of parameters. */
  sql: (parameter: (value: string | null, type: string) => string) => string;
  /** What `rows` must hold. */
  row: unknown;
  /** Whether the text of a cell means this value; null is NULL. */
  isText: (cell: string | null) => boolean;
}

const scalar = (
  type: string,
  text: string,
  row: unknown,
  isText = (cell: string | null) => cell === text,
): Exact => ({
  sql: (parameter) => parameter(text, type),
  row,
  isText,
});

const nothing = (type: string): Exact => ({
  sql: (parameter) => parameter(null, type),
  row: null,
  isText: (cell) => cell === null,
});

const integer = (type: string, bits: bigint): fc.Arbitrary<Exact> =>
  fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }).map((value) => {
    const number = Number(value);
    return scalar(type, String(value), Number.isSafeInteger(number) ? number : String(value));
  });

const decimal = (precision: number, scale: number): fc.Arbitrary<Exact> => {
  const most = 10n ** BigInt(precision) - 1n;
  return fc.bigInt({ min: -most, max: most }).map((unscaled) => {
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale);
    const text = `${unscaled < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`;
    return scalar(`DECIMAL(${precision},${scale})`, text, text);
  });
};

const double: fc.Arbitrary<Exact> = fc
  .oneof(fc.double(), fc.constantFrom(-0, 1e22, 1e-7, 5e-324, 1.7976931348623157e308, 0.1, 123456789.125))
  .map((value) => {
    const given = Object.is(value, -0) ? "-0" : String(value);
    return scalar("DOUBLE", given, value, (cell) => Object.is(Number(cell), value));
  });

/** Below it floats have fewer digits, and their shortest text is a matter of taste. */
const leastNormalFloat = 2 ** -126;

/** The fewest digits that tell a float from all others are what its text has. */
const someFloat = fc.float().filter((value) => value === 0 || !(Math.abs(value) < leastNormalFloat));
const float: fc.Arbitrary<Exact> = someFloat.map((value) => {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find(
    (many) => Math.fround(Number(value.toPrecision(many))) === value,
  );
  const row = digits === undefined || value === 0 ? value : Number(value.toPrecision(digits));
  const given = Object.is(value, -0) ? "-0" : String(row);
  return scalar("FLOAT", given, row, (cell) => Object.is(Number(cell), row));
});

const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom('"', "\\", ",", "\n", "\r", "\t", "é", "東", "😀", " ", "'", ":", "]", "[", "}"),
  }),
  fc.constantFrom(
    "",
    "null",
    "NULL",
    "true",
    " ",
    '"],["',
    "\u2028",
    "x\ufeff",
    "a:b ::c :name",
    "-- no comment",
  ),
);

/** The binding of the workspace's database drops a byte order mark where a text begins with one. */
const text = anyText.filter((value) => !value.startsWith("\ufeff"));

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const dayText = (date: Date): string =>
  `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;

/** Microseconds show only where there are some beyond the milliseconds. */
const timestamp = (type: string, zone: string): fc.Arbitrary<Exact> =>
  fc
    .tuple(day, fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([date, second, micros]) => {
      const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
      const fraction = micros % 1000 === 0 ? pad(micros / 1000, 3) : pad(micros, 6);
      const given = `${dayText(date)} ${time}.${pad(micros, 6)}`;
      const shown = `${dayText(date)}T${time}.${fraction}${zone}`;
      return scalar(type, given, shown, (cell) => cell === shown);
    });

const binary: fc.Arbitrary<Exact> = fc.uint8Array({ maxLength: 12 }).map((bytes) => {
  const base64 = Buffer.from(bytes).toString("base64");
  return {
    sql: (parameter) => `unhex(${parameter(Buffer.from(bytes).toString("hex"), "STRING")})`,
    row: base64,
    isText: (cell) => cell === base64,
  };
});

const scalars: Record<string, fc.Arbitrary<Exact>> = {
  TINYINT: integer("TINYINT", 8n),
  SMALLINT: integer("SMALLINT", 16n),
  INT: integer("INT", 32n),
  BIGINT: integer("BIGINT", 64n),
  "DECIMAL(38,0)": decimal(38, 0),
  "DECIMAL(38,18)": decimal(38, 18),
  "DECIMAL(10,2)": decimal(10, 2),
  DOUBLE: double,
  FLOAT: float,
  BOOLEAN: fc.boolean().map((value) => scalar("BOOLEAN", String(value), value)),
  STRING: text.map((value) => scalar("STRING", value, value)),
  DATE: day.map((date) => scalar("DATE", dayText(date), dayText(date))),
  TIMESTAMP: timestamp("TIMESTAMP", "Z"),
  TIMESTAMP_NTZ: timestamp("TIMESTAMP_NTZ", ""),
  BINARY: binary,
};

/** What a value inside nested JSON text means, by what stands in `rows` for it. */
const means = (json: unknown, row: unknown): boolean => {
  if (json instanceof LosslessNumber) {
    return typeof row === "number" ? Number(json.value) === row : json.value === row;
  }
  if (Array.isArray(row)) {
    return (
      Array.isArray(json) && json.length === row.length && row.every((one, index) => means(json[index], one))
    );
  }
  if (typeof row !== "object" || row === null) return json === row;
  const fields = Object.entries(row);
  return (
    typeof json === "object" &&
    json !== null &&
    Object.keys(json).length === fields.length &&
    fields.every(([name, one]) => means((json as Record<string, unknown>)[name], one))
  );
};

const nested = (row: unknown, sql: Exact["sql"]): Exact => ({
  sql,
  row,
  isText: (cell) => cell !== null && means(parse(cell), row),
});

/** Types whose JSON inside nested values is documented: numbers, text, booleans, decimals, days. */
const inner = fc.constantFrom(
  "INT",
  "BIGINT",
  "DECIMAL(10,2)",
  "DECIMAL(38,18)",
  "BOOLEAN",
  "STRING",
  "DATE",
);

const orNothing = (type: string): fc.Arbitrary<Exact> =>
  fc.option(scalars[type] ?? fc.constant(nothing(type)), { nil: nothing(type), freq: 5 });

const array = (type: string): fc.Arbitrary<Exact> =>
  fc.array(orNothing(type), { minLength: 1, maxLength: 4 }).map((elements) =>
    nested(
      elements.map(({ row }) => row),
      (parameter) => `array(${elements.map(({ sql }) => sql(parameter)).join(", ")})`,
    ),
  );

const struct = (types: readonly string[]): fc.Arbitrary<Exact> =>
  fc.tuple(...types.map(orNothing)).map((fields) =>
    nested(Object.fromEntries(fields.map(({ row }, index) => [`f${index}`, row])), (parameter) => {
      const pairs = fields.map(({ sql }, index) => `'f${index}', ${sql(parameter)}`);
      return `named_struct(${pairs.join(", ")})`;
    }),
  );

const map = (type: string): fc.Arbitrary<Exact> =>
  fc
    .uniqueArray(fc.tuple(text, orNothing(type)), { minLength: 1, maxLength: 3, selector: ([key]) => key })
    .map((entries) =>
      nested(Object.fromEntries(entries.map(([key, { row }]) => [key, row])), (parameter) => {
        const pairs = entries.map(([key, { sql }]) => `${parameter(key, "STRING")}, ${sql(parameter)}`);
        return `map(${pairs.join(", ")})`;
      }),
    );

const column: fc.Arbitrary<{ values: fc.Arbitrary<Exact> }> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...Object.keys(scalars)).map((type) => ({ values: orNothing(type) })),
  },
  { weight: 1, arbitrary: inner.map((type) => ({ values: array(type) })) },
  { weight: 1, arbitrary: inner.map((type) => ({ values: map(type) })) },
  {
    weight: 1,
    arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map((types) => ({ values: struct(types) })),
  },
);

/** A table of values by chance: rows of as many columns, each column of one type. */
export const exactTable: fc.Arbitrary<Exact[][]> = fc
  .array(column, { minLength: 1, maxLength: 6 })
  .chain((columns) =>
    fc.array(fc.tuple(...columns.map(({ values }) => values)), { minLength: 1, maxLength: 12 }),
  );

/** The statement that makes a table, with its parameters. Columns are called c0, c1 and so on. */
export const statementOf = (table: Exact[][]): { sqlStatement: string; sqlParameters: Parameter[] } => {
  const sqlParameters: Parameter[] = [];
  const parameter = (value: string | null, type: string): string => {
    const name = `p${sqlParameters.length}`;
    sqlParameters.push({ name, value, type });
    return `:${name}`;
  };
  const rows = table.map((row) => `(${row.map(({ sql }) => sql(parameter)).join(", ")})`);
  const names = (table[0] ?? []).map((_, index) => `c${index}`);
  return { sqlStatement: `SELECT * FROM VALUES ${rows.join(", ")} AS t(${names.join(", ")})`, sqlParameters };
};
