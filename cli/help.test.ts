import { stripVTControlCharacters } from "node:util";
import type { Action } from "@prismatic-io/spectral/dist/serverTypes";
import type { Piece, PublishedInput } from "./bundle";
import { exampleCommand } from "./examples";
import { pieceHelp } from "./help";
import { cut, wrap } from "./layout";

const inputOf = (key: string, more: Partial<PublishedInput> = {}): PublishedInput => ({
  key,
  label: `The ${key}`,
  type: "string",
  default: "",
  comments: `What ${key} is.`,
  ...more,
});

const pieceOf = (...inputs: PublishedInput[]): Piece => ({
  kind: "action",
  definition: {
    key: "readTable",
    display: {
      label: "Read Table",
      description: "Reads a table and gives its rows in the order of the key.",
    },
    inputs: [inputOf("connection", { type: "connection", required: true }), ...inputs],
  } as unknown as Action,
});

const rows = inputOf("rows", {
  type: "structuredObject",
  collection: "valuelist",
  inputs: [inputOf("name", { example: "state" }), inputOf("value", { example: "it's HI" }), inputOf("none")],
  required: true,
});

const size = inputOf("size", {
  type: "dynamicObject",
  inputs: [
    inputOf("fixed", { comments: "As many workers always.", inputs: [inputOf("workers", { example: "2" })] }),
    inputOf("growing", { comments: "More when needed.", inputs: [inputOf("most", { example: "8" })] }),
  ],
});

const shown = (piece: Piece, width = 80): string => stripVTControlCharacters(pieceHelp(piece, width));

describe("The help of an action", () => {
  test("has the required inputs first, with form, default, choices and where values come from", () => {
    const help = shown(
      pieceOf(
        inputOf("limit", { default: "100", example: "10" }),
        inputOf("format", {
          model: [
            { label: "CSV", value: "csv" },
            { label: "JSON", value: "json" },
          ],
        }),
        inputOf("table", { required: true, example: "airports", dataSource: "selectTable" }),
        inputOf("tags", { collection: "keyvaluelist" }),
        inputOf("all", { type: "boolean", default: "false" }),
      ),
    );
    expect(help.indexOf("--table ")).toBeLessThan(help.indexOf("--limit "));
    expect(help).toContain("Required\n  --table  The table (text)\n      What table is.\n");
    expect(help).toContain("      Values: npm run action -- selectTable\n      Example: airports\n");
    expect(help).toContain("--limit  The limit (text, default 100)");
    expect(help).toContain("One of csv, json.");
    expect(help).toContain("--tags  The tags (name=value, repeatable)");
    expect(help).toContain("--all  The all (yes or no, default false)");
    expect(help).toContain("  npm run action -- readTable --table airports\n");
  });

  test("shows the fields of rows and of each kind, with JSON as the example", () => {
    const help = shown(pieceOf(rows, size));
    expect(help).toContain("--rows  The rows (JSON list of objects)");
    expect(help).toContain('      "name": What name is.\n');
    expect(help).toContain('Example: [{"name":"state","value":"it\'s HI"}]');
    expect(help).toContain("      growing: More when needed.\n");
    expect(help).toContain('Example: {"configuration":"fixed","values":{"workers":"2"}}');
  });

  test.each([20, 40, 80, 200])("is no wider than a terminal of %d columns, the example aside", (width) => {
    const help = shown(pieceOf(rows, inputOf("longName".repeat(3), { example: "x".repeat(90) })), width);
    const [text = ""] = help.split("Example, which");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });

  test("says where there are no inputs", () => {
    expect(shown(pieceOf())).toContain("It has no inputs except the connection.");
  });
});

describe("An example command", () => {
  test("is quoted for the shell", () => {
    expect(exampleCommand(pieceOf(rows))).toBe(
      `npm run action -- readTable --rows '[{"name":"state","value":"it'\\''s HI"}]'`,
    );
  });

  test("stands on several lines where it is long", () => {
    const long = inputOf("table", { required: true, example: "t".repeat(70) });
    expect(exampleCommand(pieceOf(long))).toBe(`npm run action -- readTable \\\n  --table ${"t".repeat(70)}`);
  });
});

describe("Text", () => {
  test("is wrapped between words, and words that are too long are cut", () => {
    expect(wrap("one two three fourfivesixseven", 14, "  ")).toBe(
      "  one two\n  three\n  fourfivesixs\n  even",
    );
  });

  test("is cut between words", () => {
    expect(cut("Get one cluster, and its state.", 20)).toBe("Get one cluster…");
    expect(cut("Short.", 20)).toBe("Short.");
  });
});
