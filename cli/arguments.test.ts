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
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...args: string[]) => readArguments(args, sample, folder);

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
    ["with an at sign of its own", ["--tableName", "@@all"], "@all"],
  ])("a value %s is taken as it is", (_name, args, value) => {
    expect(nameOf(...args)).toBe(value);
  });

  test.each([
    [["--debugRequest"], "true"],
    [["--debugRequest", "false"], "false"],
    [["--debugRequest=false"], "false"],
    [["--debugRequest", "TRUE"], "TRUE"],
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

  test("a JSON list becomes a list of values", () => {
    expect(inputsOf("--tags", '["a", "b"]')).toEqual({ tags: ["a", "b"] });
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
      ["readTable", "--tableName", "a", "--debugRequest", "yes"],
      /^"yes" belongs to no input/,
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
      /^--headers is not JSON/,
    ],
    [
      "a list without keys",
      ["readTable", "--tableName", "t", "--headers", "[1]"],
      /^--headers is of the wrong form/,
    ],
    [
      "an object as a list",
      ["readTable", "--tableName", "t", "--tags", "{}"],
      /^--tags is of the wrong form/,
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
