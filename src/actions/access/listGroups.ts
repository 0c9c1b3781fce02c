import { databricksAction } from "../../databricksAction";
import { listPrincipalsGrants } from "../../errors/requiredGrant";
import { principalListInputs } from "../../inputs/access/principalInputs";
import { groupExamples } from "../../services/access/accessExamples";
import { groupSchema, listPrincipals } from "../../services/access/principals";

/**
 * Gives every group of the workspace, or those that match a SCIM filter; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/groups/list
 */
export const listGroups = databricksAction({
  label: "List Groups",
  description: "List all groups of the workspace, or only those that match a filter.",
  effect: "read",
  grants: listPrincipalsGrants,
  inputs: principalListInputs("groups", 'displayName sw "data"', "members"),
  perform: (client, { limit, ...query }) => listPrincipals(client, "group", groupSchema, query, limit),
  example: groupExamples,
});
