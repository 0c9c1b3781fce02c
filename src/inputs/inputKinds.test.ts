/** What an input of each kind takes, what it gives, and what it says of everything else. */
import fc from "fast-check";
import { LosslessNumber } from "lossless-json";
import { booleanInput, choiceInput } from "./choice";
import { asOptional, type Input, refine, type Texts, whenEmpty, withDefault } from "./defineInput";
import { idInput, numericIdInput } from "./id";
import { integerInput, positiveInput } from "./integer";
import { jsonArrayInput, jsonInput, jsonObjectInput, jsonObjectsInput } from "./json";
import { keyValuesInput } from "./keyValues";
import { objectNameInput } from "./objectName";
import { namesInput, textsInput } from "./stringList";
import { tableInput } from "./tables";
import { textInput, trimmedInput } from "./text";
import { timestampInput } from "./timestamp";

const texts = (label: string): Texts => ({ label, comments: "What it is." });

describe("an input", () => {
  const name = trimmedInput({ ...texts("Name"), example: "x" });

  it("is required, and shows its example as placeholder", () => {
    expect(name).toMatchObject({ label: "Name", required: true, example: "x", placeholder: "x" });
    expect(trimmedInput({ ...texts("Name"), example: "x", placeholder: "y" }).placeholder).toBe("y");
    expect(choiceInput({ ...texts("Name"), example: "x", choices: { x: "X" } }).placeholder).toBeUndefined();
  });

  it("may be left empty where it is optional", () => {
    const optional = asOptional(name);
    expect(optional.required).toBe(false);
    expect([" ", null, " a "].map(optional.clean)).toEqual([undefined, undefined, "a"]);
  });

  it("has the default that it publishes where it is left empty", () => {
    const limited = withDefault(positiveInput({ ...texts("Limit"), max: 9 }), 5);
    expect(limited).toMatchObject({ required: false, default: "5" });
    expect(["", undefined, 0, "0", 7].map(limited.clean)).toEqual([5, 5, 5, 5, 7]);
  });

  it("is read on by its label", () => {
    const short = refine(name, (value, label) => {
      if (value.length > 2) throw new Error(`${label} is long.`);
      return value.length;
    });
    expect(short.clean(" ab ")).toBe(2);
    expect(() => short.clean("abc")).toThrow("Name is long.");
    expect(whenEmpty(short, -1).clean("")).toBe(-1);
  });
});

describe("text", () => {
  it.each(["", "  ", "\n", null, undefined, {}, [], true, 1.5])("refuses %j and names the input", (value) => {
    expect(() => textInput(texts("Command")).clean(value)).toThrow(/^Command /);
  });

  it("leaves text as it is and writes whole numbers out", () => {
    expect(textInput(texts("Command")).clean(" a\n")).toBe(" a\n");
    expect(textInput(texts("Command")).clean(42)).toBe("42");
  });
});

describe("an id", () => {
  it.each([
    "a/b",
    "a?b",
    "a#b",
    "..",
    ".",
    "a..b",
    "a b",
    "a\\b",
    "a%2fb",
    "a&b",
    "a\u0000",
    "a\u200bb",
    "",
    1.5,
  ])("refuses %j and names the input", (value) => {
    expect(() => idInput(texts("Cluster ID")).clean(value)).toThrow(/^Cluster ID /);
  });

  it("cuts white space off and leaves what an id looks like alone", () => {
    expect(idInput(texts("Cluster ID")).clean(" 1118-093000-abc123 \n")).toBe("1118-093000-abc123");
    expect(idInput(texts("Cluster ID")).clean(475)).toBe("475");
  });
});

describe("a choice", () => {
  it("takes a choice in whatever case", () => {
    expect(choiceInput({ ...texts("Method"), choices: { GET: "Get", POST: "Post" } }).clean(" post ")).toBe(
      "POST",
    );
  });

  it.each(["PUT", "", "GET POST", null])("refuses %j and names the input and the choices", (value) => {
    expect(() =>
      choiceInput({ ...texts("Method"), choices: { GET: "Get", POST: "Post" } }).clean(value),
    ).toThrow(/^Method (?:is empty|must be one of GET, POST)/);
  });
});

describe("a boolean", () => {
  it("takes booleans and their text, and nothing for false", () => {
    expect(
      [true, "true", " TRUE ", false, "false", "", undefined, null].map(booleanInput(texts("Debug")).clean),
    ).toEqual([true, true, true, false, false, false, false, false]);
  });

  it.each(["yes", "0", 1, {}, ["true"]])("refuses %j and names the input", (value) => {
    expect(() => booleanInput(texts("Debug")).clean(value)).toThrow("Debug must be true or false.");
  });
});

describe("a whole number", () => {
  const { clean } = whenEmpty(integerInput({ ...texts("Timeout"), max: 1000 }), 0);

  it("takes every whole number up to the largest, as number or text, and nothing for 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (value) => {
        expect([clean(value), clean(` ${value} `)]).toEqual([value, value]);
      }),
    );
    expect([clean(""), clean(undefined), clean(null), clean("  ")]).toEqual([0, 0, 0, 0]);
  });

  it.each([
    "12abc",
    "2s",
    "-1",
    -1,
    "1.5",
    1.5,
    "1e3",
    "0x10",
    "1001",
    1001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "Infinity",
    true,
    {},
    [5],
  ])("refuses %j and names the input", (value) => {
    expect(() => clean(value)).toThrow("Timeout must be a whole number from 0 to 1000.");
  });
});

describe("keys and values", () => {
  const { clean } = keyValuesInput(texts("Header"));

  it.each([
    [undefined, []],
    ["", []],
    [" \n", []],
    [[], []],
    ["[]", []],
    [[{ key: "", value: "" }, { key: null }, {}], []],
    [
      [
        { key: " a ", value: "1" },
        { key: "a", value: "2" },
      ],
      [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    ],
    ['[{"key":"a","value":1}]', [{ key: "a", value: 1 }]],
    [
      { a: "1", b: null },
      [
        { key: "a", value: "1" },
        { key: "b", value: null },
      ],
    ],
    [[{ key: 7, value: false }], [{ key: "7", value: false }]],
    ['{"a": 12345678901234567890}', [{ key: "a", value: new LosslessNumber("12345678901234567890") }]],
  ])("reads %j", (value, expected) => {
    expect(clean(value)).toEqual(expected);
  });

  it.each(["a: b", "{", 7, true, "7", '"x"', ["a"], [["a", "b"], null]])(
    "refuses %j and names the input",
    (value) => {
      expect(() => clean(value)).toThrow("Header must be a list of keys and values.");
    },
  );

  it("refuses a value without a key, or with a key that is no text", () => {
    expect(() => clean([{ key: " ", value: "x" }])).toThrow("Header has a value without a key.");
    expect(() => clean([{ key: {}, value: "x" }])).toThrow("Header has a key that is no text.");
  });
});

describe("what is left empty", () => {
  const empty = ["", "  ", "\n\t", null, undefined];

  const a = texts("A");
  const choice = choiceInput({ ...a, choices: { x: "X", y: "Y" } });

  it.each<[string, Input<unknown>, unknown]>([
    ["a boolean", booleanInput(a), false],
    ["a boolean that is on", booleanInput(a, true), true],
    ["a whole number from 1", positiveInput({ ...a, max: 9 }), undefined],
    ["a whole number with a default", withDefault(integerInput({ ...a, max: 9 }), 0), 0],
    ["a choice with a default", withDefault(choice, "y"), "y"],
    ["text", asOptional(trimmedInput(a)), undefined],
    ["an id", asOptional(idInput({ ...a, page: "cluster" })), undefined],
    ["an id of digits", asOptional(numericIdInput({ ...a, page: "job" })), undefined],
    ["a name", asOptional(objectNameInput(a)), undefined],
    ["a table", asOptional(tableInput(a)), undefined],
    ["a time", asOptional(timestampInput(a)), undefined],
    ["a JSON object", asOptional(jsonObjectInput(a)), undefined],
    ["a JSON array", asOptional(jsonArrayInput(a)), undefined],
    ["JSON", asOptional(jsonInput(a)), undefined],
    ["a list of texts", textsInput(a), []],
    ["a list of names", namesInput(a), []],
    ["keys and values", keyValuesInput(a), []],
  ])("means the same for %s", (_name, { clean }, expected) => {
    expect(empty.map(clean)).toEqual(empty.map(() => expected));
  });

  it.each<[string, Input<unknown>]>([
    ["text", textInput(a)],
    ["an id", idInput({ ...a, page: "cluster" })],
    ["a choice", choice],
    ["an id of digits", numericIdInput({ ...a, page: "job" })],
    ["a name", objectNameInput(a)],
    ["a table", tableInput({ comments: "" })],
    ["a JSON object", jsonObjectInput(a)],
    ["a JSON array of objects", jsonObjectsInput(a)],
  ])("is named where %s is needed", (_name, { clean, label }) => {
    for (const value of empty)
      expect(() => clean(value)).toThrow(new RegExp(`^${label} is (?:empty|blank)\\.$`));
  });
});
