import { databricksAction } from "../../databricksAction";
import { listPrincipalsGrants } from "../../errors/requiredGrant";
import { findPrincipalInputs, searchedKinds } from "../../inputs/access/principalInputs";
import { foundPrincipalExample } from "../../services/access/accessExamples";
import { type FoundPrincipal, findPrincipalNamed } from "../../services/access/findPrincipal";

/**
 * Takes a name of a user, group or service principal and gives the one that has it, with the name that permissions use.
 * Several matches are an error that lists them. https://docs.databricks.com/api/workspace/users/list
 */
export const findPrincipal = databricksAction({
  label: "Find Principal",
  description:
    "Find the user, group or service principal with a given e-mail address, application ID, group name or display name.",
  effect: "read",
  grants: listPrincipalsGrants,
  inputs: findPrincipalInputs,
  perform: async (client, { principal, principalType, failIfMissing }): Promise<FoundPrincipal> =>
    findPrincipalNamed(client, principal, searchedKinds(principalType), failIfMissing),
  example: foundPrincipalExample,
});
