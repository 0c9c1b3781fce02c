import type { SqlRow } from "../../api/statementRows";
import { type Remembered, RowMemory, rowPrint } from "./memory";

describe("the memory of rows", () => {
  it("tells rows that are alike by their number", () => {
    const memory = new RowMemory([["1", "a*2", "b"]]);
    expect([memory.take("1", "a"), memory.take("1", "a"), memory.take("1", "a")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(memory.take("2", "b")).toBe(false);
    expect(memory.toState()).toEqual([["1", "b"]]);
  });

  it("comes back out of a state as it went in", () => {
    const state: Remembered = [
      ["1", "a*3"],
      ["2", "b", "c"],
    ];
    expect(new RowMemory(state).toState()).toEqual(state);
    expect(new RowMemory(state).size).toBe(5);
  });

  it("lets go of the lowest values, whole, when there are too many rows", () => {
    const memory = new RowMemory();
    for (let row = 0; row < 6000; row += 1) memory.add(String(row % 3), `print${row}`);
    expect(memory.shrink()).toBe("0");
    expect(memory.toState().map(([cursor]) => cursor)).toEqual(["1", "2"]);
    expect(memory.shrink()).toBeUndefined();
  });

  it("lets go of everything where one value alone is too much", () => {
    const memory = new RowMemory();
    for (let row = 0; row < 5001; row += 1) memory.add("7", `print${row}`);
    expect(memory.shrink()).toBe("7");
    expect(memory.toState()).toEqual([]);
  });
});

describe("the print of a row", () => {
  it("is the same whatever the order of the columns, and when an empty column is added", () => {
    expect(rowPrint({ b: 1, a: "x", c: null })).toBe(rowPrint({ a: "x", b: 1 }));
  });

  it("differs where anything does", () => {
    const rows: SqlRow[] = [{ a: 1 }, { a: "1" }, { a: 2 }, { b: 1 }, { a: [1] }, { a: { b: 1 } }];
    expect(new Set(rows.map(rowPrint)).size).toBe(rows.length);
  });
});
