/**
 * The results of a command in a form that a flow can use.
 * https://docs.databricks.com/api/workspace/commandexecution/commandstatus
 */

import { distinctNames } from "../../results/statementRows";
import type { CommandResults, CommandStatus } from "./commands";

/** The results of a command. */
export interface ReadResults {
  resultType: string;
  /** What the code printed, or the value of its last line. */
  text?: string;
  /** A table's rows as objects by column name. */
  rows?: Record<string, unknown>[];
  /** Whether Databricks cut the table. */
  truncated?: boolean;
  /** Images as their bytes, if they are included; otherwise where Databricks stores them. */
  images?: { contentType?: string; data?: Buffer; path?: string }[];
  /** What an exception says, and its trace. */
  summary?: string;
  cause?: string;
}

const states: Record<string, "queued" | "running" | "finished" | "cancelled" | "error"> = {
  queued: "queued",
  running: "running",
  cancelling: "running",
  finished: "finished",
  cancelled: "cancelled",
  canceled: "cancelled",
  error: "error",
};

/** The status of a command, however it is spelt: `Finished`, `COMMAND_FINISHED`. Unknown states count as running. */
export const commandState = ({ status }: Pick<CommandStatus, "status">) =>
  states[status.toLowerCase().replace(/^(?:command|context)_/, "")] ?? "running";

/** Whether a command has ended. */
export const isCommandDone = (command: Pick<CommandStatus, "status">): boolean =>
  !["queued", "running"].includes(commandState(command));

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const characterOf = (entity: string, name: string): string => {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
};

/** Text without the HTML that summaries may hold. */
const withoutHtml = (text: string): string =>
  text
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(#?\w+);/g, characterOf);

/** Colours and other codes of terminals. */
const terminalCodes = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g;

const clean = (text: string): string => withoutHtml(text.replace(terminalCodes, "")).trim();

/** A data URL's bytes; any other text is the path of the image. */
const imageOf = (file: string): { contentType?: string; data?: Buffer; path?: string } => {
  const [, contentType, base64] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(file) ?? [];
  return contentType === undefined
    ? { path: file }
    : { contentType, data: Buffer.from(base64 ?? "", "base64") };
};

const rowsOf = ({ data, schema = [] }: Partial<CommandResults>): Record<string, unknown>[] => {
  const names = distinctNames(schema.map(({ name }) => (typeof name === "string" ? name : "")));
  const rows = Array.isArray(data) ? data : [];
  return rows.map((row: unknown) => {
    const cells = Array.isArray(row) ? row : [row];
    return Object.fromEntries(
      cells.map((cell, index) => [names[index] ?? `column_${index + 1}`, cell ?? null]),
    );
  });
};

/**
 * Reads the results of a command. Missing results are reported as such: Databricks sometimes returns none.
 * @param results as Databricks returned them
 */
export const readResults = (results: Partial<CommandResults> | undefined): ReadResults => {
  const { resultType, data, truncated, fileName, fileNames } = results ?? {};
  if (!results || !resultType) return { resultType: "none" };
  switch (resultType) {
    case "text":
      return { resultType, text: typeof data === "string" ? data : JSON.stringify(data ?? "") };
    case "table":
      return { resultType, rows: rowsOf(results), truncated: truncated === true };
    case "image":
    case "images":
      return { resultType, images: [...(fileName ? [fileName] : []), ...(fileNames ?? [])].map(imageOf) };
    case "error":
      return { resultType, summary: clean(results.summary ?? ""), cause: clean(results.cause ?? "") };
    default:
      return { resultType, ...(data !== undefined && { text: JSON.stringify(data) }) };
  }
};
