/** What the control API may change about the statements of one workspace. */

import { parseZone } from "databricks-sql-engine";
import type { LinkSpeed } from "../../control/linkSpeed";
import { fieldsOf, invalidParameter } from "../../control/requests";

export interface StatementSettings {
  /** How long a statement is RUNNING beside its real work, in ms of workspace time. */
  runMs: number;
  /** The most rows of a chunk; chunks are cut by their bytes alone where undefined. */
  rowsPerChunk?: number;
  /** Headers that external links demand; Databricks names them in `http_headers`. */
  linkHeaders: Record<string, string>;
  /** How fast external links are, those that were given out before, too. */
  linkSpeed: LinkSpeed;
  /** The time zone of sessions that set none; UTC where undefined. */
  timeZone?: string;
  /** How long after its submission a statement is not in the query history yet, in ms of workspace time. */
  historyDelayMs: number;
}

/** Statements run as fast as they can, in chunks of Databricks' sizes, with bare links. */
export const defaultSettings: StatementSettings = {
  runMs: 0,
  linkHeaders: {},
  linkSpeed: { delayMs: 0 },
  historyDelayMs: 0,
};

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

const readHeaders = (name: string, value: unknown): Record<string, string> => {
  if (value === null) return {};
  if (isHeaders(value)) return value;
  throw invalidParameter(`Field '${name}' must map names to texts.`);
};

const readZone = (name: string, value: unknown): string => {
  if (typeof value === "string" && parseZone(value)) return value;
  throw invalidParameter(`Field '${name}' must be a time zone such as America/Los_Angeles.`);
};

/** How each field changes the settings; null sets it back. */
const fields: Record<
  string,
  (settings: StatementSettings, name: string, value: unknown) => StatementSettings
> = {
  run_ms: (settings, name, value) => ({
    ...settings,
    runMs: value === null ? 0 : wholeNumber(name, value, 0),
  }),
  rows_per_chunk: (settings, name, value) => ({
    ...settings,
    rowsPerChunk: value === null ? undefined : wholeNumber(name, value, 1),
  }),
  link_headers: (settings, name, value) => ({ ...settings, linkHeaders: readHeaders(name, value) }),
  link_delay_ms: (settings, name, value) => ({
    ...settings,
    linkSpeed: { ...settings.linkSpeed, delayMs: value === null ? 0 : wholeNumber(name, value, 0) },
  }),
  link_bytes_per_second: (settings, name, value) => ({
    ...settings,
    linkSpeed: {
      ...settings.linkSpeed,
      bytesPerSecond: value === null ? undefined : wholeNumber(name, value, 1),
    },
  }),
  time_zone: (settings, name, value) => ({
    ...settings,
    timeZone: value === null ? undefined : readZone(name, value),
  }),
  history_delay_ms: (settings, name, value) => ({
    ...settings,
    historyDelayMs: value === null ? 0 : wholeNumber(name, value, 0),
  }),
};

/**
 * The settings after a control request; null sets a field back.
 *
 * @param body `{run_ms?, rows_per_chunk?, link_headers?, link_delay_ms?, link_bytes_per_second?, time_zone?,
 * history_delay_ms?}`
 * @throws HttpError 400 for an unknown field or a value of the wrong kind
 */
export const changeSettings = (settings: StatementSettings, body: unknown): StatementSettings =>
  Object.entries(fieldsOf(body)).reduce((changed, [name, value]) => {
    const change = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (change) return change(changed, name, value);
    throw invalidParameter(`Unknown field '${name}': ${Object.keys(fields).join(", ")} can be set.`);
  }, settings);

/** The settings as the control API shows them. */
export const showSettings = ({
  runMs,
  rowsPerChunk,
  linkHeaders,
  linkSpeed,
  timeZone,
  historyDelayMs,
}: StatementSettings) => ({
  run_ms: runMs,
  rows_per_chunk: rowsPerChunk ?? null,
  link_headers: linkHeaders,
  link_delay_ms: linkSpeed.delayMs,
  link_bytes_per_second: linkSpeed.bytesPerSecond ?? null,
  time_zone: timeZone ?? null,
  history_delay_ms: historyDelayMs,
});
