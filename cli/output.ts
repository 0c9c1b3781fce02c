/** How results and errors are printed and written to files. */
import { accessSync, closeSync, constants, existsSync, openSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Redact } from "../src/http/redact";
import { bytesOf, jsonText, plainText, textOfBytes } from "./cellText";
import { csvBlocks } from "./csv";
import { Masker } from "./maskedResult";
import { chooseFormat, isBytes, type OutputFormat, type Row, rowsOf } from "./outputFormat";
import { fieldRows, tableOf } from "./table";

/** Told of an error elsewhere, or of no use to a reader. */
const untold = new Set(["name", "message", "stack", "connection", "isSpectralError", "operation", "hint"]);

/** Where a result is shown. */
interface Screen {
  isTerminal: boolean;
  /** In characters. */
  width: number;
}

/** A result as it is written, part by part, and what is told beside it. */
interface Shown {
  parts: Iterable<string | Buffer>;
  notes: string[];
}

type Masked = (value: unknown, name?: string) => unknown;

const asIs: Masked = (value) => value;

/** Characters that a terminal obeys, and those that turn text around; lines and tabs stay. */
const obeyed = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/gu;

/** A character that shows what stands in its place, such as ␛ for an escape. */
const picture = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
};

/** Text that a terminal only shows. */
const harmless = (text: string): string => text.replace(/\r\n/g, "\n").replace(obeyed, picture);

const withLineEnd = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

/** A text, or a file: as it is, unless it would reach a terminal. */
const rawParts = (result: unknown, masked: Masked, { isTerminal }: Screen): Shown => {
  const text = isBytes(result) ? textOfBytes(result) : plainText(result);
  if (text !== undefined) {
    const shown = String(masked(text));
    return { parts: [isTerminal ? withLineEnd(harmless(shown)) : shown], notes: [] };
  }
  const bytes = isBytes(result) ? bytesOf(result) : Buffer.of();
  if (!isTerminal) return { parts: [bytes], notes: [] };
  const notes = [
    `The result is a file of ${bytes.length} bytes that are not text. --out <file> saves it; > and | pass it on.`,
  ];
  return { parts: [], notes };
};

const tableParts = (result: unknown, masked: Masked, { width }: Screen): Shown => {
  const rows = rowsOf(result) ?? fieldRows(result as Row);
  const { text, notes } = tableOf(rows, width, masked);
  return { parts: [text], notes };
};

const partsOf = (result: unknown, format: OutputFormat, masked: Masked, screen: Screen): Shown => {
  if (format === "raw") return rawParts(result, masked, screen);
  if (format === "table") return tableParts(result, masked, screen);
  if (format === "csv") return { parts: csvBlocks(rowsOf(result) ?? [], masked), notes: [] };
  return { parts: [`${jsonText(masked(result), 2)}\n`], notes: [] };
};

/**
 * Writes to a stream, as fast as its reader takes it, until there is nothing more or the reader is gone.
 * @throws Error where it cannot be written for another reason, such as a full disk
 */
export const writeAll = async (
  stream: NodeJS.WriteStream,
  parts: Iterable<string | Buffer>,
): Promise<void> => {
  // What failed is looked at after each write.
  stream.on("error", () => {});
  for (const part of parts) {
    const told = await new Promise<Error | null | undefined>((resolve) => stream.write(part, resolve));
    // The callback of a write to a stream that is gone does not say why it went.
    const error: NodeJS.ErrnoException | null | undefined = stream.errored ?? told;
    if (error?.code === "EPIPE") return;
    if (error) throw new Error(`The output cannot be written: ${error.message}`);
  }
};

const notWritable = (file: string, error: unknown): Error =>
  new Error(`${file} cannot be written: ${(error as Error).message}`);

/** @throws Error where a file cannot be made or written; nothing is written yet */
export const checkWritable = (file: string): void => {
  const place = existsSync(file) ? file : path.dirname(file);
  try {
    accessSync(place, constants.W_OK);
    if (existsSync(file) && statSync(file).isDirectory()) throw new Error("it is a folder");
  } catch (error) {
    throw notWritable(file, error);
  }
};

/**
 * Prints a result without secrets, in the form that was asked for or that suits it.
 * @param stream standard output
 * @param tell says what is not part of the result
 */
export const printResult = async (
  result: unknown,
  wanted: OutputFormat | undefined,
  redact: Redact,
  stream: NodeJS.WriteStream,
  tell: (line: string) => void,
): Promise<void> => {
  const screen: Screen = { isTerminal: stream.isTTY === true, width: stream.columns ?? 80 };
  const { format, note } = chooseFormat(result, wanted, screen.isTerminal);
  const masker = new Masker(redact);
  const { parts, notes } = partsOf(result, format, (value, name) => masker.value(value, name), screen);
  await writeAll(stream, parts);
  for (const line of [note, ...notes]) if (line !== undefined) tell(line);
  if (masker.masked) tell("Secrets are masked; --out <file> writes the result as it is.");
};

/** @returns how many bytes were written. @throws Error that names the file */
const writeParts = (parts: Shown["parts"], file: string): number => {
  let size = 0;
  try {
    const opened = openSync(file, "w");
    try {
      for (const part of parts) {
        // One call of write may take only a part of it.
        writeFileSync(opened, part);
        size += Buffer.byteLength(part);
      }
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw notWritable(file, error);
  }
  return size;
};

/**
 * Writes a result to a file, as it is: files as they are, all else as JSON unless another form is asked for.
 * @returns how many bytes were written, and what is to be said where the form is not the one that was asked for
 */
export const writeResult = (
  result: unknown,
  wanted: OutputFormat | undefined,
  file: string,
): { size: number; note?: string } => {
  const screen: Screen = { isTerminal: false, width: Number.POSITIVE_INFINITY };
  const { format, note } = chooseFormat(result, wanted, screen.isTerminal);
  const { parts } = partsOf(result, format, asIs, screen);
  return { size: writeParts(parts, file), note };
};

/** An error as a person reads it: its kind and message, then each further field on a line of its own. */
export const errorText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.entries(error)
    .filter(([name, value]) => !untold.has(name) && value !== undefined)
    .map(([name, value]) => `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [`${error.name}: ${error.message}`, ...fields].join("\n");
};
