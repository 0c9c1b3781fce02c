import { component } from "@prismatic-io/spectral";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { tokenConnection } from "../../test/support/testClient";
import { databricksAction } from "../databricksAction";
import { booleanInput, choiceInput } from "./choice";
import { asOptional, withDefault } from "./defineInput";
import { namesInput } from "./stringList";
import { structuredRows } from "./structuredInput";
import { textInput, trimmedInput } from "./text";

const texts = { comments: "It is read.", example: "x" };

const fields = {
  name: trimmedInput({ label: "Name", ...texts }),
  value: asOptional(textInput({ label: "Value", ...texts })),
  type: withDefault(
    choiceInput({ label: "Type", ...texts, choices: { STRING: "Text", INT: "Number" } }),
    "STRING",
  ),
  isKey: booleanInput({ label: "Key", ...texts }),
  tags: namesInput({ label: "Tags", ...texts }),
};

const list = structuredRows({ label: "Parameters", comments: "The parameters.", fields }, (row) => row);

const whole = { name: "a", value: "b", type: "STRING", isKey: false, tags: [] };

const untouched = { name: "", value: undefined, type: "STRING", isKey: "false", tags: [] };

describe("a list of rows", () => {
  it.each<[string, unknown]>([
    ["rows of a form", [{ name: " a ", value: "b", type: "STRING", isKey: "false" }]],
    ["rows of an earlier step, with defaults left out", [{ name: "a", value: "b" }]],
    ["JSON text", '[{"name": "a", "value": "b"}]'],
    ["one row by itself", { name: "a", value: "b" }],
    ["a row among others that are as the form leaves them", [untouched, { name: "a", value: "b" }, {}, null]],
  ])("takes %s", (_name, value) => {
    expect(list.clean(value)).toEqual([whole]);
  });

  it.each([[undefined], [null], [""], [" "], [[]], [[untouched]], ["[]"], [{}]])(
    "is undefined where it is left empty: %j",
    (value) => {
      expect(list.clean(value)).toBeUndefined();
    },
  );

  it("keeps the digits of JSON text", () => {
    const text = '[{"name": "a", "value": 9007199254740993}]';
    const exact = { name: fields.name, value: { ...fields.value, clean: String } };
    const exactList = structuredRows({ label: "L", comments: "C.", fields: exact }, (row) => row);
    expect(exactList.clean(text)).toEqual([{ name: "a", value: "9007199254740993" }]);
  });

  it.each<[unknown, string]>([
    [[{ name: "a" }, { name: " ", value: "b" }], "Parameters, row 2: Name is blank."],
    [[untouched, { value: "b" }], "Parameters, row 2: Name is empty."],
    [[{ name: "a", type: "FLOAT" }], "Parameters, row 1: Type must be one of STRING, INT."],
    [
      [{ name: "a", colour: "red" }],
      'Parameters, row 1: "colour" is none of its fields name, value, type, isKey, tags.',
    ],
    [
      [{ name: "a", constructor: "b" }],
      'Parameters, row 1: "constructor" is none of its fields name, value, type, isKey, tags.',
    ],
    [
      JSON.parse('[{"name": "a", "__proto__": {"value": "b"}}]'),
      'Parameters, row 1: "__proto__" is none of its fields name, value, type, isKey, tags.',
    ],
    [["a"], "Parameters, row 1 must be an object with the fields name, value, type, isKey, tags."],
    [[["a"]], "Parameters, row 1 must be an object with the fields name, value, type, isKey, tags."],
    [7, "Parameters must be a list of rows."],
    ['"a"', "Parameters must be a list of rows."],
  ])("refuses %j by its row and field", (value, message) => {
    expect(() => list.clean(value)).toThrow(new Error(message));
  });

  it("refuses what is not JSON", () => {
    expect(() => list.clean("[{")).toThrow(/^Parameters is not JSON: /);
  });

  it("takes a name that every object has as a value", () => {
    expect(list.clean([{ name: "__proto__", value: "constructor" }])).toEqual([
      { ...whole, name: "__proto__", value: "constructor" },
    ]);
  });
});

describe("an action with rows, as the platform runs it", () => {
  const action = databricksAction({
    label: "Take",
    description: "Takes.",
    effect: "read",
    grants: { none: "it asks for nothing" },
    inputs: { list },
    perform: async (_client, { list: rows }) => ({ rows: rows?.map(({ name }) => name) }),
    example: { rows: ["a"] },
  });
  const built = component({
    key: "taking",
    display: { label: "Taking", description: "Takes.", iconPath: "icon.png" },
    actions: { take: action },
  } as never);
  const run = async (parameters: object): Promise<unknown> =>
    createHarness(built).action("take", {
      connection: tokenConnection("http://127.0.0.1:1"),
      ...parameters,
    } as never);

  it("gets the values that were read, or none", async () => {
    expect(await run({ list: [{ name: " a " }, { name: "" }] })).toEqual({ data: { rows: ["a"] } });
    expect(await run({})).toEqual({ data: { rows: undefined } });
  });

  it("names the row in its error", async () => {
    await expect(run({ list: [{ name: "a" }, { value: "b" }] })).rejects.toThrow(
      "Parameters, row 2: Name is empty.",
    );
  });

  it("publishes the fields with their texts, and no cleaning of single fields", () => {
    const published = built.actions.take?.inputs.find(({ key }) => key === "list");
    expect(published).toMatchObject({
      type: "structuredObject",
      collection: "valuelist",
      label: "Parameters",
      inputs: [
        { key: "name", type: "string", label: "Name", required: true, placeholder: "x", example: "x" },
        { key: "value", required: false },
        { key: "type", default: "STRING", model: [{ value: "STRING" }, { value: "INT" }] },
        { key: "isKey", type: "boolean", default: "false" },
        { key: "tags", collection: "valuelist" },
      ],
    });
    expect(JSON.stringify(published)).not.toContain("clean");
    expect(published?.inputs?.some((field) => "clean" in field)).toBe(false);
  });
});
