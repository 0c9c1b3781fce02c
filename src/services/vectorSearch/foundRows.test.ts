import { foundFacets, foundPageSchema, foundRows } from "./foundRows";

const rowsOf = (columns: object[], ...data_array: unknown[][]) =>
  foundRows(foundPageSchema({ manifest: { columns }, result: { data_array } }));

const score = { name: "score" };

describe("the rows of a query", () => {
  it("have values of the types of the manifest, from texts", () => {
    const columns = [
      { name: "id", type_text: "bigint" },
      { name: "price", type_text: "double" },
      { name: "isNew", type_text: "boolean" },
      { name: "code", type_text: "string" },
      { name: "vector", type_text: "array<float>" },
      { name: "day", type_text: "date" },
      score,
    ];
    expect(
      rowsOf(columns, ["9007199254740993", "1.5", "true", "007", "[0.5,1]", "2025-11-18", "0.25"]),
    ).toEqual([
      {
        id: "9007199254740993",
        price: 1.5,
        isNew: true,
        code: "007",
        vector: [0.5, 1],
        day: "2025-11-18",
        score: 0.25,
      },
    ]);
  });

  it("have the values themselves, where these come", () => {
    const columns = [{ name: "id", type_text: "int" }, { name: "tags" }, { name: "note" }, score];
    expect(rowsOf(columns, [7, ["a"], null, 0.5], [8, [], "x"])).toEqual([
      { id: 7, tags: ["a"], note: null, score: 0.5 },
      { id: 8, tags: [], note: "x", score: null },
    ]);
  });

  it("have the score under its name, also where the index has such a column", () => {
    const columns = [{ name: "score", type_text: "int" }, { name: "id" }, { name: "id" }, score];
    expect(rowsOf(columns, ["3", "a", "b", "0.75"])).toEqual([
      { score_2: 3, id: "a", id_2: "b", score: 0.75 },
    ]);
  });

  it("have no score where none comes", () => {
    expect(rowsOf([{ name: "__proto__" }], ["a"])).toEqual([Object.fromEntries([["__proto__", "a"]])]);
  });

  it("keep cells beyond the columns of the manifest", () => {
    expect(rowsOf([{ name: "id" }], [1, "x"])).toEqual([{ id: 1, column_2: "x" }]);
    expect(foundRows(foundPageSchema({ result: { data_array: [[1], [2, 3]] } }))).toEqual([
      { column_1: 1, column_2: null },
      { column_1: 2, column_2: 3 },
    ]);
  });

  it("are none where the data is absent", () => {
    expect(foundRows(foundPageSchema({ manifest: { columns: [score] }, result: { row_count: 0 } }))).toEqual(
      [],
    );
    expect(foundRows(foundPageSchema({}))).toEqual([]);
  });

  it("are refused where one row has so many cells that the others would fill the memory", () => {
    const wide = Array.from({ length: 50_000 }, () => 0);
    const narrow = Array.from({ length: 50_000 }, () => [0]);
    expect(() => rowsOf([score], wide, ...narrow)).toThrow(
      "50001 rows of 50000 columns do not fit into the memory of this step. Request fewer rows or columns.",
    );
  });

  it("are refused where they are no lists", () => {
    expect(() => foundPageSchema({ result: { data_array: [{ id: 1 }] } })).toThrow("expected a list");
  });
});

test("facets are read by their own columns", () => {
  const page = foundPageSchema({
    manifest: { columns: [score], facet_columns: [{ name: "kind" }, { name: "count", type_text: "bigint" }] },
    facet_result: { facet_array: [["mask", "2"]] },
  });
  expect(foundFacets(page)).toEqual([{ kind: "mask", count: 2 }]);
  expect(foundFacets(foundPageSchema({}))).toBeUndefined();
});
