/** What a list of the query history asks for. It names the filter only for the first page: the tokens carry it on. */
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Statement } from "../statements/statement";
import { queryStatus } from "./wire";

/** The filter in the words of the query. */
type Filter = Record<string, string[]>;

const prefix = "filter_by.";
const names = [
  "statuses",
  "warehouse_ids",
  "user_ids",
  "statement_ids",
  "query_start_time_range.start_time_ms",
  "query_start_time_range.end_time_ms",
].map((name) => `${prefix}${name}`);

/** @throws HttpError 400 for a filter that there is not */
export const readHistoryFilter = (query: unknown): Filter => {
  const given = Object.entries(fieldsOf(query)).filter(([name]) => name.startsWith(prefix));
  const filter = Object.fromEntries(given.map(([name, value]) => [name, [value].flat().map(String)]));
  const unknown = Object.keys(filter).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalidParameter(`Unknown filter: ${unknown}`);
  return filter;
};

/** Whether a statement is asked for. @param userIdOf the ID of a user by name */
export const isWanted = (
  filter: Filter,
  statement: Statement,
  userIdOf: (userName: string) => string,
): boolean => {
  const has = (name: string, value: string) => filter[`${prefix}${name}`]?.includes(value) ?? true;
  const [from = "0"] = filter[`${prefix}query_start_time_range.start_time_ms`] ?? [];
  const [to = "Infinity"] = filter[`${prefix}query_start_time_range.end_time_ms`] ?? [];
  return (
    has("statuses", queryStatus(statement)) &&
    has("warehouse_ids", statement.plan.warehouseId) &&
    has("statement_ids", statement.id) &&
    has("user_ids", userIdOf(statement.owner)) &&
    statement.submittedAt >= Number(from) &&
    statement.submittedAt <= Number(to)
  );
};
