import { databricksAction } from "../../databricksAction";
import { canQueryEndpoint } from "../../errors/requiredGrant";
import { queryBody } from "../../inputs/serving/requestShape";
import { queryInputs } from "../../inputs/serving/servingInputs";
import { queryEndpoint, queryResultSchema } from "../../services/serving/queryEndpoint";
import {
  chatPromptExample,
  chatResponseExample,
  echoModelExample,
} from "../../services/serving/servingExamples";

/**
 * Queries a model and gives its response, with the text on its own for chat and completion models. Waits for an
 * endpoint that is not ready or scales up from zero; a query whose outcome is unknown is not retried.
 * https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export const queryServingEndpoint = databricksAction({
  label: "Query Serving Endpoint",
  description:
    "Query a model serving endpoint and return its response. For chat and completion models, the generated text is also returned separately.",
  effect: "write",
  grants: [canQueryEndpoint],
  inputs: queryInputs,
  perform: (client, { endpointName, requestShape, timeoutSeconds, ...fields }) =>
    queryEndpoint(client.withTimeout(timeoutSeconds), {
      endpointName,
      body: queryBody(requestShape, fields),
    }),
  example: { response: chatResponseExample, text: chatPromptExample, servedModelName: echoModelExample.name },
  schema: queryResultSchema,
});
