import { readIndexGrants, toBeListed, useVectorEndpointGrants } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { asOptional } from "../inputs/defineInput";
import { vectorSearchEndpoint } from "../inputs/vectorSearch/vectorInputs";
import {
  type ListedVectorIndex,
  listedIndexSchema,
  listIndexes,
} from "../services/vectorSearch/vectorSearch";
import { listedIndex, vectorIndexExamples } from "../services/vectorSearch/vectorSearchExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ name, index_type }: ListedVectorIndex) => ({
  key: name,
  label: withState(name, index_type),
});

const { dataSource: _ofActions, ...ownEndpoint } = vectorSearchEndpoint(
  "The name of the endpoint whose indexes are offered. If empty, those of all endpoints are.",
);

/**
 * Every vector index by its full name, with its type. https://docs.databricks.com/api/workspace/vectorsearchindexes/listindexes
 */
export const selectVectorIndex = picklist({
  label: "Select Vector Index",
  description: "Select a vector index of one vector search endpoint or of all endpoints.",
  grants: toBeListed([...useVectorEndpointGrants, ...readIndexGrants]),
  inputs: { vectorSearchEndpoint: asOptional(ownEndpoint) },
  choices: async (client, given) =>
    (await listIndexes(client, given.vectorSearchEndpoint, lenientSchema(listedIndexSchema))).map(choice),
  example: vectorIndexExamples.map((index) => choice(listedIndex(index))),
});
