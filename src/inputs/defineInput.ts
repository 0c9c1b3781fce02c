/** How an input is made: what is said of it, how its value is read, and what counts where it is left empty. */
import type { InputFieldDefinition } from "@prismatic-io/spectral";

type WithoutClean<Field> = Field extends unknown ? Omit<Field, "clean"> : never;

/** What is published of an input. */
export type Definition = WithoutClean<
  Extract<InputFieldDefinition, { type: "string" | "text" | "password" | "code" | "boolean" }>
> & { label: string };

/** An input of an action. `clean` checks what is given, names the input in its error, and gives the value. */
export type Input<Value> = Definition & { clean: (value: unknown) => Value };

/** Reads what is given for an input. Throws an Error that begins with the input's label. */
export type Reader<Value, Given = unknown> = (value: Given, label: string) => Value;

/** What is said of an input, whatever it holds. */
export interface Texts {
  label: string;
  comments: string;
  example?: string;
  /** The example, where it is omitted. */
  placeholder?: string;
  dataSource?: string;
}

/** Whether an input was left empty: nothing, or text without anything but white space. No other place decides it. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Throws an Error where an input that is needed was left empty. */
export const refuseBlank: Reader<void> = (value, label) => {
  if (isBlank(value)) throw new Error(`${label} is ${value ? "blank" : "empty"}.`);
};

/** Makes an input that must be given. */
export const defineInput = <Value>(definition: Definition, read: Reader<Value>): Input<Value> => ({
  required: true,
  ...("model" in definition ? {} : { placeholder: definition.example }),
  ...definition,
  clean: (value) => read(value, definition.label),
});

/** Makes an input whose value is read on: checked once more, or turned into what an action works with. */
export const refine = <Value, Result>(input: Input<Value>, read: Reader<Result, Value>): Input<Result> => ({
  ...input,
  clean: (value) => read(input.clean(value), input.label),
});

/** Makes an input that may be left empty. @param value what counts then */
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

/** Makes an input that may be left empty, which gives undefined then. */
export const asOptional = <Value>(input: Input<Value>): Input<Value | undefined> =>
  whenEmpty(input, undefined);

/** Makes an input that may be left empty, with the default that counts then. */
export const withDefault = <Value>(
  input: Input<Value>,
  value: NoInfer<Exclude<Value, undefined>>,
): Input<Exclude<Value, undefined>> =>
  ({ ...whenEmpty(input, value), default: String(value) }) as Input<Exclude<Value, undefined>>;
