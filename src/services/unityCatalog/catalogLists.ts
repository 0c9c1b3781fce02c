/**
 * Reads of Unity Catalog that report which grant is missing. Its lists omit what may not be seen, so an empty one can
 * mean that there is nothing, or that a grant is missing: reading the parent shows which.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */

import type { DatabricksClient } from "../../client";
import { grantsText } from "../../errors/grantsText";
import { isNotFound } from "../../errors/kinds";
import { isMissingRight } from "../../errors/refusal";
import { useCatalogGrant, useSchemaGrant } from "../../errors/requiredGrant";
import { appendHint, DatabricksError } from "../../http/errors";
import { type Pages, pagesOf } from "../../http/paginate";
import { type ApiPath, path } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { stampsSchema } from "./unityCatalog";

/** A parent that must be usable before its contents can be seen. */
interface Parent {
  path: ApiPath;
  /** What it is, in words. */
  description: string;
  /** The grants that it requires, in words. */
  grants: string;
}

const catalogParent = (catalog: string): Parent => ({
  path: path`/api/2.1/unity-catalog/catalogs/${catalog}`,
  description: `the catalog ${catalog}`,
  grants: grantsText([useCatalogGrant], { catalog }),
});

const schemaParent = (catalog: string, schema: string): Parent => ({
  path: path`/api/2.1/unity-catalog/schemas/${`${catalog}.${schema}`}`,
  description: `the schema ${catalog}.${schema}`,
  grants: grantsText([useCatalogGrant, useSchemaGrant], { catalog, schema: `${catalog}.${schema}` }),
});

/** Adds the required grants to a refusal; Databricks often reports that a hidden object does not exist. */
const naming =
  (grants: string) =>
  (error: unknown): never => {
    if (isMissingRight(error)) throw appendHint(error, `It requires ${grants}.`);
    if (isNotFound(error)) {
      throw appendHint(
        error,
        `Databricks may also report this if the identity may not see it, which requires ${grants}.`,
      );
    }
    throw error;
  };

/** Throws DatabricksError that names the grant if something cannot be used. */
const checkUse = async (client: DatabricksClient, parent: Parent): Promise<void> => {
  const found = await client.get(parent.path, { schema: stampsSchema }).catch(naming(parent.grants));
  if (found.browse_only !== true) return;
  throw new DatabricksError({
    operation: `GET ${parent.path}`,
    message: `the connection's identity may see ${parent.description}, but not use it`,
    hint: `It requires ${parent.grants}.`,
  });
};

/**
 * Pages of Databricks' own size: without it, Databricks still tries to return all in one page, which is deprecated.
 */
const pageSize = { max_results: 0 };

/** Every item of a list; if there is none, checks that the parent may be used. */
const listIn = async <Item>(
  client: DatabricksClient,
  parents: readonly [Parent] | readonly [Parent, Parent],
  list: ApiPath,
  pages: Pages<Item>,
  query: ListOptions & Record<string, string | number | boolean | undefined>,
): Promise<Item[]> => {
  const [outer, inner = outer] = parents;
  const items = await client.list(list, pages, query).catch(naming(inner.grants));
  // An object that may only be browsed requires no grant on its parent.
  if (items.length > 0 || query.include_browse) return items;
  await checkUse(client, outer);
  if (inner !== outer) await checkUse(client, inner);
  return [];
};

/** The options of a list, as Databricks names them. */
interface ListOptions {
  /** Whether to also return objects that may be seen, but not used. */
  include_browse?: boolean;
  omit_columns?: boolean;
  omit_properties?: boolean;
}

/**
 * Every catalog that may be seen.
 * @param item what is read of each; an absent one is omitted
 */
export const listAllCatalogs = <Item>(
  client: DatabricksClient,
  item: ResponseSchema<Item>,
  options: ListOptions = {},
) =>
  client.list(path`/api/2.1/unity-catalog/catalogs`, pagesOf("catalogs", item), { ...pageSize, ...options });

/**
 * Every schema of a catalog that may be seen. Takes what `listAllCatalogs` does.
 * @throws DatabricksError that names the grant if the catalog may not be used
 */
export const listSchemasOf = <Item>(
  client: DatabricksClient,
  catalog: string,
  item: ResponseSchema<Item>,
  options: ListOptions = {},
) =>
  listIn(client, [catalogParent(catalog)], path`/api/2.1/unity-catalog/schemas`, pagesOf("schemas", item), {
    catalog_name: catalog,
    ...pageSize,
    ...options,
  });

/**
 * Everything of a kind in a schema that may be seen. Takes what `listAllCatalogs` does.
 * @throws DatabricksError that names the grant if the catalog or the schema may not be used
 */
export const listObjectsOf = <Item>(
  client: DatabricksClient,
  kind: "tables" | "volumes" | "functions",
  { catalog, schema }: SchemaName,
  item: ResponseSchema<Item>,
  options: ListOptions = {},
) =>
  listIn(
    client,
    [catalogParent(catalog), schemaParent(catalog, schema)],
    path`/api/2.1/unity-catalog/${kind}`,
    pagesOf(kind, item),
    { catalog_name: catalog, schema_name: schema, ...pageSize, ...options },
  );

/** The parts of a schema's name. */
interface SchemaName {
  catalog: string;
  schema: string;
}

/** The parts of a table's name. */
export interface TableName extends SchemaName {
  table: string;
}

/**
 * One table with its columns and its constraints.
 * @param responseSchema what is read of it
 * @throws DatabricksError that names the grants if it may not be seen
 */
export const fetchTable = <T>(
  client: DatabricksClient,
  { catalog, schema, table }: TableName,
  responseSchema: ResponseSchema<T>,
  options: Pick<ListOptions, "include_browse"> = {},
): Promise<T> => {
  const fullName = `${catalog}.${schema}.${table}`;
  const { grants } = schemaParent(catalog, schema);
  return client
    .get(path`/api/2.1/unity-catalog/tables/${fullName}`, { schema: responseSchema, query: { ...options } })
    .catch(naming(`${grants}, and SELECT on ${fullName}`));
};
