/** Inputs that hold whole numbers. */
import { asOptional, defineInput, type Input, type Reader, refine, type Texts } from "./defineInput";
import { scalarText } from "./text";

/** The definition of an input of a whole number. */
interface IntegerTexts extends Texts {
  /** The smallest allowed value, 0 by default. */
  min?: number;
  /** The largest allowed value. */
  max: number;
}

/** Makes a reader of whole numbers in a range. */
export const readWholeNumber =
  (min: number, max: number): Reader<number> =>
  (value, label) => {
    const text = scalarText(value);
    if (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
    throw new Error(`${label} must be a whole number from ${min} to ${max}.`);
  };

/** An input of a whole number. */
export const integerInput = ({ min = 0, max, ...texts }: IntegerTexts): Input<number> =>
  defineInput({ type: "string", ...texts }, readWholeNumber(min, max));

/** An optional input of a whole number from 1: empty and 0 give undefined. */
export const positiveInput = (texts: Omit<IntegerTexts, "min">): Input<number | undefined> =>
  refine(asOptional(integerInput(texts)), (number) => number || undefined);

/** The input of the maximum number of entries of a list. */
export const limitInput = (comments: string): Input<number | undefined> =>
  positiveInput({ label: "Limit", comments, example: "100", max: Number.MAX_SAFE_INTEGER });
