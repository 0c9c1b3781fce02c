import { databricksAction } from "../../databricksAction";
import { manageEndpointGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { endpointName } from "../../inputs/serving/servingInputs";
import { awaitDeletion } from "../../services/awaitDeletion";
import { modelEndpointExample } from "../../services/serving/servingExamples";

/**
 * Takes an endpoint's name, deletes the endpoint permanently and gives the name.
 * https://docs.databricks.com/api/workspace/servingendpoints/delete
 */
export const deleteServingEndpoint = databricksAction({
  label: "Delete Serving Endpoint",
  description: "Delete a model serving endpoint permanently. The registered models are kept.",
  effect: "write",
  grants: manageEndpointGrants,
  inputs: { endpointName: endpointName(modelEndpointExample.name) },
  repeat: { kind: "refused", advice: "An endpoint that was already deleted is an error." },
  perform: async (client, { endpointName: name }) => {
    await awaitDeletion(client.delete(path`/api/2.0/serving-endpoints/${name}`));
    return { name };
  },
  example: { name: modelEndpointExample.name },
});
