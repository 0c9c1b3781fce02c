/** Inputs that hold how many of something there are to be. */
import { input } from "@prismatic-io/spectral";
import { wholeNumber } from "./clean";

const most = 1_000_000;

/**
 * Makes the input of a number that has a default; empty and 0 mean the default.
 * @param otherwise the default
 */
export const countOr = (label: string, otherwise: number, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    default: String(otherwise),
    placeholder: String(otherwise),
    example: String(otherwise),
    comments,
    clean: (value: unknown): number => wholeNumber(label, most)(value) || otherwise,
  });
