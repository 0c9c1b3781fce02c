/** The values of inputs, as they are typed on the command line. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { exactParser, parseLossless } from "../src/http/json";
import type { PublishedInput } from "./bundle";
import { withPlace } from "./jsonPlace";

/** What reads files: the folder that they are relative to, and standard input. */
export interface Sources {
  folder: string;
  /** Reads standard input to its end. */
  readStandardInput: () => Buffer;
}

/** A value that is bytes, as the platform hands a file to a step. */
interface FileValue {
  data: Buffer;
  contentType: string;
}

const yes = /^(?:true|yes|on|1)$/i;
const no = /^(?:false|no|off|0)$/i;

/** Whether a word is one that a boolean takes. */
export const isTruthWord = (word: string): boolean => yes.test(word) || no.test(word);

const readBytes = (name: string, given: string, { folder, readStandardInput }: Sources): Buffer => {
  if (given === "-") return readStandardInput();
  const file = path.resolve(folder, given.slice(1));
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`--${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
};

/** Text of a file, without a byte order mark. */
const decode = (name: string, bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const cause = error instanceof RangeError ? "is too large for text" : "is not text in UTF-8";
    throw new Error(`--${name}: the file ${cause} (${bytes.length} bytes).`);
  }
};

/** What is typed, or what `@file` and `-` stand for; `@@` is an `@`. A file of a file input stays bytes. */
const contentOf = (
  { key, type }: Pick<PublishedInput, "key" | "type">,
  given: string,
  sources: Sources,
): string | FileValue => {
  if (given.startsWith("@@")) return given.slice(1);
  if (given !== "-" && !given.startsWith("@")) return given;
  const bytes = readBytes(key, given, sources);
  return type === "data" ? { data: bytes, contentType: "application/octet-stream" } : decode(key, bytes);
};

const readTruth = ({ key }: PublishedInput, text: string): string => {
  if (yes.test(text)) return "true";
  if (no.test(text)) return "false";
  throw new Error(`--${key} is "${text}". It takes yes or no, also true or false, on or off, 1 or 0.`);
};

/** Integers that no number holds become text, so that no digit is lost. */
const parseExact = exactParser();

const parseJson = ({ key }: PublishedInput, text: string, wanted: string): unknown => {
  try {
    parseLossless(text); // Its errors tell the place.
    return parseExact(text);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`--${key} is not JSON: ${withPlace(message, text)}\nGive ${wanted}.`);
  }
};

const isPair = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "key" in value && "value" in value;

const pairForm = 'name=value, once for each, or JSON such as {"name": "value"}';
const listForm = 'each value with its own option, or a JSON list such as ["one", "two"]';

/** Keys with values: `name=value`, or JSON of an object or of a list. */
const readPairs = (input: PublishedInput, text: string): unknown[] => {
  if (!/^\s*[[{]/.test(text)) {
    const equals = text.indexOf("=");
    if (equals > 0) return [{ key: text.slice(0, equals), value: text.slice(equals + 1) }];
    throw new Error(`--${input.key} is of the wrong form. Give ${pairForm}.`);
  }
  const value = parseJson(input, text, pairForm);
  if (Array.isArray(value) && value.every(isPair)) return value;
  if (!Array.isArray(value) && typeof value === "object" && value !== null) {
    return Object.entries(value).map(([key, one]) => ({ key, value: one }));
  }
  throw new Error(`--${input.key} is of the wrong form. Give ${pairForm}.`);
};

/** Values of a list: a JSON list, or a single value. */
const readItems = (input: PublishedInput, text: string): unknown[] => {
  if (!/^\s*\[/.test(text)) return [text];
  const value = parseJson(input, text, listForm);
  return Array.isArray(value) ? value : [value];
};

const readOne = (input: PublishedInput, content: string | FileValue): unknown => {
  if (typeof content !== "string") return content;
  if (input.type === "boolean") return readTruth(input, content);
  // Rows and groups of fields are read from their JSON by the component.
  if (input.inputs || !input.collection) return content;
  return input.collection === "keyvaluelist" ? readPairs(input, content) : readItems(input, content);
};

/**
 * The value of an input.
 * @param given what was typed, once for each time that the option stands there
 * @throws Error that names the option
 */
export const readValue = (input: PublishedInput, given: readonly string[], sources: Sources): unknown => {
  const values = given.map((one) => readOne(input, contentOf(input, one, sources)));
  if (input.collection && !input.inputs) return values.flat(1);
  if (values.length > 1) throw new Error(`--${input.key} is given twice.`);
  return values[0];
};
