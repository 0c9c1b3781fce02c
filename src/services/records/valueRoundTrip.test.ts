/** Rows that the component read go back unchanged. */
import fc from "fast-check";
import { exactType } from "../../../test/support/exactNested";
import { scalarTypes } from "../../../test/support/exactValues";
import { parseSqlType } from "../../results/sqlTypes";
import { cellReader, type SqlValue } from "../../results/statementRows";
import { canonicalText } from "./recordKeys";
import { valueEncoder } from "./valueEncoder";

/** Reads a cell of a type as a row of a result holds it. */
const read = (type: string, cell: unknown): SqlValue => {
  if (typeof cell !== "string") throw new Error(`Not sent: ${JSON.stringify(cell)}`);
  return cellReader({ name: "a", type_text: type })(cell);
};

const typeAndValue = exactType.chain(({ name, values }) => values.map(({ row }) => ({ name, row })));

test("a value of any type is sent as text that reads as the same value", () => {
  fc.assert(
    fc.property(typeAndValue, ({ name, row }) => {
      const sent = valueEncoder(parseSqlType(name))(row);
      // A VARIANT that holds JSON's null reads as NULL does.
      if (row === null) expect(sent).toBeNull();
      else expect(read(name, sent)).toEqual(row);
    }),
    { numRuns: 2000, seed: 20251129 },
  );
});

const scalarCells = fc
  .constantFrom(...scalarTypes)
  .chain(({ name, values }) => values.map((value) => ({ name, ...value })));

test("the cell of a scalar is sent as a text of the same value", () => {
  fc.assert(
    fc.property(scalarCells, (given) => {
      if (!("text" in given) || typeof given.text !== "string") return;
      const type = parseSqlType(given.name);
      const sent = valueEncoder(type)(read(given.name, given.text));
      const canonical = canonicalText(type) ?? String;
      expect(canonical(String(sent))).toBe(canonical(given.text));
      expect(sent).toBe(given.text.replace(/^-(0(?:\.0+)?)$/, "0"));
    }),
    { numRuns: 2000, seed: 20251129 },
  );
});

test.each<[string, string]>([
  ["BIGINT", "9007199254740993"],
  ["BIGINT", "-9223372036854775808"],
  ["DECIMAL(38,18)", "12345678901234567890.123456789012345678"],
  ["DECIMAL(10,2)", "12.50"],
  ["TIMESTAMP", "2021-01-01T10:00:00.000-08:00"],
  ["TIMESTAMP", "+12345-01-01T10:00:00.123456Z"],
  ["TIMESTAMP_NTZ", "2021-06-15T12:34:56.789"],
  ["DATE", "0001-01-01"],
  ["DATE", "-0044-03-15"],
  ["INTERVAL DAY TO SECOND", "3 04:30:20.123000000"],
  ["INTERVAL YEAR TO MONTH", "-100-0"],
  ["BINARY", "AP8="],
  ["DOUBLE", "NaN"],
  ["ARRAY<BIGINT>", "[9007199254740993,1,null]"],
  ["ARRAY<DECIMAL(38,0)>", `[${"9".repeat(38)}]`],
  ["ARRAY<TIMESTAMP>", '["2021-01-01T10:00:00.000-08:00"]'],
  ["ARRAY<BINARY>", '["AP8="]'],
  ["MAP<BIGINT, DOUBLE>", '{"9007199254740993":1.5}'],
  ["MAP<BOOLEAN, DATE>", '{"true":"2021-01-01"}'],
  ["STRUCT<`a b`: STRUCT<c: BIGINT>, d: VARIANT>", '{"a b":{"c":9007199254740993},"d":{"e":[1,"2"]}}'],
  ["VARIANT", '{"a":[1,2.5,"x",null,true]}'],
])("a cell of %s is sent letter by letter: %s", (type, cell) => {
  expect(valueEncoder(parseSqlType(type))(read(type, cell))).toBe(cell);
});
