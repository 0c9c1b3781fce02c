import { type ServingEndpoint, type ServingEndpointList, servingEndpoints } from "../api/serving";
import { path } from "../http/path";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ name, state }: ServingEndpoint) => ({ key: name, label: withState(name, state?.ready) });

/**
 * Every serving endpoint by name, with whether it is ready.
 * https://docs.databricks.com/api/workspace/servingendpoints/list
 */
export const selectServingEndpoint = picklist({
  label: "Select Serving Endpoint",
  description: "Select a model serving endpoint of the workspace.",
  choices: async (client) =>
    ((await client.get<ServingEndpointList>(path`/api/2.0/serving-endpoints`)).endpoints ?? []).map(choice),
  example: servingEndpoints.map(choice),
});
