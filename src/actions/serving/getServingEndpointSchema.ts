import { databricksAction } from "../../databricksAction";
import { viewEndpointGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { endpointName } from "../../inputs/serving/servingInputs";
import { endpointSchemaExample, modelEndpointExample } from "../../services/serving/servingExamples";

/**
 * Takes an endpoint's name and gives its OpenAPI document, which describes the requests and responses of its entities.
 * https://docs.databricks.com/api/workspace/servingendpoints/getopenapi
 */
export const getServingEndpointSchema = databricksAction({
  label: "Get Serving Endpoint Schema",
  description:
    "Get the OpenAPI document of a model serving endpoint, which describes its requests and responses. For a model without a signature, there is none.",
  effect: "read",
  grants: viewEndpointGrants,
  inputs: { endpointName: endpointName(modelEndpointExample.name) },
  perform: (client, { endpointName: name }): Promise<object> =>
    client.get(path`/api/2.0/serving-endpoints/${name}/openapi`),
  example: endpointSchemaExample,
});
