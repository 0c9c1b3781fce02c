/** The safety switches of every connection: what its steps may not do, whatever their inputs say. */

import { switchLabels } from "../http/switchLabels";

/** The inputs, in order; each connection has them after its own. */
export const safetySwitches = {
  readOnly: {
    label: switchLabels.readOnly,
    type: "boolean",
    required: false,
    shown: true,
    default: "false",
    example: "true",
    comments:
      "When true, only requests that read are sent. Statements that may write, jobs, commands, file changes, model queries and all other requests fail, and the error names this switch. A SELECT that calls a user-defined function is still sent, although the function may change something: limiting the grants of the identity is the stronger protection.",
  },
  maxResultRows: {
    label: switchLabels.maxResultRows,
    type: "string",
    required: false,
    shown: true,
    placeholder: "100000",
    example: "100000",
    comments:
      "The maximum number of rows that the result of an SQL statement may have. A larger result fails the step before its rows are read; it is never truncated. Applies to SQL steps, including exports, and to polling triggers. Leave empty for no limit.",
  },
  maxResultMegabytes: {
    label: switchLabels.maxResultMegabytes,
    type: "string",
    required: false,
    shown: true,
    placeholder: "100",
    example: "100",
    comments:
      "The maximum size of the result of an SQL statement, of a downloaded file and of the response of a raw request, in megabytes (1,000,000 bytes). A larger one fails the step; it is never truncated. Leave empty for no limit.",
  },
  maxStatements: {
    label: switchLabels.maxStatements,
    type: "string",
    required: false,
    shown: true,
    placeholder: "4",
    example: "4",
    comments:
      "The maximum number of SQL statements that run at the same time on the host, among the steps in the same process. Further statements wait in order, within the time of their step. A statement that its step does not wait for counts until it is accepted. Leave empty for no limit.",
  },
} as const;

/** What a connection's switches say. An absent limit is none. */
export interface SafetySwitches {
  readOnly: boolean;
  maxResultRows?: number;
  maxResultBytes?: number;
  maxStatements?: number;
}

const bytesPerMegabyte = 1_000_000;

/** The largest limit, far above every result, so that no calculation with it loses digits. */
const maxLimit = 1e12;

type Fields = Readonly<Record<string, unknown>>;

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** A switch that cannot be read must not count as off. */
const invalid = (label: string, wanted: string): Error =>
  new Error(`${label} must be ${wanted}. Nothing is sent until it is.`);

/** A boolean as the platform stores it: as such, or as text. */
const readSwitch = (value: unknown, label: string): boolean => {
  if (isBlank(value)) return false;
  const text = typeof value === "string" || typeof value === "boolean" ? String(value).trim() : "";
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw invalid(label, "true or false, or empty for false");
};

const readLimit = (value: unknown, label: string, form: RegExp, wanted: string): number | undefined => {
  if (isBlank(value)) return undefined;
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  const limit = form.test(text) ? Number(text) : 0;
  if (limit > 0 && limit <= maxLimit) return limit;
  throw invalid(label, `${wanted} above 0, or empty for no limit`);
};

const whole = /^\d{1,13}$/;
const decimal = /^\d{1,9}(?:\.\d{1,6})?$/;

/**
 * Reads the switches out of a connection's inputs.
 * @throws Error that names the input that cannot be read: it never counts as off
 */
export const readSafetySwitches = (fields: Fields): SafetySwitches => {
  const { readOnly, maxResultRows, maxResultMegabytes, maxStatements } = safetySwitches;
  const limitOf = (value: unknown, { label }: { label: string }): number | undefined =>
    readLimit(value, label, whole, "a whole number");
  const megabytes = readLimit(fields.maxResultMegabytes, maxResultMegabytes.label, decimal, "a number");
  return {
    readOnly: readSwitch(fields.readOnly, readOnly.label),
    maxResultRows: limitOf(fields.maxResultRows, maxResultRows),
    maxResultBytes: megabytes && Math.round(megabytes * bytesPerMegabyte),
    maxStatements: limitOf(fields.maxStatements, maxStatements),
  };
};
