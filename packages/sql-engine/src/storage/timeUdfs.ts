/** Functions of dates and timestamps that know how Databricks reads texts and what time zones do. */
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DuckDBDateValue,
  DuckDBTimestampValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import { unsupported } from "../errors";
import { parseDate, parseTimestamp } from "../values/timeText";
import { instantOf, localOf, type Offset, zoneOffset } from "../values/timeZones";
import type { Udf } from "./udfs";

function known(zone: string): Offset {
  const offset = zoneOffset(zone);
  if (!offset) {
    throw unsupported(`the time zone ${zone}`);
  }
  return offset;
}

const moved = (name: string, move: (micros: bigint, offset: Offset) => bigint): Udf => ({
  name,
  parameters: [BIGINT, VARCHAR],
  result: TIMESTAMP,
  compute: (micros: bigint, zone: string) => new DuckDBTimestampValue(move(micros, known(zone))),
});

export const timeUdfs: Udf[] = [
  {
    name: "dbx_any_date",
    parameters: [VARCHAR],
    result: DATE,
    compute(text: string) {
      const days = parseDate(text);
      return days === undefined ? null : new DuckDBDateValue(days);
    },
  },
  {
    name: "dbx_any_timestamp",
    parameters: [VARCHAR, BOOLEAN],
    result: TIMESTAMP,
    compute(text: string, zoned: boolean) {
      const micros = parseTimestamp(text, !zoned);
      return micros === undefined ? null : new DuckDBTimestampValue(micros);
    },
  },
  moved("dbx_from_utc", localOf),
  moved("dbx_to_utc", instantOf),
];
