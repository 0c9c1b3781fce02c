import { databricksAction } from "../../databricksAction";
import { manageSecurableGrants, onlyWhen } from "../../errors/requiredGrant";
import { grantPrincipal, grantScope } from "../../inputs/unityCatalog/grantInputs";
import { fullObjectName, grantedKinds, securableInputs } from "../../inputs/unityCatalog/securableInputs";
import { schemaOf } from "../../outputSchema";
import { directGrantsExample, effectiveGrantsExample } from "../../services/unityCatalog/grantExamples";
import { fetchGrants, type GrantedPrivileges } from "../../services/unityCatalog/grants";
import { catalogExample } from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives every principal with its privileges on an object, from every page: the direct ones by their names, the
 * effective ones with the object they are inherited from. An identity that may not manage the object sees only its own
 * grants.
 * https://docs.databricks.com/api/workspace/grants/get
 */
export const getGrants = databricksAction({
  label: "Get Grants",
  description: "Get the privileges of each principal on an object of Unity Catalog, direct or effective.",
  effect: "read",
  grants: onlyWhen("to see the grants of other principals", manageSecurableGrants),
  inputs: {
    ...securableInputs(grantedKinds, { type: "catalog", name: catalogExample.name }),
    principal: grantPrincipal,
    grants: grantScope,
  },
  perform: async (client, { principal, grants: scope, ...object }): Promise<GrantedPrivileges[]> =>
    fetchGrants(client, { type: object.objectType, fullName: fullObjectName(object) }, { scope, principal }),
  example: directGrantsExample,
  schema: schemaOf([...directGrantsExample, ...effectiveGrantsExample]),
});
