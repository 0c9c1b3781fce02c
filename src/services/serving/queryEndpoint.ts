/** Queries an endpoint and reads the text out of its answer. */
import type { DatabricksClient } from "../../client";
import { type Invocation, invoke } from "./invocation";
import { answerText } from "./serving";

/** A model's answer. */
interface QueryResult {
  /** As the endpoint gave it. */
  response: object;
  /** The text of the first choice of a chat or completion model. */
  text?: string;
  servedModelName?: string;
}

export const queryResultSchema = {
  type: "object" as const,
  properties: {
    response: { type: "object" as const, description: "The response of the endpoint." },
    text: {
      type: "string" as const,
      description: "The text of the first choice of a chat or completion model.",
    },
    servedModelName: { type: "string" as const, description: "The served model that responded." },
  },
};

/** Gives the answer as it came, with the text by itself for chat and completion models. Throws as `invoke` does. */
export const queryEndpoint = async (
  client: DatabricksClient,
  invocation: Invocation,
): Promise<QueryResult> => {
  const { response, ...answered } = await invoke(client, invocation);
  const text = answerText(response);
  return { response, ...(text !== undefined && { text }), ...answered };
};
