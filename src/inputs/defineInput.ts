/** How an input is made: its definition, how its value is read, and its default if it is empty. */
import type { InputFieldDefinition } from "@prismatic-io/spectral";

type WithoutClean<Field> = Field extends unknown ? Omit<Field, "clean"> : never;

/** The published definition of an input. */
export type Definition = WithoutClean<
  Extract<
    InputFieldDefinition,
    { type: "string" | "text" | "data" | "password" | "code" | "boolean" | "date" | "timestamp" }
  >
> & { label: string };

/** An input of an action. `clean` validates the value, names the input in its error, and gives the value. */
export type Input<Value> = Definition & { clean: (value: unknown) => Value };

/** The value that each of some inputs gives, by its key. */
export type InputValues<Inputs> = {
  [Key in keyof Inputs]: Inputs[Key] extends { clean: (value: never) => infer Value } ? Value : unknown;
};

/** Reads the value of an input. Throws an Error that begins with the input's label. */
export type Reader<Value, Given = unknown> = (value: Given, label: string) => Value;

/** The definition of an input of any type. */
export interface Texts {
  label: string;
  comments: string;
  example?: string;
  /** The example, if it is omitted. */
  placeholder?: string;
  dataSource?: string;
}

/** Whether an input is empty: no value, or only white space. This is the only place that decides it. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Throws an Error if a required input is empty. */
export const refuseBlank: Reader<void> = (value, label) => {
  if (isBlank(value)) throw new Error(`${label} is ${value ? "blank" : "empty"}.`);
};

/** Makes a required input. */
export const defineInput = <Value>(definition: Definition, read: Reader<Value>): Input<Value> => ({
  required: true,
  ...("model" in definition ? {} : { placeholder: definition.example }),
  ...definition,
  clean: (value) => read(value, definition.label),
});

/** Makes an input whose value is processed further: validated again, or converted. */
export const refine = <Value, Result>(input: Input<Value>, read: Reader<Result, Value>): Input<Result> => ({
  ...input,
  clean: (value) => read(input.clean(value), input.label),
});

/** Makes an optional input. @param value its value if it is empty */
export const whenEmpty = <Value, Fallback>(
  input: Input<Value>,
  value: Fallback,
): Input<Exclude<Value, undefined> | Fallback> => ({
  ...input,
  required: false,
  clean: (given) => {
    const read = isBlank(given) ? undefined : input.clean(given);
    return read === undefined ? value : (read as Exclude<Value, undefined>);
  },
});

/** Makes an optional input, which gives undefined if it is empty. */
export const asOptional = <Value>(input: Input<Value>): Input<Value | undefined> =>
  whenEmpty(input, undefined);

/** Makes an optional input with a default. */
export const withDefault = <Value>(
  input: Input<Value>,
  value: NoInfer<Exclude<Value, undefined>>,
): Input<Exclude<Value, undefined>> =>
  ({ ...whenEmpty(input, value), default: String(value) }) as Input<Exclude<Value, undefined>>;
