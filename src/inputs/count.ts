/** Inputs that hold how many of something there are to be. */
import { input } from "@prismatic-io/spectral";
import { integerOrZero } from "./clean";

const max = 1_000_000;

/**
 * Makes the input of a number that has a default; empty and 0 mean the default.
 * @param defaultValue the default
 */
export const positiveIntegerOr = (label: string, defaultValue: number, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    default: String(defaultValue),
    placeholder: String(defaultValue),
    example: String(defaultValue),
    comments,
    clean: (value: unknown): number => integerOrZero(label, max)(value) || defaultValue,
  });
