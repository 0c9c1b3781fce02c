import { databricksAction } from "../../databricksAction";
import { viewEndpointGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { endpointName } from "../../inputs/serving/servingInputs";
import { servingEndpointSchema } from "../../services/serving/serving";
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
  perform: (client, { endpointName }) =>
    client.get(path`/api/2.0/serving-endpoints/${endpointName}`, { schema: servingEndpointSchema }),
  example: modelEndpointExample,
});
