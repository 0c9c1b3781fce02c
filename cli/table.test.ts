import { stripVTControlCharacters } from "node:util";
import { tableOf } from "./table";

const asIs = (value: unknown): unknown => value;

/** The lines of a table, and what it leaves out. */
const linesOf = (rows: Record<string, unknown>[], width = 80) => {
  const { text, notes } = tableOf(rows, width, asIs);
  return { lines: stripVTControlCharacters(text).split("\n").slice(0, -1), notes };
};

const row = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`column_${index}`, "x".repeat(40)]));

describe("A table of objects", () => {
  test.each([10, 20, 33, 80, 200])(
    "is no wider than %d columns of the terminal, and says what it hides",
    (width) => {
      const { lines, notes } = linesOf([row(30)], width);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(notes).toEqual([expect.stringMatching(/^\d+ more columns \(column_\d+, .*, …\): /)]);
    },
  );

  test("shows the first hundred rows, and how many more there are", () => {
    const { lines, notes } = linesOf(Array.from({ length: 100_000 }, (_, id) => ({ id })));
    expect(lines).toHaveLength(104);
    expect(notes).toEqual(["99,900 more rows: --output json or csv shows all."]);
  });

  test("names a single hidden row as one", () => {
    expect(linesOf(Array.from({ length: 101 }, (_, id) => ({ id }))).notes[0]).toMatch(/^1 more row:/);
  });

  test("keeps each cell on a line, without anything that a terminal obeys", () => {
    const { lines } = linesOf([
      { "na\u001b[31mme": "a\nb\u001b]0;title\u0007\u202ec", file: Buffer.alloc(3) },
    ]);
    expect(lines[1]).toBe("│ name │ file    │");
    expect(lines[3]).toBe("│ a bc │ 3 bytes │");
  });

  test("cuts long text with an ellipsis, and places figures to the right", () => {
    const { lines } = linesOf([{ text: "long ".repeat(1000), figure: 7 }], 40);
    expect(lines[3]).toMatch(/^│ long long .*… │ {6}7 │$/);
  });

  test("leaves room for characters that take two places", () => {
    expect(linesOf([{ city: "東京" }]).lines[3]).toBe("│ 東京 │");
  });

  test("keeps numbers exact, and tells null from a field that is missing", () => {
    const { lines } = linesOf([{ id: "9007199254740993", value: null }, { id: 0.1 }]);
    expect(lines[3]).toBe("│ 9007199254740993 │ null  │");
    expect(lines[4]).toBe("│ 0.1              │       │");
  });

  test.each([
    [[], "0 rows"],
    [[{}], "1 row"],
  ])("of %j is empty", (rows, note) => {
    expect(linesOf(rows)).toEqual({ lines: [], notes: [note] });
  });
});
