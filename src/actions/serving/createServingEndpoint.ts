import { databricksAction } from "../../databricksAction";
import { executeModelGrants, onlyWhen, workspaceAccess } from "../../errors/requiredGrant";
import { configInputs, configOf } from "../../inputs/serving/configInputs";
import { endpointSettings, newEndpoint, newEndpointName } from "../../inputs/serving/newEndpointInputs";
import { waitingUntil } from "../../inputs/waiting";
import { requestCreation, waitForEndpoint } from "../../services/serving/deployEndpoint";
import { createdEndpointExample } from "../../services/serving/deploymentExamples";

/**
 * Creates a serving endpoint, and gives it after the call, or when it is ready.
 * https://docs.databricks.com/api/workspace/servingendpoints/create
 */
export const createServingEndpoint = databricksAction({
  label: "Create Serving Endpoint",
  description: "Create a model serving endpoint and return it, either at once or when it is ready.",
  effect: "write",
  grants: [workspaceAccess, ...onlyWhen("for each registered model that it serves", executeModelGrants)],
  inputs: {
    endpointName: newEndpointName,
    ...configInputs,
    endpointSettings,
    ...waitingUntil("the endpoint is ready"),
  },
  repeat: { kind: "refused", advice: "An endpoint with this name already exists." },
  perform: async (
    client,
    { endpointName, endpointSettings, waitForCompletion, timeoutSeconds, ...given },
  ) => {
    const timed = client.withTimeout(timeoutSeconds);
    const created = await requestCreation(
      timed,
      newEndpoint(endpointName, configOf(given), endpointSettings),
    );
    return waitForCompletion ? waitForEndpoint(timed, endpointName, created) : created;
  },
  example: createdEndpointExample,
});
