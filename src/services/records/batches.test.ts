import { describeRecords, divide, nextArray } from "./batches";

describe("batches of records", () => {
  test("are counted in bytes of UTF-8 with brackets and commas, and hold consecutive records", () => {
    // Each takes six bytes and a comma, so two and the brackets take sixteen.
    const lines = ['["é"]', '["ü"]', '["ö"]'];
    expect(divide(lines, 16)).toEqual({
      batches: [
        { first: 1, count: 2 },
        { first: 3, count: 1 },
      ],
    });
    expect(divide(lines, 15).batches).toHaveLength(3);
  });

  test("of no records are none", () => {
    expect(divide([])).toEqual({ batches: [] });
  });

  test("tell the first record that is too large by itself", () => {
    expect(divide(['["a"]', `["${"b".repeat(20)}"]`, `["${"c".repeat(20)}"]`], 16)).toMatchObject({
      tooLarge: 2,
    });
  });

  test("are written out one after the other", () => {
    const lines = ["[1]", "[2]", "[3]"][Symbol.iterator]();
    expect([nextArray(lines, 2), nextArray(lines, 1)]).toEqual(["[[1],[2]]", "[[3]]"]);
    expect(() => nextArray(lines, 1)).toThrow("Records changed while they were written.");
  });

  test("are named by the numbers of their records", () => {
    expect([describeRecords({ first: 3, count: 1 }), describeRecords({ first: 3, count: 4 })]).toEqual([
      "record 3",
      "records 3 to 6",
    ]);
  });
});
