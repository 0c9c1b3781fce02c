import fc from "fast-check";
import { compareNumber } from "lossless-json";
import { readSqlParameters } from "./sqlParameters";

describe("SQL Parameters are read", () => {
  test.each([[undefined], [null], [""], ["  \n"], ["[]"], [[]]])(
    "nothing (%j) gives no parameters",
    (value) => {
      expect(readSqlParameters(value)).toEqual([]);
    },
  );

  test.each([
    ['[{"name":"a","value":"x"}]', { name: "a", value: "x" }],
    ['[{"name":"a","value":""}]', { name: "a", value: "" }],
    ['[{"name":"a","value":"5","type":"INT"}]', { name: "a", value: "5", type: "INT" }],
    [
      '[{"name":"a","value":1.50,"type":"DECIMAL(10, 2)"}]',
      { name: "a", value: "1.50", type: "DECIMAL(10, 2)" },
    ],
    ['[{"name":"a","value":null,"type":"DATE"}]', { name: "a", type: "DATE" }],
    ['[{"name":"a"}]', { name: "a" }],
    ['[{"name":"a","value":null}]', { name: "a" }],
    ['[{"name":"a","value":true}]', { name: "a", value: "true", type: "BOOLEAN" }],
    ['[{"name":"a","value":2147483647}]', { name: "a", value: "2147483647", type: "INT" }],
    ['[{"name":"a","value":2147483648}]', { name: "a", value: "2147483648", type: "BIGINT" }],
    [
      '[{"name":"a","value":12345678901234567890}]',
      { name: "a", value: "12345678901234567890", type: "DECIMAL(20,0)" },
    ],
    ['[{"name":"a","value":1.5}]', { name: "a", value: "1.5", type: "DOUBLE" }],
    ['[{"name":"a","value":1e5}]', { name: "a", value: "1e5", type: "DOUBLE" }],
    [
      '[{"name":"a","value":12345678901234567.89}]',
      { name: "a", value: "12345678901234567.89", type: "DECIMAL(19,2)" },
    ],
    [
      '[{"name":"a","value":-1234567890123456789.5e3}]',
      { name: "a", value: "-1234567890123456789500", type: "DECIMAL(22,0)" },
    ],
    [
      '[{"name":"a","value":1.2345678901234567891e-5}]',
      { name: "a", value: "0.000012345678901234567891", type: "DECIMAL(24,24)" },
    ],
    [
      '[{"name":"a","value":0.12345678901234567890123456789012345678}]',
      { name: "a", value: "0.12345678901234567890123456789012345678", type: "DECIMAL(38,38)" },
    ],
    [
      '[{"name":"a","value":123456789012345678901234567890123456789,"type":"STRING"}]',
      { name: "a", value: "123456789012345678901234567890123456789", type: "STRING" },
    ],
    ['[{"key":" a ","value":"x"},{"key":"","value":""}]', { name: "a", value: "x" }],
    [
      '{"a": {"b": 12345678901234567890, "c": [null]}}',
      { name: "a", value: '{"b":12345678901234567890,"c":[null]}', isJson: true },
    ],
    ['{"a": [{"b": 1}, 2]}', { name: "a", value: '[{"b":1},2]', isJson: true }],
    ['{"a": [[1]]}', { name: "a", value: "[[1]]", isJson: true }],
    ['[{"name":"größe_2","value":"x"}]', { name: "größe_2", value: "x" }],
    [
      '[{"name":"a","value":"1","type":"INTERVAL DAY TO SECOND"}]',
      { name: "a", value: "1", type: "INTERVAL DAY TO SECOND" },
    ],
  ])("%s", (text, parameter) => {
    expect(readSqlParameters(text)).toEqual([parameter]);
  });

  test("an array of an earlier step is taken as it is", () => {
    expect(
      readSqlParameters([
        { name: "a", value: 5 },
        { name: "b", value: null },
      ]),
    ).toEqual([{ name: "a", value: "5", type: "INT" }, { name: "b" }]);
  });
});

describe("numbers keep their digits", () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${most}}$`));
  const number = fc
    .tuple(fc.constantFrom("", "-"), fc.constantFrom("0", "1", "97"), digits(17), digits(17))
    .map(
      ([sign, first, whole, fraction]) =>
        `${sign}${first === "0" ? first : first + whole}${fraction ? `.${fraction}` : ""}`,
    );

  test("whatever number is given, its text stands for the same number, in a type that holds it", () => {
    fc.assert(
      fc.property(number, (text) => {
        const [{ value = "", type = "" } = {}] = readSqlParameters(`{"a": ${text}}`);
        expect(compareNumber(String(value), text)).toBe(0);
        if (type === "DOUBLE") expect(compareNumber(String(Number(value)), text)).toBe(0);
        const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
        if (precision === undefined) return;
        const [whole = "", fraction = ""] = String(value).replace(/^-?0?/, "").split(".");
        expect([
          Number(precision) - Number(scale) >= whole.length,
          Number(scale) >= fraction.length,
          Number(precision) <= 38,
        ]).toEqual([true, true, true]);
      }),
      { numRuns: 2000, seed: 20251129 },
    );
  });

  test("also beside numbers of other types in a list", () => {
    expect(readSqlParameters('{"a": [0.5, 12345678901234567.89, 3, null]}')).toEqual([
      {
        name: "a",
        list: [
          { value: "0.5", type: "DECIMAL(1,1)" },
          { value: "12345678901234567.89", type: "DECIMAL(19,2)" },
          { value: "3", type: "INT" },
          {},
        ],
      },
    ]);
  });

  test("a point in time of an earlier step is a TIMESTAMP", () => {
    expect(readSqlParameters({ a: new Date(0) })).toEqual([
      { name: "a", value: "1970-01-01T00:00:00.000Z", type: "TIMESTAMP" },
    ]);
  });
});

describe("a list of values and an object are read", () => {
  test("a list gives each value the type that fits, or the one that is named", () => {
    expect(readSqlParameters('[{"name":"a","value":[1,"x",null,12345678901234567890]}]')).toEqual([
      {
        name: "a",
        list: [
          { value: "1", type: "INT" },
          { value: "x" },
          {},
          { value: "12345678901234567890", type: "DECIMAL(20,0)" },
        ],
      },
    ]);
    expect(readSqlParameters([{ name: "a", value: ["2001-02-28"], type: "DATE" }])).toEqual([
      { name: "a", list: [{ value: "2001-02-28", type: "DATE" }] },
    ]);
  });

  test("an object gives a parameter for each of its names", () => {
    const parameters = [{ name: "a", value: "1", type: "INT" }, { name: "name", value: "x" }, { name: "b" }];
    expect(readSqlParameters('{"a": 1, "name": "x", "b": null}')).toEqual(parameters);
    expect(readSqlParameters({ a: 1, name: "x", b: null })).toEqual(parameters);
  });
});

describe("SQL Parameters are refused, naming the input and the entry", () => {
  test.each([
    ["{", "are not valid JSON"],
    ['{"a b":"c"}', "is not a name"],
    ["5", "must be an array"],
    ['"a"', "must be an array"],
    [7, "must be an array"],
    ["[1]", "entry 1 must be an object"],
    ["[null]", "entry 1 must be an object"],
    ["[[]]", "entry 1 must be an object"],
    ['[{"value":"x"}]', "entry 1: the name is missing"],
    ['[{"name":" "}]', "entry 1: the name is missing"],
    ['[{"name":5}]', "entry 1: the name is missing"],
    ['[{"name":":a"}]', "without the colon"],
    ['[{"name":"a b"}]', "is not a name"],
    ['[{"name":"a","val":1}]', 'unknown key "val"'],
    [
      '{"a": 123456789012345678901234567890123456789}',
      'entry 1 ("a"): the number 123456789012345678901234567890123456789',
    ],
    ['{"a": 1e400}', 'entry 1 ("a"): the number 1e400 has more digits than the 38 of a DECIMAL'],
    ['{"a": -0.123456789012345678901234567890123456789}', "has more digits than the 38 of a DECIMAL"],
    ['{"a": [1, 1e-400]}', "has more digits than the 38 of a DECIMAL"],
    [[{ name: "a", value: { b: Number.NaN } }], "the value contains something that JSON cannot represent"],
    [[{ name: "a", value: "half \ud83d" }], "the value has half of a surrogate pair"],
    [[{ name: "a", value: ["whole", "half \ude00"] }], "the value has half of a surrogate pair"],
    [[{ name: "a", value: { b: ["half \ud83d"] } }], "the value has half of a surrogate pair"],
    [[{ name: "a", value: [{ "half \ud83d": 1 }] }], "the value has half of a surrogate pair"],
    [[{ name: "a", value: Buffer.from("x") }], "the value must be"],
    [[{ name: "a", value: new Date(Number.NaN) }], "the value must be"],
    [[{ key: " ", value: "x" }], "entry 1: the name is missing"],
    [[{ key: "a", name: "b", value: "x" }], 'unknown key "key"'],
    ['[{"name":"a","value":[]}]', "the list is empty"],
    ['[{"name":"a","value":"1","type":5}]', "the type must be"],
    ['[{"name":"a","value":"1","type":"ARRAY<INT>"}]', "the type must be"],
    ['[{"name":"a","value":"1","type":"INT; DROP"}]', "the type must be"],
    ['[{"name":"a"},{"name":"A"}]', 'name "A" twice'],
    [[{ name: "a", value: 2 ** 60 }], "has lost digits"],
    [[{ name: "a", value: Number.NaN }], "the value must be"],
  ])("%j: %s", (value, message) => {
    expect(() => readSqlParameters(value)).toThrow(message);
    expect(() => readSqlParameters(value)).toThrow(/^SQL Parameters /);
  });
});
