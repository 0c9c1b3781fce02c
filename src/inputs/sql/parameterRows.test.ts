import { bindParameters, parameterLimits } from "./bindParameters";
import { joinParameters, parameterRowsInput } from "./parameterRows";
import { readSqlParameters } from "./sqlParameters";

const input = parameterRowsInput("Parameters", "The values.");

const read = (value: unknown) => input.clean(value)?.map(({ input: _input, ...parameter }) => parameter);

describe("a row", () => {
  it.each<[object, object]>([
    [{ value: "HI" }, { value: "HI" }],
    [
      { value: "HI", type: "string" },
      { value: "HI", type: "STRING" },
    ],
    [{ value: " '; DROP TABLE t; --:a\u0000" }, { value: " '; DROP TABLE t; --:a\u0000" }],
    [{ value: "" }, { value: "" }],
    [
      { value: "", type: "STRING" },
      { value: "", type: "STRING" },
    ],
    [{ value: "", type: "INT" }, { type: "INT" }],
    [{ value: " ", type: "DATE" }, { type: "DATE" }],
    [{ value: null }, {}],
    [{}, {}],
    [{ value: "HI", isNull: "true" }, {}],
    [{ value: "5", type: "INT", isNull: true }, { type: "INT" }],
    [{ value: 5 }, { value: "5", type: "INT" }],
    [
      { value: 5, type: "BIGINT" },
      { value: "5", type: "BIGINT" },
    ],
    [{ value: true }, { value: "true", type: "BOOLEAN" }],
    [
      { value: 0.5, type: "DOUBLE" },
      { value: "0.5", type: "DOUBLE" },
    ],
    [
      { value: " 12.50 ", type: "DECIMAL" },
      { value: "12.50", type: "DECIMAL(4,2)" },
    ],
    [
      { value: "1.5", type: "decimal(10, 2)" },
      { value: "1.5", type: "decimal(10, 2)" },
    ],
    [{ value: "", type: "DECIMAL" }, { type: "DECIMAL" }],
    [
      { value: "2001-02-28", type: "TIMESTAMP_NTZ" },
      { value: "2001-02-28", type: "TIMESTAMP_NTZ" },
    ],
    [
      { value: new Date(0), type: "TIMESTAMP" },
      { value: "1970-01-01T00:00:00.000Z", type: "TIMESTAMP" },
    ],
    [{ value: { a: 1 } }, { value: '{"a":1}', isJson: true }],
  ])("%j is sent as %j", (row, parameter) => {
    expect(read([{ name: "a", ...row }])).toEqual([{ name: "a", ...parameter }]);
  });

  it("may hold a list, each value of which has the type", () => {
    const row = { name: "a", value: ["1.50", null, 20], type: "DECIMAL" };
    expect(read([row])).toEqual([
      {
        name: "a",
        list: [
          { value: "1.50", type: "DECIMAL(3,2)" },
          { type: "DECIMAL" },
          { value: "20", type: "DECIMAL(2,0)" },
        ],
      },
    ]);
  });

  it("of JSON text keeps its digits", () => {
    expect(read('[{"name": "a", "value": 9007199254740993}]')).toEqual([
      { name: "a", value: "9007199254740993", type: "BIGINT" },
    ]);
  });

  it.each<[object, string]>([
    [
      { name: ":a" },
      'Parameters, row 1: ":a" is not a name. Use letters, digits and underscores, without the colon of the marker.',
    ],
    [
      { name: "a b" },
      'Parameters, row 1: "a b" is not a name. Use letters, digits and underscores, without the colon of the marker.',
    ],
    [{ name: "", value: "x" }, "Parameters, row 1: Name is empty."],
    [
      { name: "a", type: "ARRAY<INT>" },
      "Parameters, row 1: Type must be one of STRING, BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, DATE, TIMESTAMP, TIMESTAMP_NTZ, TINYINT, SMALLINT, FLOAT.",
    ],
    [
      { name: "a", value: "1,5", type: "DECIMAL" },
      "Parameters, row 1: Value must be a number of up to 38 digits, such as 12.50.",
    ],
    [
      { name: "a", value: ".", type: "DECIMAL" },
      "Parameters, row 1: Value must be a number of up to 38 digits, such as 12.50.",
    ],
    [
      { name: "a", value: "1".repeat(39), type: "DECIMAL" },
      "Parameters, row 1: Value must be a number of up to 38 digits, such as 12.50.",
    ],
    [
      { name: "a", value: [] },
      'Parameters, row 1 ("a"): the list is empty, and IN () is not valid SQL. Skip the statement when there is nothing to look for.',
    ],
    [
      { name: "a", value: Number.NaN },
      'Parameters, row 1 ("a"): the value must be text, a number, true, false, null, an object or a list.',
    ],
  ])("%j is refused", (row, message) => {
    expect(() => read([row])).toThrow(new Error(message));
  });

  it("may be named like what every object has", () => {
    const rows = ["__proto__", "constructor", "toString"].map((name) => ({ name, value: name }));
    expect(read(rows)).toEqual(rows);
    const { parameters } = bindParameters("SELECT :__proto__, :constructor, :toString", read(rows) ?? []);
    expect(parameters).toEqual(rows);
  });
});

describe("rows and JSON together", () => {
  const rows = input.clean([{ name: "b", value: "2" }]);

  it("are all sent, those of JSON first", () => {
    const both = joinParameters(readSqlParameters({ a: "1" }), rows);
    expect(bindParameters("SELECT :a, :b", both).parameters).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ]);
    expect(joinParameters([])).toEqual([]);
  });

  it("refuse a name that both have, and one that two rows have", () => {
    expect(() => joinParameters(readSqlParameters({ B: "1" }), rows)).toThrow(
      'Parameters and SQL Parameters both name "b": remove one of the two.',
    );
    expect(() => joinParameters([], input.clean([{ name: "a" }, { name: "A" }]))).toThrow(
      'Parameters name "A" twice.',
    );
  });

  it("are named as the input that holds them", () => {
    const bind = (statement: string) => bindParameters(statement, rows ?? [], "Parameters");
    expect(() => bind("SELECT :a, :b")).toThrow(
      "Parameters have no value for the marker :a of the statement.",
    );
    expect(() => bind("SELECT 1")).toThrow('Parameters name "b", but the statement has no marker :b.');
  });

  it("beyond what Databricks takes are refused", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `a${index}`, value: "x" }));
    const statement = `SELECT ${many.map(({ name }) => `:${name}`).join(", ")}`;
    const bind = (count: number) =>
      bindParameters(statement, input.clean(many.slice(0, count)) ?? [], "Parameters");
    expect(() => bind(300)).toThrow(/^Parameters are too many: 300 parameters/);
    const some = many.slice(0, parameterLimits.count);
    const short = `SELECT ${some.map(({ name }) => `:${name}`).join(", ")}`;
    expect(bindParameters(short, input.clean(some) ?? []).parameters).toHaveLength(parameterLimits.count);
  });
});
