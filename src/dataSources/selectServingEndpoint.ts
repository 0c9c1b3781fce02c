import { canViewEndpoint, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import {
  fetchEndpoints,
  type ServingEndpoint,
  servingEndpointChoiceSchema,
} from "../services/serving/serving";
import { servingEndpointExamples } from "../services/serving/servingExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ name, state }: Pick<ServingEndpoint, "name" | "state">) => ({
  key: name,
  label: withState(name, state?.ready),
});

/**
 * Every serving endpoint by name, with whether it is ready.
 * https://docs.databricks.com/api/workspace/servingendpoints/list
 */
export const selectServingEndpoint = picklist({
  label: "Select Serving Endpoint",
  description: "Select a model serving endpoint of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canViewEndpoint])],
  choices: async (client) =>
    (await fetchEndpoints(client, lenientSchema(servingEndpointChoiceSchema))).map(choice),
  example: servingEndpointExamples.map(choice),
});
