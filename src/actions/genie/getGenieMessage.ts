import { databricksAction } from "../../databricksAction";
import { askGenieGrants } from "../../errors/requiredGrant";
import { getMessageInputs } from "../../inputs/genie/genieInputs";
import { type GenieAnswer, genieAnswerSchema, toGenieAnswer } from "../../services/genie/genieAnswer";
import { genieAnswerExample } from "../../services/genie/genieExamples";
import { fetchMessage, waitForMessage } from "../../services/genie/genieMessages";

/**
 * Takes the ids of a question and gives its state and, if there is one, its answer as Ask Genie does; with waiting, its
 * answer. If the rows have expired, the query runs again.
 * https://docs.databricks.com/api/workspace/genie/getmessage
 */
export const getGenieMessage = databricksAction({
  label: "Get Genie Message",
  description:
    "Get the state of a question to Genie and, when it has been answered, the answer, the SQL and the rows.",
  effect: "read",
  grants: askGenieGrants,
  inputs: getMessageInputs,
  perform: async (
    client,
    { timeoutSeconds, waitForCompletion, returnRows, ...ids },
  ): Promise<GenieAnswer> => {
    const timed = client.withTimeout(timeoutSeconds);
    const message = await fetchMessage(timed, ids);
    const current = waitForCompletion ? await waitForMessage(timed, ids, message) : message;
    return toGenieAnswer(client, ids, current, { timed, rows: returnRows ? "all" : "none" });
  },
  preview: async (client, { genieSpaceId, conversationId, messageId, returnRows }) => {
    const ids = { genieSpaceId, conversationId, messageId };
    const message = await fetchMessage(client, ids);
    return toGenieAnswer(client, ids, message, { timed: client, rows: returnRows ? "preview" : "none" });
  },
  example: genieAnswerExample,
  schema: genieAnswerSchema,
});
