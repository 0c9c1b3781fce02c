import { databricksAction } from "../../databricksAction";
import { writeIndexGrants } from "../../errors/requiredGrant";
import { deleteVectorInputs } from "../../inputs/vectorSearch/vectorInputs";
import {
  deletedVectorsExample,
  writtenVectorsSchema,
} from "../../services/vectorSearch/vectorSearchExamples";
import { removeVectors } from "../../services/vectorSearch/writeVectors";

/**
 * Deletes rows of a direct access index by their keys.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/deletedatavectorindex
 */
export const deleteVectors = databricksAction({
  label: "Delete Vectors",
  description: "Delete the rows with the given primary keys from a direct access vector index.",
  effect: "write",
  grants: writeIndexGrants,
  inputs: deleteVectorInputs,
  repeat: {
    kind: "sameState",
    advice: "Rows that were already deleted are not found, which is not an error.",
  },
  perform: (client, given) => removeVectors(client, given),
  example: deletedVectorsExample,
  schema: writtenVectorsSchema,
});
