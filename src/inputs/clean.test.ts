import fc from "fast-check";
import { LosslessNumber } from "lossless-json";
import {
  boolean,
  choiceWithDefault,
  integerOrZero,
  keyValues,
  optionalId,
  optionalText,
  requiredChoice,
  requiredId,
  requiredText,
} from "./clean";
import { optionalArray, optionalJson, optionalObject, requiredObject, requiredObjects } from "./json";
import { optionalNumericId, requiredNumericId } from "./numericId";
import { objectName, optionalObjectName } from "./objectName";
import { nameList, stringList } from "./stringList";
import { optionalTable } from "./tables";
import { optionalTime } from "./time";

describe("requiredText", () => {
  it.each(["", "  ", "\n", null, undefined, {}, [], true, 1.5])("refuses %j and names the input", (value) => {
    expect(() => requiredText("Command")(value)).toThrow(/^Command /);
  });

  it("leaves text as it is and writes whole numbers out", () => {
    expect(requiredText("Command")(" a\n")).toBe(" a\n");
    expect(requiredText("Command")(42)).toBe("42");
  });
});

describe("requiredId", () => {
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
    expect(() => requiredId("Cluster ID")(value)).toThrow(/^Cluster ID /);
  });

  it("cuts white space off and leaves what an id looks like alone", () => {
    expect(requiredId("Cluster ID")(" 1118-093000-abc123 \n")).toBe("1118-093000-abc123");
    expect(requiredId("Cluster ID")(475)).toBe("475");
  });
});

describe("requiredChoice", () => {
  it("takes a choice in whatever case", () => {
    expect(requiredChoice("Method", ["GET", "POST"])(" post ")).toBe("POST");
  });

  it.each(["PUT", "", "GET POST", null])("refuses %j and names the input and the choices", (value) => {
    expect(() => requiredChoice("Method", ["GET", "POST"])(value)).toThrow(
      /^Method (?:is empty|must be one of GET, POST)/,
    );
  });
});

describe("boolean", () => {
  it("takes booleans and their text, and nothing for false", () => {
    expect([true, "true", " TRUE ", false, "false", "", undefined, null].map(boolean("Debug"))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each(["yes", "0", 1, {}, ["true"]])("refuses %j and names the input", (value) => {
    expect(() => boolean("Debug")(value)).toThrow("Debug must be true or false.");
  });
});

describe("integerOrZero", () => {
  const clean = integerOrZero("Timeout", 1000);

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

describe("keyValues", () => {
  const clean = keyValues("Header");

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

  it.each<[string, (value: unknown) => unknown, unknown]>([
    ["boolean", boolean("A"), false],
    ["boolean that is on", boolean("A", true), true],
    ["integerOrZero", integerOrZero("A", 9), 0],
    ["choiceWithDefault", choiceWithDefault("A", ["x", "y"], "y"), "y"],
    ["optionalText", optionalText("A"), undefined],
    ["optionalId", optionalId("A", "cluster"), undefined],
    ["optionalNumericId", optionalNumericId("A", "job"), undefined],
    ["optionalObjectName", optionalObjectName("A"), undefined],
    ["optionalTable", optionalTable, undefined],
    ["optionalTime", optionalTime("A"), undefined],
    ["optionalObject", optionalObject("A"), undefined],
    ["optionalArray", optionalArray("A"), undefined],
    ["optionalJson", optionalJson("A"), undefined],
    ["stringList", stringList("A"), []],
    ["nameList", nameList("A"), []],
    ["keyValues", keyValues("A"), []],
  ])("means the same for %s", (_name, read, expected) => {
    expect(empty.map(read)).toEqual(empty.map(() => expected));
  });

  it.each<[string, (value: unknown) => unknown]>([
    ["requiredText", requiredText("A")],
    ["requiredId", requiredId("A", "cluster")],
    ["requiredChoice", requiredChoice("A", ["x"])],
    ["requiredNumericId", requiredNumericId("A", "job")],
    ["objectName", objectName("A")],
    ["requiredObject", requiredObject("A")],
    ["requiredObjects", requiredObjects("A")],
  ])("is named by %s", (_name, read) => {
    for (const value of empty) expect(() => read(value)).toThrow(/^A is (?:empty|blank)\.$/);
  });
});
