/** Vector search: what is listed, and how unknown indexes are refused. A run makes none: an endpoint costs by the hour. */
import type { Check } from "../check";
import { agree } from "../outcomes";
import { refusedWith } from "./refusals";

const page = "https://docs.databricks.com/api/workspace/vectorsearchindexes";

export const vectorSearchChecks: Check[] = [
  {
    id: "vectorSearch.lists",
    title: "Vector search endpoints and their indexes are listed and offered",
    tries:
      "List Vector Search Endpoints, List Vector Indexes, Select Vector Search Endpoint, Select Vector Index",
    source: page,
    covers: [
      ...["listVectorSearchEndpoints", "selectVectorSearchEndpoint"],
      ...["listVectorIndexes", "selectVectorIndex"],
    ],
    run: async (context) => {
      const endpoints = await context.call<object[]>("listVectorSearchEndpoints");
      const indexes = await context.call<object[]>("listVectorIndexes");
      const offered = await context.call<object[]>("selectVectorSearchEndpoint");
      await context.call("selectVectorIndex");
      agree(offered.length === endpoints.length, `${offered.length} offered, ${endpoints.length} listed`);
      return `${endpoints.length} endpoints, ${indexes.length} indexes`;
    },
  },
  {
    id: "vectorSearch.error.index",
    title: "An unknown index is refused with 404",
    tries: "get, query and scan of an index that is not there",
    source: page,
    covers: ["getVectorIndex"],
    needs: ["schema"],
    run: async (context) => {
      const indexName = `${context.catalog}.${context.name}.nowhere`;
      const path = `/api/2.0/vector-search/indexes/${indexName}`;
      const got = await context.request("GET", path);
      const queried = await context.request("POST", `${path}/query`, {
        body: { columns: ["id"], query_text: "x", num_results: 1 },
      });
      const scanned = await context.request("POST", `${path}/scan`, { body: { num_results: 1 } });
      const refused = await context.refusal("getVectorIndex", { indexName });
      agree(refused.status === 404, refused.message);
      const others = [queried, scanned].map((answer) => refusedWith(answer, [400, 404])).join(", ");
      return `${refusedWith(got, [404])}; query, scan: ${others}`;
    },
  },
];
