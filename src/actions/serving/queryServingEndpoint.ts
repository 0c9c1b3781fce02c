import { databricksAction } from "../../databricksAction";
import { bodyOf } from "../../inputs/serving/requestShape";
import { queryInputs } from "../../inputs/serving/servingInputs";
import { invoke } from "../../services/serving/invocation";
import { answerText, chatPrompt, chatResponse, echoModel } from "../../services/serving/serving";

/** A model's answer. */
interface QueryResult {
  /** As the endpoint gave it. */
  response: object;
  /** The text of the first answer of a chat or completion model. */
  text?: string;
  servedModelName?: string;
}

/**
 * Asks a model and gives its answer as it came, with the text by itself for chat and completion models. An endpoint
 * that is not ready, or starts from zero, is waited for; a query whose outcome is unknown is not sent again.
 * https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export const queryServingEndpoint = databricksAction({
  label: "Query Serving Endpoint",
  description:
    "Ask a model behind a serving endpoint and get its answer, with the text by itself for chat and completion models.",
  effect: "write",
  inputs: queryInputs,
  perform: async (
    client,
    { endpointName, requestShape, timeoutSeconds, ...fields },
  ): Promise<QueryResult> => {
    const body = bodyOf(requestShape, fields);
    const { response, ...answered } = await invoke(client.withTimeout(timeoutSeconds), {
      endpointName,
      body,
    });
    const text = answerText(response);
    return { response, ...(text !== undefined && { text }), ...answered };
  },
  example: { response: chatResponse, text: chatPrompt, servedModelName: echoModel.name },
  schema: {
    type: "object",
    properties: {
      response: { type: "object", description: "The answer as the endpoint gave it." },
      text: { type: "string", description: "The text of the first answer of a chat or completion model." },
      servedModelName: { type: "string", description: "The served model that answered." },
    },
  },
});
