/** Reads the inputs that hold inputs of their own, which the platform hands over as they are. */
import type { InputFieldDefinition, Inputs } from "@prismatic-io/spectral";

type Clean = (value: unknown) => unknown;

const structuredTypes: ReadonlySet<string> = new Set(["structuredObject", "dynamicObject"]);

const cleanOf = (input: InputFieldDefinition | undefined): Clean | undefined =>
  input && structuredTypes.has(input.type) && "clean" in input && typeof input.clean === "function"
    ? (input.clean as Clean)
    : undefined;

/**
 * The values of inputs, of which the platform has cleaned all but those that hold inputs of their own: it knows the
 * cleaning of each field, but none of the whole.
 * @throws Error that names the input, the row and the field
 */
export const readStructured = (inputs: Inputs, params: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      const clean = Object.hasOwn(inputs, key) ? cleanOf(inputs[key]) : undefined;
      return [key, clean ? clean(typeof value === "function" ? value() : value) : value];
    }),
  );
