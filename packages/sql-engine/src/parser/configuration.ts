/** Parses SET and RESET. */
import { unsupported } from "../errors";
import { fixedOffset } from "../values/sessionZone";
import type { Cursor } from "./cursor";
import type { QueryParser } from "./grammar";
import type { ParsedStatement } from "./statementNodes";

/** `SET`, `SET name`, `SET name = value`, `SET TIME ZONE zone`. */
export function parseSet(cursor: Cursor, queries: QueryParser): ParsedStatement {
  cursor.expect("SET");
  if (cursor.accept("TIME", "ZONE")) {
    return { node: "set", name: "timezone", value: zone(cursor, queries) };
  }
  if (cursor.isAny("-", "VAR", "VARIABLE", "ROLE")) {
    throw unsupported(`SET ${cursor.peek().text}`);
  }
  if (cursor.peek().kind === "end" || cursor.is(";")) {
    return { node: "set" };
  }
  const name = cursor.name(9).join(".");
  return cursor.accept("=") ? { node: "set", name, value: value(cursor) } : { node: "set", name };
}

/** `RESET` and `RESET name`. */
export function parseReset(cursor: Cursor): ParsedStatement {
  cursor.expect("RESET");
  const all = cursor.peek().kind === "end" || cursor.is(";");
  return { node: "reset", name: all ? undefined : cursor.name(9).join(".") };
}

/** A text, or bare words and numbers up to the end as they are. */
function value(cursor: Cursor): string {
  if (cursor.peek().kind === "string") {
    return cursor.string();
  }
  const start = cursor.peek().start;
  while (cursor.peek().kind !== "end" && !cursor.is(";")) {
    cursor.next();
  }
  return cursor.sql.slice(start, cursor.peek(-1).end) || cursor.fail();
}

function zone(cursor: Cursor, queries: QueryParser): string {
  if (cursor.accept("LOCAL")) {
    return "Etc/UTC";
  }
  if (cursor.peek().kind === "string") {
    return cursor.string();
  }
  const token = cursor.peek();
  const interval = queries.expressions.valueExpression(8);
  const isInterval = interval.node === "literal" && interval.type.kind === "DAY_TIME";
  const minutes = isInterval ? Number(interval.value) / 60_000_000 : Number.NaN;
  return fixedOffset(minutes)?.name ?? cursor.fail(token);
}
