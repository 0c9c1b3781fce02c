import { databricksAction } from "../../databricksAction";
import { askGenieGrants } from "../../errors/requiredGrant";
import { askInputs } from "../../inputs/genie/genieInputs";
import { type GenieAnswer, genieAnswerSchema, toGenieAnswer } from "../../services/genie/genieAnswer";
import { genieAnswerExample } from "../../services/genie/genieExamples";
import { askQuestion, waitForMessage } from "../../services/genie/genieMessages";

/**
 * Asks Genie a question and gives its answer: words, the SQL and all its rows as exact, typed values. If it is not
 * answered in time, the error has the ids to continue with.
 * https://docs.databricks.com/api/workspace/genie/startconversation
 */
export const askGenie = databricksAction({
  label: "Ask Genie",
  description:
    "Ask a Genie space a question about its data, in natural language, and return the answer, the SQL and the rows.",
  effect: "write",
  grants: askGenieGrants,
  inputs: askInputs,
  repeat: {
    kind: "again",
    advice:
      "The question is asked again, and its answer may differ. Without Conversation ID, another conversation is started.",
  },
  perform: async (
    client,
    { timeoutSeconds, waitForCompletion, returnRows, ...given },
  ): Promise<GenieAnswer> => {
    const timed = client.withTimeout(timeoutSeconds);
    const { ids, message } = await askQuestion(timed, given);
    const current = waitForCompletion ? await waitForMessage(timed, ids, message) : message;
    return toGenieAnswer(client, ids, current, { timed, rows: returnRows ? "all" : "none" });
  },
  example: genieAnswerExample,
  schema: genieAnswerSchema,
});
