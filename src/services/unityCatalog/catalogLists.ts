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
import { lenientSchema } from "../../http/schema";
import {
  type DescribedTable,
  namedSchema,
  schemaListQuery,
  stampsSchema,
  type Table,
  tableChoiceSchema,
  tableListQuery,
  tableWithColumnsSchema,
  volumeListQuery,
} from "./unityCatalog";

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
        `Databricks may report that in the same way if the identity may not see it: that requires ${grants}.`,
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

/** Every item of a list; if there is none, checks that the parent may be used. */
const listIn = async <Item>(
  client: DatabricksClient,
  parents: readonly [Parent] | readonly [Parent, Parent],
  list: ApiPath,
  pages: Pages<Item>,
  query: Record<string, string | number | boolean>,
): Promise<Item[]> => {
  const [outer, inner = outer] = parents;
  const items = await client.list(list, pages, query).catch(naming(inner.grants));
  if (items.length > 0) return items;
  await checkUse(client, outer);
  if (inner !== outer) await checkUse(client, inner);
  return [];
};

/**
 * Every schema of a catalog that may be seen.
 * @throws DatabricksError that names the grant if the catalog may not be used
 */
export const listSchemasOf = (client: DatabricksClient, catalog: string): Promise<{ name: string }[]> =>
  listIn(
    client,
    [catalogParent(catalog)],
    path`/api/2.1/unity-catalog/schemas`,
    pagesOf("schemas", lenientSchema(namedSchema)),
    schemaListQuery(catalog),
  );

/**
 * Every table and view of a schema that may be seen, without their columns.
 * @throws DatabricksError that names the grant if the catalog or the schema may not be used
 */
export const listTablesOf = (
  client: DatabricksClient,
  catalog: string,
  schema: string,
): Promise<Pick<Table, "name" | "table_type">[]> =>
  listIn(
    client,
    [catalogParent(catalog), schemaParent(catalog, schema)],
    path`/api/2.1/unity-catalog/tables`,
    pagesOf("tables", lenientSchema(tableChoiceSchema)),
    tableListQuery(catalog, schema),
  );

/** Every volume of a schema that may be seen. Throws as `listTablesOf` does. */
export const listVolumesOf = (
  client: DatabricksClient,
  catalog: string,
  schema: string,
): Promise<{ name: string }[]> =>
  listIn(
    client,
    [catalogParent(catalog), schemaParent(catalog, schema)],
    path`/api/2.1/unity-catalog/volumes`,
    pagesOf("volumes", lenientSchema(namedSchema)),
    volumeListQuery(catalog, schema),
  );

/** The parts of a table's name. */
export interface TableName {
  catalog: string;
  schema: string;
  table: string;
}

/**
 * One table with its columns and its primary key.
 * @param responseSchema what the response must be; by default, columns that are not understood are omitted
 * @throws DatabricksError that names the grants if it may not be seen
 */
export const fetchTable = (
  client: DatabricksClient,
  { catalog, schema, table }: TableName,
  responseSchema = tableWithColumnsSchema,
): Promise<DescribedTable> => {
  const fullName = `${catalog}.${schema}.${table}`;
  const { grants } = schemaParent(catalog, schema);
  return client
    .get(path`/api/2.1/unity-catalog/tables/${fullName}`, { schema: responseSchema })
    .catch(naming(`${grants}, and SELECT on ${fullName}`));
};
