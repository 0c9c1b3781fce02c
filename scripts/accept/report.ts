/** What was changed, in short: lines of each file, and changes of the public contract in words. */
import { diffLinesRaw } from "jest-diff";
import type { SurfaceChange } from "../docs/surfaceChanges";
import type { Files } from "./indexFiles";

/** A file that differs from what it was. */
interface FileChange {
  file: string;
  /** Lines that came and went; undefined where the whole file did. */
  added?: number;
  removed?: number;
  kind: "new" | "changed" | "gone";
}

const lines = (text: string): string[] => text.split("\n");

const changeOf = (file: string, before: string | undefined, after: string | undefined): FileChange => {
  if (before === undefined) return { file, kind: "new", added: lines(after ?? "").length - 1 };
  if (after === undefined) return { file, kind: "gone" };
  const operations = diffLinesRaw(lines(before), lines(after)).map(({ 0: operation }) => operation);
  return {
    file,
    kind: "changed",
    added: operations.filter((operation) => operation > 0).length,
    removed: operations.filter((operation) => operation < 0).length,
  };
};

/** Every file that differs, in the order of their paths. */
export const fileChanges = (before: Files, after: Files): FileChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((file) => before[file] !== after[file])
    .sort()
    .map((file) => changeOf(file, before[file], after[file]));

const inLines = ({ kind, added, removed }: FileChange): string =>
  [kind === "changed" ? "" : kind, added ? `+${added}` : "", removed ? `-${removed}` : ""]
    .filter((part) => part !== "")
    .join(" ");

/** The changes of files as a list, as `git diff --stat` has it. */
export const fileList = (changes: readonly FileChange[]): string => {
  const width = Math.max(0, ...changes.map(({ file }) => file.length));
  return changes.map((change) => `  ${change.file.padEnd(width)}  ${inLines(change)}\n`).join("");
};

/** The changes of the public contract as a list. */
export const surfaceList = (changes: readonly SurfaceChange[]): string =>
  changes.map(({ text, breaking }) => `  ${breaking ? "BREAKING: " : ""}${text}\n`).join("");
