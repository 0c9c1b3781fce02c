import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readArguments } from "./arguments";
import { sample } from "./sampleComponent";

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

describe("A value that cannot be right is said", () => {
  test.each([
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
      "a file that is not there",
      ["readTable", "--tableName", "@gone.txt"],
      /gone\.txt cannot be read \(ENOENT\)/,
    ],
    ["a folder as a file", ["readTable", "--tableName", "@."], /cannot be read \(EISDIR\)/],
    [
      "a list without keys",
      ["readTable", "--tableName", "t", "--headers", "[1]"],
      /^--headers is of the wrong form/,
    ],
    [
      "rows twice",
      ["readTable", "--tableName", "t", "--rows", "[]", "--rows", "[]"],
      /^--rows is given twice/,
    ],
    [
      "standard input for two inputs",
      ["readTable", "--tableName", "-", "--format", "-"],
      /^Only one input can be -, not --tableName and --format\./,
    ],
  ])("%s", (_name, args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
