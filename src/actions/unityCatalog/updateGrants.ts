import { databricksAction } from "../../databricksAction";
import { manageSecurableGrants } from "../../errors/requiredGrant";
import { grantChanges, mergedGrantChanges } from "../../inputs/unityCatalog/grantInputs";
import { fullObjectName, grantedKinds, securableInputs } from "../../inputs/unityCatalog/securableInputs";
import { schemaOf } from "../../outputSchema";
import { changedGrantsExample, grantedSchemaExample } from "../../services/unityCatalog/grantExamples";
import { type ChangedGrants, changeObjectGrants } from "../../services/unityCatalog/grants";

const { after } = changedGrantsExample;

/**
 * Grants and revokes privileges on an object, and gives its direct grants before and after. All changes are made, or
 * none. Granting a privilege that is already granted, or revoking one that is not, is not an error.
 * https://docs.databricks.com/api/workspace/grants/update
 */
export const updateGrants = databricksAction({
  label: "Update Grants",
  description:
    "Grant and revoke privileges on an object of Unity Catalog, and return its direct grants before and after.",
  effect: "write",
  grants: manageSecurableGrants,
  inputs: { ...securableInputs(grantedKinds, grantedSchemaExample), changes: grantChanges },
  repeat: { kind: "sameState" },
  perform: async (client, { changes, ...object }): Promise<ChangedGrants> => {
    const merged = mergedGrantChanges(changes);
    return changeObjectGrants(client, { type: object.objectType, fullName: fullObjectName(object) }, merged);
  },
  example: changedGrantsExample,
  schema: schemaOf({ before: after, after }),
});
