/** The example of what a flow starts with: the end of the example run, notified and fetched. */
import { jobEventBodyExample, jobEventExample, jobRunExample } from "../../services/jobs/jobsExamples";
import { withOutcome } from "../../services/jobs/runs";
import { examplePayload } from "../examplePayload";
import { branches, type Notification, type WebhookResult } from "./webhookHandler";

const notification: Notification = {
  ...jobEventExample,
  fetchedRun: withOutcome(jobRunExample),
  failedTasks: [],
};

/** The example, as the flow's steps get it. */
export const exampleWebhookResult: WebhookResult = {
  payload: {
    ...examplePayload(notification, { "Content-Type": "application/json" }),
    rawBody: { data: JSON.stringify(jobEventBodyExample), contentType: "application/json" },
  },
  response: { statusCode: 200, contentType: "application/json", body: JSON.stringify({ received: true }) },
  branch: branches.notification,
};
