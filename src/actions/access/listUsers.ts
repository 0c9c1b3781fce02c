import { databricksAction } from "../../databricksAction";
import { listPrincipalsGrants } from "../../errors/requiredGrant";
import { principalListInputs } from "../../inputs/access/principalInputs";
import { userExamples } from "../../services/access/accessExamples";
import { listPrincipals, userResourceSchema } from "../../services/access/principals";

/**
 * Gives every user of the workspace, or those that match a SCIM filter; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/users/list
 */
export const listUsers = databricksAction({
  label: "List Users",
  description: "List all users of the workspace, or only those that match a filter.",
  effect: "read",
  grants: listPrincipalsGrants,
  inputs: principalListInputs("users", 'userName sw "grace"'),
  perform: (client, { limit, ...query }) => listPrincipals(client, "user", userResourceSchema, query, limit),
  example: userExamples,
});
