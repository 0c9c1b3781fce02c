import { databricksAction } from "../../databricksAction";
import { queryBody } from "../../inputs/serving/requestShape";
import { queryInputs } from "../../inputs/serving/servingInputs";
import { queryEndpoint, queryResultSchema } from "../../services/serving/queryEndpoint";
import { chatPrompt, chatResponse, echoModel } from "../../services/serving/serving";

/**
 * Asks a model and gives its answer as it came, with the text by itself for chat and completion models. An endpoint
 * that is not ready, or starts from zero, is waited for; a query whose outcome is unknown is not sent again.
 * https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export const queryServingEndpoint = databricksAction({
  label: "Query Serving Endpoint",
  description:
    "Query a model serving endpoint and return its response. For chat and completion models, the generated text is also returned separately.",
  effect: "write",
  inputs: queryInputs,
  perform: (client, { endpointName, requestShape, timeoutSeconds, ...fields }) =>
    queryEndpoint(client.withTimeout(timeoutSeconds), {
      endpointName,
      body: queryBody(requestShape, fields),
    }),
  example: { response: chatResponse, text: chatPrompt, servedModelName: echoModel.name },
  schema: queryResultSchema,
});
