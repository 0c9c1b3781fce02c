/** What the control surface may change about the statements of one workspace. */
import { fieldsOf, invalidParameter } from "../../control/requests";

export interface StatementSettings {
  /** How long a statement is RUNNING beside its real work, in ms of workspace time. */
  runMs: number;
  /** The most rows of a chunk; chunks are cut by their bytes alone where undefined. */
  rowsPerChunk?: number;
  /** Headers that external links demand; Databricks names them in `http_headers`. */
  linkHeaders: Record<string, string>;
}

/** Statements run as fast as they can, in chunks of Databricks' sizes, with bare links. */
export const defaultSettings: StatementSettings = { runMs: 0, linkHeaders: {} };

const wholeNumber = (name: string, value: unknown, least: number): number => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw invalidParameter(`Field '${name}' must be a whole number of at least ${least}.`);
};

const isHeaders = (value: unknown): value is Record<string, string> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(
    ([name, text]) => /^[A-Za-z0-9-]+$/.test(name) && typeof text === "string" && /^[\x20-\x7e]+$/.test(text),
  );

/**
 * The settings after a control request; null sets a field back.
 *
 * @param body `{run_ms?, rows_per_chunk?, link_headers?}`
 * @throws HttpError 400 for an unknown field or a value of the wrong kind
 */
export const changeSettings = (settings: StatementSettings, body: unknown): StatementSettings => {
  const changed = { ...settings };
  for (const [name, value] of Object.entries(fieldsOf(body))) {
    if (name === "run_ms") changed.runMs = value === null ? 0 : wholeNumber(name, value, 0);
    else if (name === "rows_per_chunk") {
      changed.rowsPerChunk = value === null ? undefined : wholeNumber(name, value, 1);
    } else if (name === "link_headers") {
      if (value !== null && !isHeaders(value))
        throw invalidParameter("Field 'link_headers' must map names to texts.");
      changed.linkHeaders = value ?? {};
    } else
      throw invalidParameter(`Unknown field '${name}': run_ms, rows_per_chunk and link_headers can be set.`);
  }
  return changed;
};

/** The settings as the control surface shows them. */
export const showSettings = ({ runMs, rowsPerChunk, linkHeaders }: StatementSettings) => ({
  run_ms: runMs,
  rows_per_chunk: rowsPerChunk ?? null,
  link_headers: linkHeaders,
});
