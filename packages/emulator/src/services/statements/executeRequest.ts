/** Reads the body of an execute request: its parameters, with Databricks' defaults and checks. */

import {
  type BoundParameter,
  parseConfiguration,
  type SessionConfiguration,
  SqlError,
} from "databricks-sql-engine";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import { readParameters } from "./parameters";

/** The documented dispositions, and the one that the official SQL drivers send. */
type Disposition = "INLINE" | "EXTERNAL_LINKS" | "INLINE_OR_EXTERNAL_LINKS";
export type StatementFormat = "JSON_ARRAY" | "ARROW_STREAM" | "CSV";

/** One statement as it is to be run and answered. */
export interface StatementPlan {
  statement: string;
  warehouseId: string;
  catalog?: string;
  schema?: string;
  parameters: BoundParameter[];
  disposition: Disposition;
  format: StatementFormat;
  /** How long execute waits on the server; 0 answers at once. */
  waitMs: number;
  cancelOnTimeout: boolean;
  rowLimit?: number;
  byteLimit?: number;
  sessionId?: string;
  queryTags: QueryTag[];
  /** What SET has set in its session. */
  configuration?: SessionConfiguration;
}

/** A tag of a statement, which its query history shows. */
interface QueryTag {
  key: string;
  value?: string;
}

/** More tags are left out. */
const maxQueryTags = 20;

/** The most bytes of a statement's text. */
export const maxStatementBytes = 16 * 1024 * 1024;

type Body = Record<string, unknown>;

/** An absent, null or empty text field is one that was not given. */
const text = (body: Body, field: string): string | undefined => {
  const value = body[field] ?? undefined;
  if (value !== undefined && typeof value !== "string")
    throw invalidParameter(`Field '${field}' must be a string.`);
  return value === "" ? undefined : value;
};

const oneOf = <T extends string>(body: Body, field: string, values: readonly T[], fallback: T): T => {
  const given = text(body, field);
  if (given === undefined) return fallback;
  const value = values.find((candidate) => candidate === given);
  if (!value)
    throw invalidParameter(`Field '${field}' is '${given}'; it must be one of ${values.join(", ")}.`);
  return value;
};

/** An int64 field: a number, or its digits as protocol buffers' JSON also allows. */
const limit = (body: Body, field: string): number | undefined => {
  const given = body[field] ?? undefined;
  if (given === undefined) return undefined;
  const value = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    throw invalidParameter(`Field '${field}' must be a whole number of at least 1.`);
  }
  return value;
};

const waitMs = (body: Body): number => {
  const given = text(body, "wait_timeout") ?? "10s";
  const seconds = /^\d{1,4}s$/.test(given) ? Number.parseInt(given, 10) : Number.NaN;
  if (seconds === 0 || (seconds >= 5 && seconds <= 50)) return seconds * 1000;
  throw invalidParameter(`Field 'wait_timeout' is '${given}'; it must be 0s, or between 5s and 50s.`);
};

/** Arrow and CSV go through storage; a driver that leaves the place open may get Arrow inline. */
const checkFormat = (disposition: Disposition, format: StatementFormat): void => {
  if (disposition === "INLINE" && format !== "JSON_ARRAY") {
    throw invalidParameter(`Format ${format} is only supported with disposition EXTERNAL_LINKS.`);
  }
};

const queryTags = (body: Body): QueryTag[] => {
  const tags = body.query_tags ?? [];
  const good = (tag: unknown): tag is QueryTag =>
    typeof tag === "object" && tag !== null && "key" in tag && typeof tag.key === "string" && tag.key !== "";
  if (!Array.isArray(tags) || !tags.every(good)) {
    throw invalidParameter("Field 'query_tags' must be a list of {key, value}.");
  }
  return tags.slice(0, maxQueryTags);
};

/**
 * Checks the body of an execute request and fills in the defaults.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 *
 * @throws HttpError 400 naming the field at fault
 */
export const readExecuteRequest = (given: unknown): StatementPlan => {
  const body = fieldsOf(given);
  const statement = requiredText(body, "statement");
  if (Buffer.byteLength(statement) > maxStatementBytes) {
    throw invalidParameter(`The statement text is longer than the limit of ${maxStatementBytes} bytes.`);
  }
  const dispositions = ["INLINE", "EXTERNAL_LINKS", "INLINE_OR_EXTERNAL_LINKS"] as const;
  const disposition = oneOf(body, "disposition", dispositions, "INLINE");
  const format = oneOf(body, "format", ["JSON_ARRAY", "ARROW_STREAM", "CSV"] as const, "JSON_ARRAY");
  checkFormat(disposition, format);
  // A hint: the answer says what it holds, and it is never compressed here.
  oneOf(body, "result_compression", ["NONE", "LZ4_FRAME"] as const, "NONE");
  return {
    statement,
    warehouseId: requiredText(body, "warehouse_id"),
    catalog: text(body, "catalog"),
    schema: text(body, "schema"),
    parameters: readParameters(body.parameters),
    disposition,
    format,
    waitMs: waitMs(body),
    cancelOnTimeout: oneOf(body, "on_wait_timeout", ["CONTINUE", "CANCEL"] as const, "CONTINUE") === "CANCEL",
    rowLimit: limit(body, "row_limit"),
    // Databricks' default for links, 100 GiB, is beyond what one machine's engine is asked for.
    byteLimit: limit(body, "byte_limit"),
    sessionId: text(body, "session_id"),
    queryTags: queryTags(body),
  };
};

/** What a driver opens a session with. */
interface SessionPlan {
  warehouseId: string;
  catalog?: string;
  schema?: string;
  configuration: SessionConfiguration;
}

/**
 * Checks the body of a request for a session.
 *
 * @throws HttpError 400 naming the field at fault
 */
export const readSessionRequest = (given: unknown): SessionPlan => {
  const body = fieldsOf(given);
  return {
    warehouseId: requiredText(body, "warehouse_id"),
    catalog: text(body, "catalog"),
    schema: text(body, "schema"),
    configuration: sessionConfiguration(body.session_confs),
  };
};

/** The parameters that a driver opens a session with. */
const sessionConfiguration = (given: unknown): SessionConfiguration => {
  const wanted = Object.fromEntries(
    Object.entries(fieldsOf(given)).map(([name, value]) => [name, String(value)]),
  );
  try {
    return parseConfiguration(wanted);
  } catch (error) {
    if (error instanceof SqlError) throw invalidParameter(error.message);
    throw error;
  }
};
