/** Inputs that offer choices. */
import { defineInput, type Input, type Reader, type Texts, withDefault } from "./defineInput";
import { readTrimmed } from "./text";

/** The choices: each value with its label. */
type Choices<Value extends string> = Readonly<Record<Value, string>>;

/** The definition of an input of choices. */
interface ChoiceTexts<Value extends string> extends Texts {
  choices: Choices<Value>;
  /** The default of a required input. */
  default?: NoInfer<Value>;
}

/** The values that can be chosen, in order. */
const valuesOf = <Value extends string>(choices: Choices<Value>): Value[] => Object.keys(choices) as Value[];

/** The choices as the platform shows them, in order. */
export const modelOf = <Value extends string>(choices: Choices<Value>) =>
  valuesOf(choices).map((value) => ({ label: choices[value], value }));

/** Makes a reader of one of some values, in whatever case. */
export const readChoice =
  <Value extends string>(values: readonly Value[]): Reader<Value> =>
  (value, label) => {
    const text = readTrimmed(value, label).toLowerCase();
    const choice = values.find((candidate) => candidate.toLowerCase() === text);
    if (!choice) throw new Error(`${label} must be one of ${values.join(", ")}.`);
    return choice;
  };

/** An input of one choice. */
export const choiceInput = <Value extends string>({ choices, ...texts }: ChoiceTexts<Value>): Input<Value> =>
  defineInput({ type: "string", model: modelOf(choices), ...texts }, readChoice(valuesOf(choices)));

/** Reads a boolean, or its text. */
export const readBoolean: Reader<boolean> = (value, label) => {
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (text === "true" || text === "false") return text === "true";
  throw new Error(`${label} must be true or false.`);
};

/** An input that is on or off. */
export const booleanInput = (texts: Texts, defaultValue = false): Input<boolean> =>
  withDefault(defineInput({ type: "boolean", ...texts }, readBoolean), defaultValue);
