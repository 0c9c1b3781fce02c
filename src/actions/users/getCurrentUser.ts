import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { userSchema } from "../../services/users/users";
import { currentUserExample } from "../../services/users/usersExamples";

/**
 * Gives the user or service principal that the connection signs in as: a check of the connection.
 * https://docs.databricks.com/api/workspace/currentuser/me
 */
export const getCurrentUser = databricksAction({
  label: "Get Current User",
  description: "Get the user or service principal of the connection.",
  effect: "read",
  grants: { none: "nothing; every identity of the workspace may call it" },
  inputs: {},
  perform: (client) => client.get(path`/api/2.0/preview/scim/v2/Me`, { schema: userSchema }),
  example: currentUserExample,
});
