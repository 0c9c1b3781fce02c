import { readArguments } from "./arguments";
import { sample } from "./sampleComponent";

const sources = {
  folder: __dirname,
  readStandardInput: () => {
    throw new Error("No test here reads standard input.");
  },
};

const read = (...args: string[]) => readArguments(args, sample, sources);

describe("What is asked for", () => {
  test.each([[[]], [["--help"]], [["-h"]]])("%j asks for the list", (args) => {
    expect(read(...args)).toEqual({ ask: "list" });
  });

  test("help after a key asks for its inputs, whatever else is given", () => {
    const request = read("readTable", "--nonsense", "--help");
    expect(request).toMatchObject({ ask: "inputs", piece: { definition: { key: "readTable" } } });
  });

  test("a data source runs as an action does", () => {
    expect(read("selectTable")).toMatchObject({ ask: "run", piece: { kind: "dataSource" } });
  });

  test("a trigger that polls runs as an action does, with a file for its state", () => {
    expect(read("newTables", "--tableName", "t", "--state", "kept.json")).toMatchObject({
      ask: "run",
      piece: { kind: "trigger", definition: { key: "newTables" } },
      inputs: { tableName: "t" },
      state: "kept.json",
    });
    expect(read("newTables", "--tableName", "t")).toMatchObject({ ask: "run", state: undefined });
  });

  test("the inputs of a trigger that does not poll are shown, too", () => {
    expect(read("tableDropped", "--help")).toMatchObject({ ask: "inputs", piece: { kind: "trigger" } });
  });

  test("the command's own options are no inputs", () => {
    expect(read("readTable", "--tableName", "t", "--out", "x.bin", "--connection", "token")).toMatchObject({
      ask: "run",
      inputs: { tableName: "t" },
      out: "x.bin",
      connectionKey: "token",
    });
  });
});

describe("What cannot be right is said", () => {
  test.each([
    [
      "an unknown key",
      ["readTabel"],
      /no action, data source or trigger readTabel\. Did you mean readTable\?/,
    ],
    ["a key in the wrong case", ["READTABLE"], /Did you mean readTable\?/],
    ["a key like no other", ["zzz"], /^There is no action, data source or trigger zzz\. All of them: /],
    [
      "a trigger that waits for a call",
      ["tableDropped", "--nonsense"],
      /^tableDropped does not poll: .* npm run demo shows it/,
    ],
    ["a state for what keeps none", ["dropTable", "--state", "kept.json"], /^dropTable has no input state\./],
    ["a state without its file", ["newTables", "--tableName", "t", "--state"], /^--state needs a value/],
    ["an input before the key", ["--tableName", "t"], /key of an action comes first/],
    [
      "an unknown input",
      ["readTable", "--tablename", "t"],
      /no input tablename\. Did you mean --tableName\?/,
    ],
    ["an input of another name", ["readTable", "--qqq", "t"], /^readTable has no input qqq\. Its inputs: /],
    [
      "the connection as an input of text",
      ["dropTable", "--conection", "token"],
      /Did you mean --connection\?/,
    ],
    ["a missing input", ["readTable"], /^readTable needs --tableName\. /],
    ["a missing value", ["readTable", "--tableName"], /^--tableName needs a value/],
    ["a value that stands alone", ["readTable", "t"], /^"t" belongs to no input/],
    ["a value in two words", ["readTable", "--tableName", "a", "b"], /^"b" belongs to no input/],
    [
      "a word after a flag",
      ["readTable", "--tableName", "a", "--debugRequest", "maybe"],
      /^"maybe" belongs to no input/,
    ],
    ["an input twice", ["readTable", "--tableName", "a", "--tableName", "b"], /^--tableName is given twice/],
    [
      "a form of results that is none",
      ["readTable", "--tableName", "t", "--output", "tabel"],
      /^--output is one of table, json, csv, raw, not tabel\. Did you mean table\?/,
    ],
    ["- as the file of a result", ["dropTable", "--out", "-"], /^--out takes the name of a file, not -/],
    ["an option twice", ["dropTable", "--out", "a", "--out", "b"], /^--out is given twice/],
    [
      "a name of every object",
      ["readTable", "--tableName", "t", "--constructor", "x"],
      /no input constructor/,
    ],
  ])("%s", (_name, args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  test("a missing option value is not taken from the next option", () => {
    expect(() => read("readTable", "--tableName", "--out", "x")).toThrow(/--tableName needs a value/);
  });
});
