/** The stored state of New Files. */
import { parseGlob } from "../../services/files/globPattern";
import type { FileSelection } from "../../services/files/selection";
import { isIntegerFrom, isRecord } from "../storedState";
import { isPackedMemory } from "./fileMemory";

/** The stored state. */
export interface FileState extends Record<string, unknown> {
  /** The files that have been returned, or count as old. */
  seen: string;
  /** What was selected: files that were not are distinguished from new ones if the selection changes. */
  selection: FileSelection;
  /**
   * Since when files have been unchanged whose own time does not show it, by record; ms since the epoch, by Databricks'
   * clock.
   */
  unchangedSince: Record<string, number>;
}

const isSelection = (stored: unknown): stored is FileSelection => {
  if (!isRecord(stored) || typeof stored.recursive !== "boolean") return false;
  const { pattern } = stored;
  if (pattern === undefined) return true;
  if (typeof pattern !== "string") return false;
  try {
    parseGlob(pattern);
    return true;
  } catch {
    return false; // Its only error is that of a pattern which no input accepts.
  }
};

/** Reads a stored state; undefined if it is invalid. */
export const readFileState = (stored: Record<string, unknown>): FileState | undefined => {
  const { seen, selection, unchangedSince } = stored;
  if (!isPackedMemory(seen) || !isSelection(selection) || !isRecord(unchangedSince)) return undefined;
  const times = Object.entries(unchangedSince);
  if (!times.every((time): time is [string, number] => isIntegerFrom(time[1], 0))) return undefined;
  const { recursive, pattern } = selection;
  return {
    seen,
    selection: { recursive, ...(pattern !== undefined && { pattern }) },
    unchangedSince: Object.fromEntries(times),
  };
};
