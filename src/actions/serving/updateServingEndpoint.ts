import { databricksAction } from "../../databricksAction";
import { executeModelGrants, manageEndpointGrants, onlyWhen } from "../../errors/requiredGrant";
import { configInputs, configOf } from "../../inputs/serving/configInputs";
import { endpointName } from "../../inputs/serving/servingInputs";
import { waitingUntil } from "../../inputs/waiting";
import { requestUpdate, waitForEndpoint } from "../../services/serving/deployEndpoint";
import { updatingEndpointExample } from "../../services/serving/deploymentExamples";
import { modelEndpointExample } from "../../services/serving/servingExamples";

/**
 * Replaces what an endpoint serves, and gives the endpoint after the call, or when the update is complete.
 * https://docs.databricks.com/api/workspace/servingendpoints/updateconfig
 */
export const updateServingEndpoint = databricksAction({
  label: "Update Serving Endpoint",
  description:
    "Replace the models that a serving endpoint serves and return the endpoint, either at once or when the update is complete. Until then, the endpoint serves the earlier models.",
  effect: "write",
  grants: [
    ...manageEndpointGrants,
    ...onlyWhen("for each registered model that it serves", executeModelGrants),
  ],
  inputs: {
    endpointName: endpointName(modelEndpointExample.name),
    ...configInputs,
    ...waitingUntil("the update is complete"),
  },
  repeat: {
    kind: "refused",
    advice:
      "While the earlier update is in progress, this is an error. Afterwards, the configuration is the same.",
  },
  perform: async (client, { endpointName: name, waitForCompletion, timeoutSeconds, ...given }) => {
    const timed = client.withTimeout(timeoutSeconds);
    const updated = await requestUpdate(timed, name, configOf(given));
    return waitForCompletion ? waitForEndpoint(timed, name, updated) : updated;
  },
  example: updatingEndpointExample,
});
