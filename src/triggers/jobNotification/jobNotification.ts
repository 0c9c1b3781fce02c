import { trigger } from "@prismatic-io/spectral";
import { withFacts } from "../../facts";
import { connection, debugRequest } from "../../inputs/shared";
import { exampleWebhookResult } from "./exampleWebhookResult";
import { deploy, remove, type TriggerParameters } from "./lifecycle";
import { notificationGrants } from "./notificationGrants";
import { notificationInputs } from "./notificationInputs";
import { branches, handleWebhook, notificationsOf } from "./webhookHandler";

/**
 * Starts a flow when Databricks notifies it of an event of a job run. On deployment, the trigger creates the
 * notification destination and adds it to the job; with the instance, it removes both.
 * https://docs.databricks.com/aws/en/jobs/notifications
 */
export const jobNotification = trigger({
  display: {
    label: "Job Notification",
    description:
      "Start a flow as soon as a job run starts, succeeds, fails or exceeds its duration warning. The notification is set up in Databricks on deployment.",
    directions:
      "The connection must sign in as a workspace admin who may also manage the job: only admins may create the notification destination.",
    important: true,
  },
  inputs: { connection, ...notificationInputs, debugRequest },
  scheduleSupport: "invalid",
  synchronousResponseSupport: "valid",
  allowsBranching: true,
  staticBranchNames: Object.values(branches),
  triggerResolverSupport: "valid",
  batchConfig: { batchSize: 1 },
  triggerResolver: { resolveItems: (_context, result) => notificationsOf(result) },
  perform: (context, payload, params) =>
    handleWebhook(context, payload, params as unknown as TriggerParameters),
  webhookLifecycleHandlers: {
    create: (context, params) => deploy(context, params as unknown as TriggerParameters),
    delete: (context, params) => remove(context, params as unknown as TriggerParameters),
  },
  examplePayload: exampleWebhookResult,
});

withFacts(jobNotification, { grants: notificationGrants });
