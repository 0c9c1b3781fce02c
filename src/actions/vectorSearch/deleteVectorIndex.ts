import { databricksAction } from "../../databricksAction";
import { manageIndexGrants } from "../../errors/requiredGrant";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { indexName } from "../../inputs/vectorSearch/vectorInputs";
import { type DeletedObject, deleteObject } from "../../services/unityCatalog/catalogChanges";
import { indexPath } from "../../services/vectorSearch/vectorSearch";
import { productIndexExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Deletes an index and says whether it existed. Its name can be used again only a few minutes later.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/deleteindex
 */
export const deleteVectorIndex = databricksAction({
  label: "Delete Vector Index",
  description:
    "Delete a vector index with all its rows permanently. The source table of a delta sync index is kept.",
  effect: "write",
  grants: manageIndexGrants,
  inputs: {
    indexName: indexName(productIndexExample.name),
    ignoreMissing: ignoreMissingInput("vector index"),
  },
  repeat: {
    kind: "refused",
    advice: "An index that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { indexName: name, ignoreMissing }): Promise<DeletedObject> =>
    deleteObject(client, indexPath(name), name, { ignoreMissing }),
  example: { full_name: productIndexExample.name, deleted: true },
});
