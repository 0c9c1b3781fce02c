import { databricksAction } from "../../databricksAction";
import { checkInputs, checkTargets } from "../../inputs/users/checkInputs";
import { checkAll } from "../../services/connectionCheck/checkAll";
import { type ConnectionCheck, connectionCheckExample } from "../../services/connectionCheck/connectionCheck";

/**
 * Says who signs in, as far as the token may ask, and of each thing given whether it can be used and, if not, which grant
 * or scope is missing. That is a result; credentials or a network that are not accepted are an error. Nothing is started,
 * changed or charged.
 * https://docs.databricks.com/api/workspace/currentuser/me
 */
export const checkConnection = databricksAction({
  label: "Check Connection",
  description:
    "Check which identity the connection uses, whether it can use a SQL warehouse, catalog, schema, table, cluster or job, and, if not, which grant is missing.",
  effect: "read",
  inputs: checkInputs,
  perform: async (client, given) => checkAll(client, checkTargets(given)),
  example: connectionCheckExample as ConnectionCheck,
});
