import { databricksAction } from "../../databricksAction";
import { listPrincipalsGrants } from "../../errors/requiredGrant";
import { principalListInputs } from "../../inputs/access/principalInputs";
import { servicePrincipalExamples } from "../../services/access/accessExamples";
import { listPrincipals, servicePrincipalSchema } from "../../services/access/principals";

/**
 * Gives every service principal of the workspace, or those that match a SCIM filter; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/serviceprincipals/list
 */
export const listServicePrincipals = databricksAction({
  label: "List Service Principals",
  description: "List all service principals of the workspace, or only those that match a filter.",
  effect: "read",
  grants: listPrincipalsGrants,
  inputs: principalListInputs("service principals", 'displayName co "Export"'),
  perform: (client, { limit, ...query }) =>
    listPrincipals(client, "servicePrincipal", servicePrincipalSchema, query, limit),
  example: servicePrincipalExamples,
});
