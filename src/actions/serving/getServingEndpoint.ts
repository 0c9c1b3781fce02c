import { databricksAction } from "../../databricksAction";
import { viewEndpointGrants } from "../../errors/requiredGrant";
import { endpointName } from "../../inputs/serving/servingInputs";
import { fetchEndpoint, servingEndpointSchema } from "../../services/serving/serving";
import { modelEndpointExample } from "../../services/serving/servingExamples";

/**
 * Takes an endpoint's name and gives its state and its served models.
 * https://docs.databricks.com/api/workspace/servingendpoints/get
 */
export const getServingEndpoint = databricksAction({
  label: "Get Serving Endpoint",
  description: "Get one model serving endpoint, its state and its served models.",
  effect: "read",
  grants: viewEndpointGrants,
  inputs: { endpointName: endpointName(modelEndpointExample.name) },
  perform: (client, given) => fetchEndpoint(client, given.endpointName, servingEndpointSchema),
  example: modelEndpointExample,
});
