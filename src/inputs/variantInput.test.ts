import { convertInput } from "@prismatic-io/spectral/dist/serverTypes/convertComponent";
import { asOptional } from "./defineInput";
import { integerInput } from "./integer";
import { textInput } from "./text";
import { variantInput } from "./variantInput";

const texts = { comments: "It is read.", example: "7" };

const size = variantInput({
  label: "Size",
  comments: "The size.",
  variants: {
    fixed: {
      label: "Fixed",
      comments: "Always the same.",
      fields: { workers: integerInput({ label: "Workers", ...texts, max: 9 }) },
    },
    growing: {
      label: "Growing",
      comments: "As needed.",
      fields: { note: asOptional(textInput({ label: "Note", ...texts })) },
    },
  },
});

it("gives the chosen kind with the values of its fields", () => {
  const fixed = { configuration: "fixed", values: { workers: 3 } };
  expect(size.clean({ configuration: "fixed", values: { workers: "3" } })).toEqual(fixed);
  expect(size.clean('{"configuration": "fixed", "values": {"workers": 3}}')).toEqual(fixed);
  expect(size.clean({ configuration: "fixed", values: '{"workers": 3}' })).toEqual(fixed);
  expect(size.clean({ configuration: "growing" })).toEqual({
    configuration: "growing",
    values: { note: undefined },
  });
});

it("does not mind the empty fields of a kind that was chosen before", () => {
  const left = { configuration: "growing", values: { workers: "", note: "x" } };
  expect(size.clean(left)).toEqual({ configuration: "growing", values: { note: "x" } });
});

it("is undefined where no kind is chosen", () => {
  const empty = [undefined, null, "", {}, { configuration: "", values: {} }, { values: { workers: "" } }];
  expect(empty.map((value) => size.clean(value))).toEqual(empty.map(() => undefined));
});

it.each<[unknown, string]>([
  [
    { configuration: "fixed", values: { workers: "10" } },
    "Size, Fixed: Workers must be a whole number from 0 to 9.",
  ],
  [{ configuration: "fixed" }, "Size, Fixed: Workers must be a whole number from 0 to 9."],
  [
    { configuration: "growing", values: { workers: 1 } },
    'Size, Growing: "workers" is none of its fields note.',
  ],
  [{ configuration: "constructor", values: {} }, "Size must be one of fixed, growing."],
  [{ values: { workers: "1" } }, "Size has values, but no configuration."],
  [["fixed"], "Size must be an object with configuration and values."],
  [
    { configuration: "growing", note: "x" },
    'Size must be an object with configuration and values: "note" is neither.',
  ],
  [{ configuration: "growing", values: [] }, "Size, Growing must be an object with the fields note."],
])("refuses %j by the kind and the field", (value, message) => {
  expect(() => size.clean(value)).toThrow(new Error(message));
});

it("publishes each kind with its fields", () => {
  expect(convertInput("size", size)).toMatchObject({
    key: "size",
    type: "dynamicObject",
    inputs: [
      {
        key: "fixed",
        type: "structuredObject",
        label: "Fixed",
        inputs: [{ key: "workers", required: true }],
      },
      {
        key: "growing",
        label: "Growing",
        comments: "As needed.",
        inputs: [{ key: "note", required: false }],
      },
    ],
  });
});
