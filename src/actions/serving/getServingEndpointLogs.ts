import { databricksAction } from "../../databricksAction";
import { viewEndpointGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { logInputs } from "../../inputs/serving/logInputs";
import { servingLogExample } from "../../services/serving/servingExamples";
import { servingLogKinds, servingLogSchema } from "../../services/serving/servingLogs";

/**
 * Takes an endpoint's name and one of its served entities, and gives the entity's service or build log.
 * https://docs.databricks.com/api/workspace/servingendpoints/logs
 */
export const getServingEndpointLogs = databricksAction({
  label: "Get Serving Endpoint Logs",
  description:
    "Get the latest lines of the service log or the build log of a model that a serving endpoint serves.",
  effect: "read",
  grants: viewEndpointGrants,
  inputs: logInputs,
  perform: (client, { endpointName, servedModel, logKind }) =>
    client.get(
      path`/api/2.0/serving-endpoints/${endpointName}/served-models/${servedModel}/${servingLogKinds[logKind]}`,
      { schema: servingLogSchema },
    ),
  example: servingLogExample,
});
