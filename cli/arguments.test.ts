import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  component,
  connection,
  dataSource,
  action as defineAction,
  input,
  pollingTrigger,
  trigger,
} from "@prismatic-io/spectral";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { readArguments } from "./arguments";

const text = (label: string, more: object = {}) => input({ label, type: "string", ...more });

const inputs = {
  connection: input({ label: "Connection", type: "connection", required: true }),
  tableName: text("Table", { required: true }),
  format: text("Format", { required: true, default: "json" }),
  headers: text("Headers", { collection: "keyvaluelist" }),
  tags: text("Tags", { collection: "valuelist" }),
  debugRequest: input({ label: "Debug Request", type: "boolean" }),
  file: input({ label: "File", type: "data" }),
  rows: input({
    label: "Rows",
    type: "structuredObject",
    collection: "valuelist",
    inputs: { name: text("Name") },
  }),
};

const display = { label: "A label", description: "A description." };

const sample: Component = component({
  key: "sample",
  public: false,
  display: { ...display, iconPath: "icon.png" },
  connections: [connection({ key: "token", display, inputs: {} })],
  actions: {
    readTable: defineAction({ display, inputs, perform: async () => ({ data: null }) }),
    dropTable: defineAction({ display, inputs: {}, perform: async () => ({ data: null }) }),
  },
  dataSources: {
    selectTable: dataSource({
      display,
      inputs: {},
      dataSourceType: "picklist",
      perform: async () => ({ result: [] }),
    }),
  },
  triggers: {
    newTables: pollingTrigger({
      display,
      inputs,
      perform: async (_context, payload) => ({ payload, polledNoChanges: true }),
    }),
    tableDropped: trigger({
      display,
      inputs: {},
      scheduleSupport: "invalid",
      synchronousResponseSupport: "valid",
      perform: async (_context, payload) => ({ payload }),
    }),
  },
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "arguments-"));
  writeFileSync(path.join(folder, "name.txt"), "from\na file");
  writeFileSync(path.join(folder, "marked.json"), '\ufeff[\r\n  "a"\r\n]\r\n');
  writeFileSync(path.join(folder, "broken.json"), '[\r\n  "a"\r\n  "b"\r\n]');
  writeFileSync(path.join(folder, "bytes.bin"), Buffer.from([0xff, 0xfe, 0x00]));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...args: string[]) =>
  readArguments(args, sample, { folder, readStandardInput: () => Buffer.from("from a pipe") });

/** The inputs that a command line gives to `readTable`, beside its one required input. */
const inputsOf = (...args: string[]) => {
  const request = read("readTable", "--tableName", "t", ...args);
  if (request.ask !== "run") throw new Error(`The request is ${request.ask}`);
  const { tableName: _, ...others } = request.inputs;
  return others;
};

const nameOf = (...args: string[]) => {
  const request = read("readTable", ...args);
  return request.ask === "run" ? request.inputs.tableName : request.ask;
};

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

describe("Values", () => {
  test.each([
    ["after a blank", ["--tableName", "a b"], "a b"],
    ["after an equals sign", ["--tableName=a=b"], "a=b"],
    [
      "that begins with dashes, as an SQL comment does",
      ["--tableName", "-- all\nSELECT 1"],
      "-- all\nSELECT 1",
    ],
    ["that is negative", ["--tableName", "-1"], "-1"],
    ["that is empty", ["--tableName", ""], ""],
    ["from a file", ["--tableName", "@name.txt"], "from\na file"],
    ["from standard input", ["--tableName", "-"], "from a pipe"],
    ["with an at sign of its own", ["--tableName", "@@all"], "@all"],
  ])("a value %s is taken as it is", (_name, args, value) => {
    expect(nameOf(...args)).toBe(value);
  });

  test.each([
    [["--debugRequest"], "true"],
    [["--debugRequest", "false"], "false"],
    [["--debugRequest=false"], "false"],
    [["--debugRequest", "TRUE"], "true"],
    [["--debugRequest", "yes"], "true"],
    [["--debugRequest", "No"], "false"],
    [["--debugRequest=on"], "true"],
    [["--debugRequest", "off"], "false"],
    [["--debugRequest", "1"], "true"],
    [["--debugRequest=0"], "false"],
  ])("%j switches a flag", (args, value) => {
    expect(inputsOf(...args)).toEqual({ debugRequest: value });
  });

  test.each([
    [
      '{"a": "1", "b": "2"}',
      [
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ],
    ],
    [
      '[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]',
      [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    ],
    ["{}", []],
  ])("%s becomes a list of keys with values", (json, headers) => {
    expect(inputsOf("--headers", json)).toEqual({ headers });
  });

  test.each([
    [
      ["--tags", '["a", "b"]'],
      ["a", "b"],
    ],
    [
      ["--tags", "a", "--tags", "b,c"],
      ["a", "b,c"],
    ],
    [
      ["--tags", "a", "--tags", '["b", "c"]'],
      ["a", "b", "c"],
    ],
    [["--tags", "@marked.json"], ["a"]],
    [
      ["--tags", "[9007199254740993, 1.5]"],
      ["9007199254740993", 1.5],
    ],
    [["--tags", "[]"], []],
  ])("%j becomes a list of values", (args, tags) => {
    expect(inputsOf(...args)).toEqual({ tags });
  });

  test("names with values may each have an option of their own", () => {
    expect(inputsOf("--headers", "a=1", "--headers", "b=x=y", "--headers", '{"c": "2"}')).toEqual({
      headers: [
        { key: "a", value: "1" },
        { key: "b", value: "x=y" },
        { key: "c", value: "2" },
      ],
    });
  });

  test("a file of a file input stays bytes", () => {
    expect(inputsOf("--file", "@bytes.bin")).toEqual({
      file: { data: Buffer.from([0xff, 0xfe, 0x00]), contentType: "application/octet-stream" },
    });
    expect(inputsOf("--file", "some text")).toEqual({ file: "some text" });
  });

  test("rows are left to the component, as JSON", () => {
    expect(inputsOf("--rows", '[{"name": "a"}]')).toEqual({ rows: '[{"name": "a"}]' });
  });

  test("the form of the result is an option of the command", () => {
    expect(read("readTable", "--tableName", "t", "--output", "csv")).toMatchObject({ output: "csv" });
  });

  test("what is not given is left to its default", () => {
    expect(inputsOf()).toEqual({});
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
      "a file that is not there",
      ["readTable", "--tableName", "@gone.txt"],
      /gone\.txt cannot be read \(ENOENT\)/,
    ],
    ["a folder as a file", ["readTable", "--tableName", "@."], /cannot be read \(EISDIR\)/],
    [
      "text where JSON belongs",
      ["readTable", "--tableName", "t", "--headers", "a: 1"],
      /^--headers is of the wrong form\. Give name=value, /,
    ],
    [
      "JSON that is wrong, with the place",
      ["readTable", "--tableName", "t", "--headers", '{"a": 1 "b": 2}'],
      /^--headers is not JSON: .* at line 1, column 9:?\n {2}\{"a": 1 "b": 2\}\n {10}\^\nGive name=value/,
    ],
    [
      "JSON of a file that is wrong, with the place",
      ["readTable", "--tableName", "t", "--tags", "@broken.json"],
      /^--tags is not JSON: .* at line 3, column 3\n {4}"b"\n {4}\^\n/,
    ],
    [
      "a word that is neither yes nor no",
      ["readTable", "--tableName", "t", "--debugRequest=maybe"],
      /^--debugRequest is "maybe"\. It takes yes or no/,
    ],
    [
      "a file that is no text",
      ["readTable", "--tableName", "@bytes.bin"],
      /^--tableName: the file is not text in UTF-8 \(3 bytes\)/,
    ],
    [
      "standard input for two inputs",
      ["readTable", "--tableName", "-", "--format", "-"],
      /^Only one input can be -, not --tableName and --format\./,
    ],
    [
      "a form of results that is none",
      ["readTable", "--tableName", "t", "--output", "tabel"],
      /^--output is one of table, json, csv, raw, not tabel\. Did you mean table\?/,
    ],
    ["an option twice", ["dropTable", "--out", "a", "--out", "b"], /^--out is given twice/],
    [
      "rows twice",
      ["readTable", "--tableName", "t", "--rows", "[]", "--rows", "[]"],
      /^--rows is given twice/,
    ],
    [
      "a list without keys",
      ["readTable", "--tableName", "t", "--headers", "[1]"],
      /^--headers is of the wrong form/,
    ],
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
