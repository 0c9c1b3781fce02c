import { databricksAction } from "../../databricksAction";
import { writeIndexGrants } from "../../errors/requiredGrant";
import { upsertVectorInputs } from "../../inputs/vectorSearch/vectorInputs";
import {
  upsertedVectorsExample,
  writtenVectorsSchema,
} from "../../services/vectorSearch/vectorSearchExamples";
import { writeVectors } from "../../services/vectorSearch/writeVectors";

/**
 * Upserts records into a direct access index, each checked against the columns of the index before anything is sent.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/upsertdatavectorindex
 */
export const upsertVectors = databricksAction({
  label: "Upsert Vectors",
  description:
    "Insert records into a direct access vector index, or update those with the same primary keys.",
  effect: "write",
  grants: writeIndexGrants,
  inputs: upsertVectorInputs,
  repeat: { kind: "sameState" },
  perform: (client, given) => writeVectors(client, given),
  example: upsertedVectorsExample,
  schema: writtenVectorsSchema,
});
