/** Reads the rows of an index in the order of their keys. */
import type { DatabricksClient } from "../../client";
import { readingPost } from "../../clientVerbs";
import { collectPages, type Page } from "../../http/paginate";
import { listSchema, objectSchema, optionalSchema, type ResponseSchema, textSchema } from "../../http/schema";
import { vectorDataFilter } from "./vectorDataFilter";
import { indexPath } from "./vectorSearch";

/** A value of a row: exactly one of these fields. */
interface StructValue {
  string_value?: unknown;
  number_value?: unknown;
  bool_value?: unknown;
  list_value?: { values?: StructValue[] };
  struct_value?: Struct;
}

/** A row, or an object in one: a list of fields. */
interface Struct {
  fields?: { key?: string; value?: StructValue }[];
}

/** A page of a scan. */
interface ScanPage {
  data?: Struct[];
  last_primary_key?: string;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Its inner parts are read where they are flattened: they may be nested to any depth. */
const structSchema: ResponseSchema<Struct> = objectSchema<Struct>({});

const scanPageSchema = objectSchema<ScanPage>({
  data: optionalSchema(listSchema(structSchema)),
  last_primary_key: optionalSchema(textSchema),
});

/** The maximum depth of the values of a row, deeper than any column's type. */
const maxDepth = 100;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const flatValue = (given: unknown, depth: number): unknown => {
  if (!isObject(given) || depth > maxDepth) return null;
  const { string_value, number_value, bool_value, list_value, struct_value }: StructValue = given;
  if (isObject(list_value)) return listOf(list_value.values).map((one) => flatValue(one, depth + 1));
  if (isObject(struct_value)) return objectOf(struct_value, depth + 1);
  return string_value ?? number_value ?? bool_value ?? null;
};

/** A row without a list of fields is returned unchanged. */
const objectOf = (struct: Struct, depth = 0): Record<string, unknown> => {
  const { fields } = struct;
  if (fields === undefined) return { ...struct };
  return Object.fromEntries(
    listOf(fields).flatMap((field): [string, unknown][] => {
      if (!isObject(field) || !("key" in field)) return [];
      return [[String(field.key), flatValue("value" in field ? field.value : undefined, depth)]];
    }),
  );
};

/** The result of a scan. */
interface ScannedVectors {
  rows: Record<string, unknown>[];
  /** Whether the index may have more rows. */
  hasMore: boolean;
  /** The key after which the next scan continues, if there may be more rows. */
  lastPrimaryKey?: string;
}

/** The number of rows of a page: vectors are long. */
const pageSize = 200;

/**
 * Reads rows of an index. https://docs.databricks.com/api/workspace/vectorsearchindexes/scanindex
 * @param after the primary key after which the scan starts
 * @param limit the maximum number of rows
 */
export const scanIndex = async (
  unfiltered: DatabricksClient,
  { indexName, after, limit }: { indexName: string; after?: string; limit: number },
): Promise<ScannedVectors> => {
  const client = unfiltered.withDataFilter(vectorDataFilter);
  let count = 0;
  let last: string | undefined;
  const fetchPage = async (token: string | undefined): Promise<ScanPage & Page> => {
    const body = { num_results: Math.min(pageSize, limit - count), last_primary_key: token ?? after };
    const { data = [], last_primary_key } = await client.post(indexPath(indexName, "scan"), body, {
      schema: scanPageSchema,
      ...readingPost,
    });
    count += data.length;
    // The last page with rows has a key too: only a page without rows is the end. An empty text is not a key.
    last = (data.length > 0 && last_primary_key) || undefined;
    return { data, next_page_token: count < limit ? last : undefined };
  };
  const structs = await collectPages(
    `Scan of the vector index ${indexName}`,
    fetchPage,
    (page: ScanPage & Page) => page.data ?? [],
  );
  return {
    rows: structs.map((struct) => objectOf(struct)),
    hasMore: last !== undefined,
    ...(last !== undefined && { lastPrimaryKey: last }),
  };
};
