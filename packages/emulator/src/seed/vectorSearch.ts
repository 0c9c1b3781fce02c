/** The vector search endpoint of the default seed, and its indexes. */

import type { EndpointInfo } from "../contract/wireTypes";
import type { SeedVectorIndex } from "./seed";

const madeAt = Date.UTC(2025, 10, 17, 10);

/** An endpoint that serves both indexes. */
export const vectorEndpoint = {
  name: "travel-search",
  id: "5e1f7c3a-2b8d-4f60-9a1c-7d3e5b2f8c04",
  endpoint_type: "STANDARD",
  endpoint_status: { state: "ONLINE" },
  num_indexes: 2,
  creator: "ada@example.com",
  creation_timestamp: madeAt,
  last_updated_timestamp: madeAt,
  last_updated_user: "ada@example.com",
} satisfies EndpointInfo;

const common = {
  endpoint_name: vectorEndpoint.name,
  index_subtype: "HYBRID",
  creator: "ada@example.com",
};

/** An index that is written to. */
export const directIndex = {
  name: "workspace.default.products",
  index_type: "DIRECT_ACCESS",
  primary_key: "id",
  ...common,
  direct_access_index_spec: {
    embedding_vector_columns: [{ name: "embedding", embedding_dimension: 2 }],
    schema_json: '{"embedding":"array<float>","id":"bigint","kind":"string","price":"double"}',
  },
  status: { ready: true, message: "The index is ready.", indexed_row_count: 3 },
};

/** An index of a table of the samples, whose texts a model embeds. */
export const tableIndex = {
  name: "workspace.default.airports_index",
  index_type: "DELTA_SYNC",
  primary_key: "iata",
  ...common,
  delta_sync_index_spec: {
    source_table: "samples.aviation.airports",
    pipeline_type: "TRIGGERED",
    pipeline_id: "8d2b6f10-4c9e-4a37-b5d8-6e1f0a9c3b72",
    embedding_source_columns: [{ name: "name", embedding_model_endpoint_name: "echo-embeddings" }],
    columns_to_sync: ["iata", "name", "state"],
  },
  status: { ready: true, message: "The index is ready.", indexed_row_count: 3376 },
};

/** Both, and the rows of the one that is written to. */
export const vectorIndexes: SeedVectorIndex[] = [
  {
    index: directIndex,
    rows: [
      { id: 1, kind: "pillow", price: 19.5, embedding: [1, 0] },
      { id: 2, kind: "mask", price: 9, embedding: [0.5, 0] },
      { id: 3, kind: "adapter", price: 24.25, embedding: [0, 1] },
    ],
  },
  { index: tableIndex },
];
