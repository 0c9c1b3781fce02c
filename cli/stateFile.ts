/** A file that stores the state of a trigger between polls. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { FlowState } from "./polling";

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined; // The first poll makes the file.
    throw new Error(`--state: ${file} cannot be read (${codeOf(error)}).`);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Said by the caller, who knows the file.
  }
};

/**
 * Reads what the poll before has left.
 * @returns an empty state where there is no file yet
 * @throws Error where the file cannot be read, or holds something else
 */
export const readState = (file: string): FlowState => {
  const text = textOf(file);
  if (text === undefined) return {};
  const state = parsed(text);
  if (typeof state === "object" && state !== null && !Array.isArray(state)) return state as FlowState;
  throw new Error(
    `--state: ${file} holds no state of a trigger. Name a file that an earlier poll has made, or a new one.`,
  );
};

/**
 * Writes what the next poll needs, at once: a file that is there is whole, before and after.
 * @throws Error where the file cannot be written
 */
export const writeState = (state: FlowState, file: string): void => {
  const fresh = `${file}.new`;
  try {
    writeFileSync(fresh, `${JSON.stringify(state, undefined, 2)}\n`);
    renameSync(fresh, file);
  } catch (error) {
    throw new Error(
      `--state: ${file} cannot be written (${codeOf(error)}), so the next poll gives the same items again.`,
    );
  }
};
