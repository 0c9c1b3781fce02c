import { databricksAction } from "../../databricksAction";
import { checkInputs, checkTargets } from "../../inputs/users/checkInputs";
import { checkAll } from "../../services/connectionCheck/checkAll";
import type { ConnectionCheck } from "../../services/connectionCheck/connectionCheck";
import { connectionCheckExample } from "../../services/connectionCheck/connectionCheckExamples";

/**
 * Reports the identity, if the token may read it, and whether each given object can be read and written and, if not,
 * which grant or scope is missing. That is a result; rejected credentials or a rejected network are an error. Nothing is started,
 * changed or charged. https://docs.databricks.com/api/workspace/currentuser/me
 */
export const checkConnection = databricksAction({
  label: "Check Connection",
  description:
    "Check which identity the connection uses, what it can read, write and run, and which grants are missing.",
  effect: "read",
  grants: { none: "nothing; it reports which grants are missing" },
  inputs: checkInputs,
  perform: async (client, given) => checkAll(client, checkTargets(given)),
  example: connectionCheckExample as ConnectionCheck,
});
