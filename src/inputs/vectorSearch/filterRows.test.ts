import { filterRows, filters, filtersText } from "./filterRows";

const textOf = (rows: unknown, json?: unknown): string | undefined =>
  filtersText(filters.clean(json), filterRows.clean(rows));

describe("filters", () => {
  it.each([
    [[{ column: "kind", value: "mask" }], '{"kind":"mask"}'],
    [[{ column: "kind", value: ["a", "b"] }], '{"kind":["a","b"]}'],
    [[{ column: "kind", value: '["a", "b"]' }], '{"kind":["a","b"]}'],
    [[{ column: "id", operator: "notEquals", value: "[1, 2]" }], '{"id NOT":[1,2]}'],
    [
      [{ column: "id", operator: "less", value: "9007199254740993", valueType: "number" }],
      '{"id <":9007199254740993}',
    ],
    [
      [{ column: "price", operator: "greaterOrEqual", value: "-1.5e3", valueType: "number" }],
      '{"price >=":-1500}',
    ],
    [[{ column: "isNew", value: "True", valueType: "boolean" }], '{"isNew":true}'],
    [[{ column: "zip", value: "01234" }], '{"zip":"01234"}'],
    [[{ column: "id", value: 7 }], '{"id":7}'],
    [[{ column: "title", operator: "like", value: "[x]" }], '{"title LIKE":"[x]"}'],
    [[], undefined],
  ])("%j become %s", (rows, text) => {
    expect(textOf(rows)).toBe(text);
  });

  it("of both inputs count together", () => {
    expect(textOf([{ column: "price", operator: "less", value: 20 }], '{"price >=": 10}')).toBe(
      '{"price >=":10,"price <":20}',
    );
  });

  it.each([
    [[{ column: "kind" }], undefined, "Filter Rows, row 1: Value is empty."],
    [
      [{ column: "id", value: "x", valueType: "number" }],
      undefined,
      "Filter Rows, row 1: Value must be a number.",
    ],
    [
      [{ column: "id", operator: "less", value: [1] }],
      undefined,
      "Filter Rows, row 1: Value must be a single value.",
    ],
    [
      [{ column: "id", value: [] }],
      undefined,
      "row 1: Value must be a single value or a list of at least one value.",
    ],
    [[{ column: "id", value: "[1" }], undefined, "row 1: Value is not JSON"],
    [
      [{ column: "id", value: 1 }],
      '{"id": 2}',
      'Filter Rows, row 1: there is another filter "id": remove one of the two.',
    ],
    [
      [
        { column: "id", value: 1 },
        { column: "id", value: 2 },
      ],
      undefined,
      "row 2: there is another filter",
    ],
    [[], "[1]", "Filters must be a JSON object."],
  ])("%j and %j are refused", (rows, json, message) => {
    expect(() => textOf(rows, json)).toThrow(message);
  });
});
