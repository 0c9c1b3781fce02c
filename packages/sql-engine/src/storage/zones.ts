/**
 * The session's time zone within DuckDB, which always stores timestamps as UTC: `dbx_local` leads to what a clock in the
 * zone shows, `dbx_utc` back. Both do nothing in a session in UTC; in any other, macros of its connection go before them.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { isUtc, type SessionZone } from "../values/sessionZone";

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A date and a time, with nothing behind. */
const withoutZone =
  "regexp_full_match(s, '[[:space:]]*[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?([T ][0-9:. ]*)?[[:space:]]*')";

const refused =
  "CASE WHEN t IS NOT NULL THEN CAST(error('§0A000§[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE] The local workspace does not support JSON of a TIMESTAMP in a session whose time zone is not UTC. SQLSTATE: 0A000') AS VARCHAR) END";

const inUtc: Record<string, string> = {
  "dbx_local(t)": "t",
  "dbx_utc(t)": "t",
  /** A text as a TIMESTAMP: where it names no zone, the session's is meant. */
  "dbx_session_timestamp(s)": "dbx_timestamp(s, true)",
  /** A TIMESTAMP within JSON. */
  "dbx_json_moment(t)": "dbx_json_timestamp(t) || 'Z'",
};

function zoned(there: string, back: string): Record<string, string> {
  return {
    "dbx_local(t)": there,
    "dbx_utc(t)": back,
    "dbx_session_timestamp(s)": `CASE WHEN ${withoutZone} THEN dbx_utc(dbx_timestamp(s, false)) ELSE dbx_timestamp(s, true) END`,
    "dbx_json_moment(t)": refused,
  };
}

function macrosOf({ region, offsetMinutes = 0 }: SessionZone): Record<string, string> {
  const distance = `to_minutes(CAST(${offsetMinutes} AS BIGINT))`;
  return region === undefined
    ? zoned(`t + ${distance}`, `t - ${distance}`)
    : zoned(`timezone(${text(region)}, timezone('UTC', t))`, `timezone('UTC', timezone(${text(region)}, t))`);
}

const created = (macros: Record<string, string>, kind: "" | "TEMP "): string =>
  Object.entries(macros)
    .map(([head, body]) => `CREATE ${kind}MACRO ${head} AS ${body};`)
    .join("\n");

/** The macros of every connection; a session in another zone than UTC overrides them. */
export const zoneStatements = created(inUtc, "");

/** Sets the time zone of a connection, which is UTC by default. */
export async function setZone(connection: DuckDBConnection, zone: SessionZone): Promise<void> {
  if (!isUtc(zone)) {
    await connection.run(created(macrosOf(zone), "TEMP "));
  }
}
