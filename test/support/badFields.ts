/** Bad values of inputs that are rows, groups of fields, or of several kinds. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import { exampleOf } from "../../cli/examples";
import type { Bad } from "./badModelInput";

const noFields: Bad[] = [
  ["no JSON", "{name: 1"],
  ["a number", 7],
  ["a list of texts", ["x"]],
  ["an unknown field", { nothing: "x" }],
  ["a field that every object has", { constructor: "x" }],
  ["a method that every object has", { hasOwnProperty: "x" }],
  ["a field that sets a prototype", JSON.parse('{"__proto__": {"name": "x"}}')],
];

/**
 * The bad values of an input with fields: of itself, and of each of its fields.
 * @param badValues gives those of a field
 */
export const badWithFields = (input: Input, badValues: (field: Input) => Bad[]): Bad[] => {
  const { type, inputs: fields = [], collection } = input;
  const example = exampleOf({ ...input, collection: undefined }) as Record<string, unknown>;
  const whole = (one: unknown): unknown => (collection ? [one] : one);
  if (type === "dynamicObject") {
    return fields.flatMap((kind) =>
      badWithFields(kind, badValues).map(
        ([name, values]): Bad => [name, { configuration: kind.key, values }],
      ),
    );
  }
  return [
    ...noFields.map(([name, value]): Bad => [name, whole(value)]),
    ...fields.flatMap((field) =>
      badValues(field).map(
        ([name, value]): Bad => [`${name} as its ${field.label}`, whole({ ...example, [field.key]: value })],
      ),
    ),
  ];
};
