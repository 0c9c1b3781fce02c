import { describeRecords, nextArray, surveyRecords } from "./batches";
import { addedColumn } from "./targetTable";

const survey = (
  lines: string[],
  maxBytes?: number,
  name = "id",
  numbers = lines.map((_, index) => index + 1),
) =>
  surveyRecords(
    { columns: [addedColumn(name, "STRING")], lines: () => lines, numbers: () => numbers },
    maxBytes,
  );

describe("batches of records", () => {
  test("are counted in bytes of UTF-8 with brackets and commas, and hold consecutive records", () => {
    // Each takes six bytes and a comma, so two and the brackets take sixteen.
    const lines = ['["é"]', '["ü"]', '["ö"]'];
    expect(survey(lines, 16)).toMatchObject({
      batches: [
        { first: 1, last: 2, count: 2 },
        { first: 3, last: 3, count: 1 },
      ],
      bytes: 18,
    });
    expect(survey(lines, 15).batches).toHaveLength(3);
  });

  test("have the numbers of their records in the list that was given, where some are left out", () => {
    const lines = ['["a"]', '["b"]', `["${"c".repeat(20)}"]`];
    expect(survey(lines, 16, "id", [2, 5, 9])).toMatchObject({
      batches: [
        { first: 2, last: 5, count: 2 },
        { first: 9, last: 9, count: 1 },
      ],
      tooLarge: 9,
    });
  });

  test("of no records are none", () => {
    expect(survey([])).toMatchObject({ batches: [], bytes: 0 });
  });

  test("tell the first record that is too large by itself", () => {
    const lines = ['["a"]', `["${"b".repeat(20)}"]`, `["${"c".repeat(20)}"]`];
    expect(survey(lines, 16)).toMatchObject({ tooLarge: 2 });
    expect(survey(lines)).not.toHaveProperty("tooLarge");
  });

  test("have a digest that depends on values, order and columns", () => {
    const digests = [
      survey(['["a"]', '["b"]']),
      survey(['["b"]', '["a"]']),
      survey(['["a"]', '["b"]'], 9, "nr"),
    ];
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(3);
    expect(survey(['["a"]']).digest).toMatch(/^[0-9a-f]{64}$/);
    expect(survey(['["a"]']).digest).toBe(survey(['["a"]']).digest);
    const many = Array.from({ length: 20_000 }, (_, index) => `["${index}"]`);
    expect(survey(many).digest).not.toBe(survey(many.slice(1)).digest);
  });

  test("are written out one after the other", () => {
    const lines = ["[1]", "[2]", "[3]"][Symbol.iterator]();
    expect([nextArray(lines, 2), nextArray(lines, 1)]).toEqual(["[[1],[2]]", "[[3]]"]);
    expect(() => nextArray(lines, 1)).toThrow("Records changed while they were written.");
  });

  test("are named by the numbers of their records", () => {
    expect([describeRecords({ first: 3, last: 3 }), describeRecords({ first: 3, last: 6 })]).toEqual([
      "record 3",
      "records 3 to 6",
    ]);
  });
});
