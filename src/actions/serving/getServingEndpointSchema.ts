import { databricksAction } from "../../databricksAction";
import { viewEndpointGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { endpointName } from "../../inputs/serving/servingInputs";
import { modelEndpointExample } from "../../services/serving/servingExamples";
import { endpointSchemaExample } from "../../services/serving/servingLogs";

/**
 * Takes an endpoint's name and gives its OpenAPI document: what each served entity takes and returns.
 * https://docs.databricks.com/api/workspace/servingendpoints/getopenapi
 */
export const getServingEndpointSchema = databricksAction({
  label: "Get Serving Endpoint Schema",
  description:
    "Get the OpenAPI document of a model serving endpoint: what it takes and returns. A model without a signature has none.",
  effect: "read",
  grants: viewEndpointGrants,
  inputs: { endpointName: endpointName(modelEndpointExample.name) },
  perform: (client, { endpointName: name }): Promise<object> =>
    client.get(path`/api/2.0/serving-endpoints/${name}/openapi`),
  example: endpointSchemaExample,
});
