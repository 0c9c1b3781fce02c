import type { SqlRow } from "../../results/statementRows";
import { RowFingerprints } from "./fingerprint";
import { readSeenRows, SeenRows, type SerializedSeenRows } from "./seenRows";

describe("the rows that were seen", () => {
  it.each<[string, unknown]>([
    ["no list", {}],
    ["a group that is no list", ["1"]],
    ["a cursor that is none", [["x", "abc"]]],
    ["an entry that is no text", [["1", 7]]],
    ["an entry with SQL in it", [["1", "a') OR 1=1"]]],
    ["a count that is none", [["1", "abc*0"]]],
  ])("are not read from %s", (_what, stored) => {
    expect(readSeenRows(stored, (text) => text === "1")).toBeUndefined();
    expect(readSeenRows([["1", "abc*2", "-_9"]], (text) => text === "1")).toEqual([["1", "abc*2", "-_9"]]);
  });

  it("tells rows that are alike by their number", () => {
    const memory = new SeenRows([["1", "a*2", "b"]]);
    expect([memory.take("1", ["a"]), memory.take("1", ["a"]), memory.take("1", ["a"])]).toEqual([
      true,
      true,
      false,
    ]);
    expect(memory.take("2", ["b"])).toBe(false);
    expect(memory.toState()).toEqual([["1", "b"]]);
  });

  it("comes back out of a state as it went in", () => {
    const state: SerializedSeenRows = [
      ["1", "a*3"],
      ["2", "b", "c"],
    ];
    expect(new SeenRows(state).toState()).toEqual(state);
    expect(new SeenRows(state).size).toBe(5);
  });

  it("lets go of the lowest values, whole, when there are too many rows", () => {
    const memory = new SeenRows();
    for (let row = 0; row < 6000; row += 1) memory.add(String(row % 3), `row${row}`);
    expect(memory.shrink()).toBe("0");
    expect(memory.toState().map(([cursor]) => cursor)).toEqual(["1", "2"]);
    expect(memory.shrink()).toBeUndefined();
  });

  it("lets go of everything where one value alone is too much", () => {
    const memory = new SeenRows();
    for (let row = 0; row < 5001; row += 1) memory.add("7", `row${row}`);
    expect(memory.shrink()).toBe("7");
    expect(memory.toState()).toEqual([]);
  });
});

const rowFingerprint = (row: SqlRow): string => new RowFingerprints([]).of(row);

describe("the fingerprint of a row", () => {
  it("is the same whatever the order of the columns, and when an empty column is added", () => {
    expect(rowFingerprint({ b: 1, a: "x", c: null })).toBe(rowFingerprint({ a: "x", b: 1 }));
  });

  it("differs where anything does", () => {
    const rows: SqlRow[] = [{ a: 1 }, { a: "1" }, { a: 2 }, { b: 1 }, { a: [1] }, { a: { b: 1 } }];
    expect(new Set(rows.map(rowFingerprint)).size).toBe(rows.length);
  });
});
