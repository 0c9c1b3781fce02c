/** Queries an endpoint and extracts the text from its response. */
import type { DatabricksClient } from "../../client";
import { type Invocation, invoke } from "./invocation";
import { answerText } from "./serving";

/** A model's response. */
interface QueryResult {
  /** The endpoint's response, unchanged. */
  response: unknown;
  /** The text of a language model or an agent. */
  text?: string;
  servedModelName?: string;
}

export const queryResultSchema = {
  type: "object" as const,
  properties: {
    response: {
      type: ["object" as const, "array" as const, "string" as const],
      description:
        "The response of the endpoint: an object, or whatever else a custom model or an agent returns.",
    },
    text: {
      type: "string" as const,
      description: "The text of the first choice of a chat or completion model, or of an agent's messages.",
    },
    servedModelName: { type: "string" as const, description: "The served model that responded." },
  },
};

/** Gives the response unchanged, with the text on its own for language models and agents. Throws as `invoke` does. */
export const queryEndpoint = async (
  client: DatabricksClient,
  invocation: Invocation,
): Promise<QueryResult> => {
  const { response, ...answered } = await invoke(client, invocation);
  const text = answerText(response);
  return { response, ...(text !== undefined && { text }), ...answered };
};
