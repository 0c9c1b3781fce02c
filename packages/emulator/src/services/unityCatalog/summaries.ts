/** Short forms of tables, chosen by patterns. https://docs.databricks.com/api/workspace/tables/listsummaries */

import { optionalText, requiredText } from "../../control/requests";
import type { Table } from "./objects";
import type { UnityCatalogStore } from "./store";

/** What a pattern of SQL's LIKE lets through; everything where there is none. */
function like(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const source = pattern.replace(/\\?[\s\S]/g, (part) => {
    if (part === "%") return "[\\s\\S]*";
    if (part === "_") return "[\\s\\S]";
    return part.slice(-1).replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  const wanted = new RegExp(`^${source}$`, "i");
  return (name) => wanted.test(name);
}

/** The name and kind of every table of a catalog that the query's patterns let through. Throws as `schemas` does. */
export async function tableSummaries(
  store: UnityCatalogStore,
  query: unknown,
): Promise<Pick<Table, "full_name" | "table_type">[]> {
  const catalog = requiredText(query, "catalog_name");
  const ofSchema = like(optionalText(query, "schema_name_pattern"));
  const ofTable = like(optionalText(query, "table_name_pattern"));
  const schemas = (await store.schemas(catalog)).filter(({ name }) => ofSchema(name));
  const tables = await Promise.all(schemas.map(({ name }) => store.tables({ catalog, schema: name })));
  return tables
    .flat()
    .filter(({ name }) => ofTable(name))
    .map(({ full_name, table_type }) => ({ full_name, table_type }));
}
