import { databricksAction } from "../../databricksAction";
import { canRunGenieSpace, workspaceAccess } from "../../errors/requiredGrant";
import { feedbackInputs } from "../../inputs/genie/genieInputs";
import { genieFeedbackExample } from "../../services/genie/genieExamples";
import { sendFeedback } from "../../services/genie/genieFeedback";

/**
 * Takes the ids of a question and a rating of its answer, and gives the updated rating.
 * https://docs.databricks.com/api/workspace/genie/sendmessagefeedback
 */
export const sendGenieFeedback = databricksAction({
  label: "Send Genie Feedback",
  description: "Rate an answer of Genie, or remove its rating, and return the updated rating.",
  effect: "write",
  grants: [canRunGenieSpace, workspaceAccess],
  inputs: feedbackInputs,
  repeat: { kind: "sameState" },
  perform: (client, { rating, comment, ...ids }) => sendFeedback(client, ids, { rating, comment }),
  example: genieFeedbackExample,
});
