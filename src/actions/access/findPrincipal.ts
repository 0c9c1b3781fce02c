import { databricksAction } from "../../databricksAction";
import { listPrincipalsGrants } from "../../errors/requiredGrant";
import { findPrincipalInputs, searchedKinds } from "../../inputs/access/principalInputs";
import { foundPrincipalExample } from "../../services/access/accessExamples";
import { type FoundPrincipal, findPrincipalNamed } from "../../services/access/findPrincipal";

/**
 * Takes what people call a user, group or service principal and gives the one that is called so, with the name that
 * permissions take. Several are an error that lists them. https://docs.databricks.com/api/workspace/users/list
 */
export const findPrincipal = databricksAction({
  label: "Find Principal",
  description:
    "Find the one user, group or service principal with an e-mail address, application ID, group name or display name.",
  effect: "read",
  grants: listPrincipalsGrants,
  inputs: findPrincipalInputs,
  perform: async (client, { principal, principalType, failIfMissing }): Promise<FoundPrincipal> =>
    findPrincipalNamed(client, principal, searchedKinds(principalType), failIfMissing),
  example: foundPrincipalExample,
});
