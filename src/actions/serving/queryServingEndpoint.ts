import { databricksAction } from "../../databricksAction";
import { canQueryEndpoint } from "../../errors/requiredGrant";
import { queryRequest } from "../../inputs/serving/queryRequest";
import { queryInputs } from "../../inputs/serving/servingInputs";
import { fetchEndpointTask } from "../../services/serving/endpointTask";
import { queryEndpoint, queryResultSchema } from "../../services/serving/queryEndpoint";
import {
  chatAnswerExample,
  chatEndpointExample,
  chatResponseExample,
} from "../../services/serving/servingExamples";

/**
 * Queries a model and gives its response, with the text on its own for language models and agents. Waits for an
 * endpoint that is not ready or scales up from zero; a query whose outcome is unknown is not retried.
 * https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export const queryServingEndpoint = databricksAction({
  label: "Query Serving Endpoint",
  description:
    "Query a model serving endpoint and return its response. For language models and agents, the generated text is also returned separately.",
  effect: "write",
  grants: [canQueryEndpoint],
  inputs: queryInputs,
  repeat: {
    kind: "again",
    advice: "The model is queried and charged again. The generated response may differ.",
  },
  perform: async (client, { timeoutSeconds, servedModel, ...given }) => {
    const { endpointName } = given;
    const timed = client.withTimeout(timeoutSeconds);
    const body = await queryRequest(given, () => fetchEndpointTask(timed, endpointName));
    return queryEndpoint(timed, { endpointName, servedModel, body });
  },
  example: {
    response: chatResponseExample,
    text: chatAnswerExample.answer,
    servedModelName: chatEndpointExample.name,
  },
  schema: queryResultSchema,
});
