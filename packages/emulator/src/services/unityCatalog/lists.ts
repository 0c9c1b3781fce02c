/** The parameters of Unity Catalog's lists. */
import { type PageSizes, pageFields } from "../../control/pages";
import { type PaginationSettings, paginate } from "../../control/pagination";
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Table } from "./objects";

/** A boolean of a query; false where it is not there. @throws HttpError 400 for anything else */
export function booleanParameter(query: unknown, name: string): boolean {
  const value = fieldsOf(query)[name];
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  throw invalidParameter(`Field ${name} must be a boolean`);
}

/** An answer with one page of items under their name; without them where there are none. */
export function listResponse<T>(
  name: string,
  all: T[],
  query: unknown,
  sizes: PageSizes,
  listing: PaginationSettings,
) {
  return pageFields(name, paginate(all, query, sizes, listing));
}

/**
 * The same for lists that still answer everything where no size is asked for, as those of catalogs, schemas and tables.
 * https://docs.databricks.com/api/workspace/tables/list
 */
export function wholeListResponse<T>(
  name: string,
  all: T[],
  query: unknown,
  sizes: PageSizes,
  listing: PaginationSettings,
) {
  const whole = { defaultSize: Number.POSITIVE_INFINITY, maxSize: Number.POSITIVE_INFINITY };
  const { max_results } = fieldsOf(query);
  return listResponse(name, all, query, max_results === undefined ? whole : sizes, listing);
}

/** A table without what the query says to leave out. Throws as `queryFlag` does. */
export function omit(query: unknown): (table: Table) => Table {
  const omitted = {
    columns: booleanParameter(query, "omit_columns"),
    properties: booleanParameter(query, "omit_properties"),
    username: booleanParameter(query, "omit_username"),
  };
  return ({ columns, properties, owner, created_by, updated_by, ...table }) => ({
    ...table,
    ...(!omitted.username && { owner, created_by, updated_by }),
    ...(!omitted.columns && { columns }),
    ...(!omitted.properties && { properties }),
  });
}
