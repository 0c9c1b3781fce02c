/** The examples of vector search: an endpoint, an index of each kind, and the result of a query. */
import { type JsonSchema, schemaOf } from "../../outputSchema";
import type { KeyResult } from "./keyRequests";
import type { FoundVectors } from "./queryIndex";
import type { VectorEndpoint, VectorIndex } from "./vectorSearch";

const madeAt = Date.UTC(2025, 10, 17, 10);

/** An endpoint that serves both indexes. */
export const vectorEndpointExample = {
  name: "help-search",
  id: "5e1f7c3a-2b8d-4f60-9a1c-7d3e5b2f8c04",
  endpoint_type: "STANDARD",
  endpoint_status: { state: "ONLINE" },
  num_indexes: 2,
  creator: "ada@example.com",
  creation_timestamp: madeAt,
  last_updated_timestamp: madeAt,
  last_updated_user: "ada@example.com",
} satisfies VectorEndpoint & Record<string, unknown>;

const common = {
  endpoint_name: vectorEndpointExample.name,
  primary_key: "id",
  index_subtype: "HYBRID",
  creator: "ada@example.com",
};

/** A direct access index: the records contain the vectors. */
export const productIndexExample = {
  name: "workspace.default.product_index",
  index_type: "DIRECT_ACCESS",
  ...common,
  direct_access_index_spec: {
    embedding_vector_columns: [{ name: "embedding", embedding_dimension: 3 }],
    schema_json: JSON.stringify({
      category: "string",
      embedding: "array<float>",
      id: "bigint",
      name: "string",
      price: "double",
    }),
  },
  status: { ready: true, message: "The index is ready.", indexed_row_count: 3 },
} satisfies VectorIndex & Record<string, unknown>;

/** The column of a table with the texts for which a model computes embeddings. */
export const textColumnExample = { name: "text", embedding_model_endpoint_name: "databricks-gte-large-en" };

/** A delta sync index, with embeddings that a model computes. */
export const articleIndexExample = {
  name: "workspace.default.help_index",
  index_type: "DELTA_SYNC",
  ...common,
  delta_sync_index_spec: {
    source_table: "workspace.default.help_articles",
    pipeline_type: "TRIGGERED",
    pipeline_id: "8d2b6f10-4c9e-4a37-b5d8-6e1f0a9c3b72",
    embedding_source_columns: [textColumnExample],
    columns_to_sync: ["id", "title", "text"],
  },
  status: { ready: true, message: "The index is ready.", indexed_row_count: 3 },
} satisfies VectorIndex & Record<string, unknown>;

/** A delta sync index just after its creation. */
export const newIndexExample = {
  ...articleIndexExample,
  name: "workspace.default.help_index_preview",
  delta_sync_index_spec: {
    ...articleIndexExample.delta_sync_index_spec,
    pipeline_id: "db86303a-f2d0-455a-89e5-a40edb14e6af",
  },
  status: {
    ready: false,
    message: "Index creation is pending: its first sync is running.",
    indexed_row_count: 0,
  },
} satisfies VectorIndex & Record<string, unknown>;

/** Both indexes, in the order in which a list returns them. */
export const vectorIndexExamples = [articleIndexExample, productIndexExample];

/** An index as a list returns it. */
export const listedIndex = ({
  name,
  endpoint_name,
  index_type,
  index_subtype,
  primary_key,
  creator,
}: (typeof vectorIndexExamples)[number]) => ({
  name,
  endpoint_name,
  index_type,
  index_subtype,
  primary_key,
  creator,
});

/** The records of the direct access index. */
export const productExamples = [
  { id: 1, name: "Travel pillow", category: "comfort", price: 19.5, embedding: [1, 0, 0] },
  { id: 2, name: "Sleep mask", category: "comfort", price: 9, embedding: [0.5, 0, 0] },
  { id: 3, name: "Power adapter", category: "electronics", price: 24.25, embedding: [0, 1, 0] },
];

/** The records of the source table of the delta sync index. */
export const articleExamples = [
  {
    id: 1,
    title: "Late check-in",
    text: "Check-in closes 40 minutes before departure. Later, only the counter at the gate can help.",
  },
  { id: 2, title: "Baggage", text: "One bag of up to 23 kg is included in every fare but the lightest." },
  {
    id: 3,
    title: "Delays",
    text: "After a delay of three hours, a refund or another flight can be chosen.",
  },
];

/** A question about the articles. */
export const articleQuestionExample = "How late can a passenger check in?";

/** The answer of a chat endpoint, from the article that a query finds. */
export const articleAnswerExample = {
  endpoint: "databricks-meta-llama-3-3-70b-instruct",
  question: `Answer in one sentence, only from this article: ${articleExamples[0]?.text} Question: ${articleQuestionExample}`,
  answer: "Up to 40 minutes before departure; after that, only the counter at the gate can help.",
  model: "meta-llama-3.3-70b-instruct-121024",
  prompt_tokens: 71,
  completion_tokens: 20,
};

/** The embeddings of these texts in the example workspace: those of the real model have 1024 dimensions. */
export const embeddingExamples = [
  { input: articleQuestionExample, embedding: [1, 0, 0, 0] },
  ...articleExamples.map(({ text: input }, index) => ({
    input,
    embedding:
      [
        [0.5, 0, 0, 0],
        [0, 1, 1, 1],
        [0, 0, 0, 0],
      ][index] ?? [],
  })),
].map((one) => ({ endpoint: "databricks-gte-large-en", model: "gte-large-en-v1.5", ...one }));

/** The result of a query by a vector, most similar row first. */
export const foundVectorsExample = {
  rows: [
    { score: 1, id: 1, name: "Travel pillow" },
    { score: 0.8, id: 2, name: "Sleep mask" },
  ],
  hasMore: false,
};

/** The result of a scan. */
export const scannedVectorsExample = { rows: productExamples, hasMore: false };

/** The schema of the result of a query. */
export const foundVectorsSchema: JsonSchema = {
  ...schemaOf({ ...foundVectorsExample, facets: [{ category: "comfort", count: 2 }] } satisfies FoundVectors),
  description:
    "The rows, most similar first, each with its score. facets is present if facets were requested.",
};

const keyResultOf = (succeeded: number): KeyResult => ({ succeeded, failed: 0, failedKeys: [], requests: 1 });

/** The results of upserting two records and of deleting one row. */
export const upsertedVectorsExample = keyResultOf(2);
export const deletedVectorsExample = keyResultOf(1);

/** The schema of the result of every write. */
export const writtenVectorsSchema: JsonSchema = {
  ...schemaOf({ ...upsertedVectorsExample, failedKeys: ["7"] } satisfies KeyResult),
  description:
    "How many keys succeeded and failed, as Databricks reports them, and in how many requests. failedKeys are the keys that Databricks names as failed.",
};
