import { parseLossless } from "../../http/json";
import { prepareVectors } from "./vectorRecords";
import { productIndexExample } from "./vectorSearchExamples";

const index = {
  ...productIndexExample,
  direct_access_index_spec: {
    ...productIndexExample.direct_access_index_spec,
    schema_json: JSON.stringify({
      id: "long",
      name: "string",
      price: "double",
      isNew: "boolean",
      day: "date",
      extra: "geometry",
      embedding: "array<float>",
    }),
  },
};

const linesOf = (records: unknown, duplicateKeys: "error" | "lastWins" = "error"): string[] => [
  ...prepareVectors(index, records, duplicateKeys).lines(),
];

describe("the records of an index", () => {
  it("are sent with the types of its columns", () => {
    const record = {
      ID: "9007199254740993",
      name: 7,
      price: "1.50",
      isNew: "true",
      day: "2025-11-18",
      extra: { a: [1] },
      embedding: ["0.5", 1, 2],
    };
    expect(linesOf(record)).toEqual([
      '{"id":9007199254740993,"name":"7","price":1.5,"isNew":true,"day":"2025-11-18","extra":{"a":[1]},"embedding":[0.5,1,2]}',
    ]);
  });

  it("keep the digits of JSON text", () => {
    expect(linesOf('[{"id": 9007199254740993}]')).toEqual(['{"id":9007199254740993}']);
  });

  it("tell NULL from what is left out", () => {
    expect(linesOf([{ id: 1, name: null }, { id: 2, price: 1 }, { id: 3 }])).toEqual([
      '{"id":1,"name":null}',
      '{"id":2,"price":1}',
      '{"id":3}',
    ]);
  });

  it("are refused before anything is sent, with their numbers and without their values", () => {
    const wrong = (records: unknown) => () => linesOf(records);
    expect(
      wrong([
        { id: 1, embedding: [1, 2] },
        { id: 2, embedding: "[1, 2, null]" },
      ]),
    ).toThrow(
      "Records: 2 problems in 2 of 2 records for workspace.default.product_index; nothing was sent.\nRecord 1, field embedding: a list of 2 items is not a vector of 3 numbers.\nRecord 2, field embedding: in [2], NULL is not a number.",
    );
    expect(wrong([{ id: 1, embedding: [1, Number.NaN, 2] }])).toThrow("in [1], NaN is not a number");
    expect(wrong([{ id: 1, embedding: "secret" }])).toThrow("a text of 6 characters is not a list");
    expect(wrong([{ name: "x" }])).toThrow("the key column is left out");
    expect(wrong([{ id: null }])).toThrow("Record 1, field id");
    expect(wrong([{ id: 1, colour: "red" }])).toThrow("Record 1, field colour");
    expect(wrong([{ id: 1 }, { id: "1" }])).toThrow("Record 2, field id: it has the same key as record 1.");
    expect(wrong([{ id: 1.5 }])).toThrow("a number with a fraction is not a whole number");
    expect(wrong("no JSON")).toThrow("Records is not JSON");
    expect(wrong([null])).toThrow("it is NULL, not an object");
  });

  it("with the same key can be reduced to the last one", () => {
    expect(
      linesOf(
        [
          { id: 1, name: "a" },
          { id: 1, name: "b" },
        ],
        "lastWins",
      ),
    ).toEqual(['{"id":1,"name":"b"}']);
  });

  it("have keys", () => {
    const { keys, count } = prepareVectors(index, [{ name: "a", id: 5 }, { id: "6" }], "error");
    expect([[...keys()], count]).toEqual([
      [
        [1, "5"],
        [2, "6"],
      ],
      2,
    ]);
  });

  it("cannot be checked if the index does not return its columns", () => {
    for (const schema_json of [undefined, "", "{", "[]", "{}"]) {
      const untold = { ...index, direct_access_index_spec: { schema_json } };
      expect(() => prepareVectors(untold, [{ id: 1 }], "error")).toThrow(
        "Databricks does not return the columns",
      );
    }
  });

  it("are JSON, whatever characters they have", () => {
    const name = 'quote " backslash \\ \u0000 \ud83d\ude00 </script>';
    expect(linesOf([{ id: 1, name }]).map((line) => parseLossless(line))).toEqual([{ id: 1, name }]);
  });
});
