/** The time zone of the sessions that statements run in: an admin's setting, which may change at any time. */
import type { SqlResult } from "../../engine/sql/engine";

/**
 * A result as a session of a time zone tells it. What SQL itself makes of times stays as in UTC.
 * @param timeZone such as `America/Los_Angeles`; UTC where undefined
 */
export const inTimeZone = (result: SqlResult, timeZone: string | undefined): SqlResult => ({
  columns: result.columns,
  rowCount: result.rowCount,
  textRows: (offset, count) => result.textRows(offset, count, timeZone),
  arrowStream: (offset, count) => result.arrowStream(offset, count),
  close: () => result.close(),
});
