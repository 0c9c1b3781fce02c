/** Vector search, API 2.0: endpoints and indexes. https://docs.databricks.com/api/workspace/vectorsearchindexes */
import type { DatabricksClient } from "../../client";
import { isObjectMissing } from "../../errors/kinds";
import { mapConcurrent } from "../../http/concurrency";
import { pagesOf } from "../../http/paginate";
import { type ApiPath, path, withSegments } from "../../http/path";
import {
  booleanSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  numberSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** An endpoint, which serves indexes. */
export interface VectorEndpoint {
  name: string;
  /** What the permissions API identifies an endpoint by, instead of its name. */
  id?: string;
  endpoint_type?: string;
  endpoint_status?: { state?: string };
}

/** An endpoint in a response, alone or in a list. */
export const vectorEndpointSchema = objectSchema<VectorEndpoint>({
  name: nonBlankSchema,
  id: optionalSchema(textSchema),
  endpoint_type: lenientSchema(textSchema),
  endpoint_status: optionalSchema(objectSchema({ state: optionalSchema(textSchema) })),
});

/** An index in a list. */
export interface ListedVectorIndex {
  name: string;
  endpoint_name?: string;
  index_type?: string;
}

/** An index in a response, in a list. */
export const listedIndexSchema = objectSchema<ListedVectorIndex>({
  name: nonBlankSchema,
  endpoint_name: optionalSchema(textSchema),
  index_type: optionalSchema(textSchema),
});

interface NamedColumn {
  name: string;
}

interface VectorColumn extends NamedColumn {
  embedding_dimension?: number;
}

interface SourceColumn extends NamedColumn {
  embedding_model_endpoint_name?: string;
}

/** The columns that are searched: texts with computed embeddings, or vectors. */
interface IndexColumns {
  embedding_source_columns?: SourceColumn[];
  embedding_vector_columns?: VectorColumn[];
}

/** One index: the fields that are read. */
export interface VectorIndex extends ListedVectorIndex {
  primary_key: string;
  delta_sync_index_spec?: IndexColumns & {
    pipeline_id?: string;
    pipeline_type?: string;
    source_table?: string;
    columns_to_sync?: string[];
  };
  direct_access_index_spec?: IndexColumns & { schema_json?: string };
  status?: {
    ready?: boolean;
    message?: string;
    /** Such as `PROVISIONING_INITIAL_SNAPSHOT`. An open list, and not documented: Databricks' Python client reads it. */
    detailed_state?: string;
    indexed_row_count?: number;
  };
}

const columnsFields = {
  embedding_source_columns: optionalSchema(listSchema(objectSchema<SourceColumn>({ name: nonBlankSchema }))),
  embedding_vector_columns: optionalSchema(
    listSchema(
      objectSchema<VectorColumn>({
        name: nonBlankSchema,
        embedding_dimension: optionalSchema(numberSchema),
      }),
    ),
  ),
};

/** One index in a response. */
export const vectorIndexSchema: ResponseSchema<VectorIndex> = objectSchema<VectorIndex>({
  name: nonBlankSchema,
  endpoint_name: optionalSchema(textSchema),
  index_type: optionalSchema(textSchema),
  primary_key: nonBlankSchema,
  delta_sync_index_spec: optionalSchema(
    objectSchema({
      ...columnsFields,
      pipeline_id: optionalSchema(textSchema),
      pipeline_type: optionalSchema(textSchema),
    }),
  ),
  direct_access_index_spec: optionalSchema(
    objectSchema({ ...columnsFields, schema_json: optionalSchema(textSchema) }),
  ),
  status: optionalSchema(
    objectSchema({
      ready: lenientSchema(booleanSchema),
      message: lenientSchema(textSchema),
      detailed_state: lenientSchema(textSchema),
    }),
  ),
});

/** The path of an endpoint. */
export const vectorEndpointPath = (name: string): ApiPath => path`/api/2.0/vector-search/endpoints/${name}`;

/** The path of an index, or of an operation of it. @param name catalog, schema and name */
export const indexPath = (name: string, ...operation: string[]): ApiPath =>
  withSegments(path`/api/2.0/vector-search/indexes/${name}`, operation);

/** Reads an index. @param name catalog, schema and name */
export const fetchIndex = (client: DatabricksClient, name: string): Promise<VectorIndex> =>
  client.get(indexPath(name), { schema: vectorIndexSchema });

/** Every endpoint. @param schema of one endpoint; absent ones are omitted */
export const listVectorEndpoints = <Item>(
  client: DatabricksClient,
  schema: ResponseSchema<Item>,
): Promise<Exclude<Item, undefined>[]> =>
  client.list(path`/api/2.0/vector-search/endpoints`, pagesOf("endpoints", schema));

/** The number of endpoints whose indexes are listed at once. */
const listedAtOnce = 4;

/**
 * Every index of an endpoint, or of all endpoints: Databricks lists them by endpoint.
 * @param endpoint the name of an endpoint
 * @param schema of one index; absent ones are omitted
 */
export const listIndexes = async <Item>(
  client: DatabricksClient,
  endpoint: string | undefined,
  schema: ResponseSchema<Item>,
): Promise<Exclude<Item, undefined>[]> => {
  const indexesOf = (endpoint_name: string): Promise<Exclude<Item, undefined>[]> =>
    client.list(path`/api/2.0/vector-search/indexes`, pagesOf("vector_indexes", schema), { endpoint_name });
  if (endpoint !== undefined) return indexesOf(endpoint);
  const endpoints = await listVectorEndpoints(client, lenientSchema(vectorEndpointSchema));
  const lists = await mapConcurrent(endpoints, listedAtOnce, ({ name }) =>
    indexesOf(name).catch((error: unknown) => {
      // It has been deleted meanwhile, and its indexes with it.
      if (isObjectMissing(error)) return [];
      throw error;
    }),
  );
  return lists.flat();
};
