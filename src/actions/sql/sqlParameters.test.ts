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
    ['{"a":{}}', 'entry 1 ("a"): the value must be'],
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
    ['[{"name":"a","value":{}}]', 'entry 1 ("a"): the value must be'],
    ['[{"name":"a","value":[[1]]}]', 'entry 1 ("a"): the value must be'],
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
