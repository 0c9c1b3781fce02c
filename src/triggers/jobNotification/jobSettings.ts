/** The webhooks of a job in Databricks: read, merged with ours, written, and read again. */

import type { DatabricksClient } from "../../client";
import { mayBeCarriedOut } from "../../errors/kinds";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { type JobSettings, type NumericId, notifiedJobSchema } from "../../services/jobs/jobs";
import {
  changedWebhooks,
  fullEvents,
  maxDestinations,
  type WantedWebhooks,
} from "../../services/jobs/jobWebhooks";

/** The settings of a job without its longer lists: the first page has everything needed. */
export const readSettings = async (client: DatabricksClient, jobId: NumericId): Promise<JobSettings> => {
  const { settings = {} } = await client.get(path`/api/2.2/jobs/get`, {
    schema: notifiedJobSchema,
    query: { job_id: jobId },
  });
  return settings;
};

/** @throws DatabricksError that names the events and their current destinations */
export const checkCapacity = (jobId: NumericId, settings: JobSettings, wanted: WantedWebhooks): void => {
  const full = fullEvents(settings, wanted.ownDestinations, wanted.events);
  if (full.length === 0) return;
  const fullText = full.map(({ field, ids }) => `${field} (${ids.join(", ")})`).join(", ");
  throw new DatabricksError({
    operation: `Adding a notification to job ${jobId}`,
    message: `Databricks allows ${maxDestinations} destinations per event, and these have as many: ${fullText}`,
    hint: "Remove one of them from the job's notifications, or choose other events.",
    resourceIds: { jobId: String(jobId) },
  });
};

/** How often the settings are written if others write at the same time. */
const maxWrites = 4;

/** A job that refers to a deleted destination cannot be changed at all. */
const isDestinationDeleted = (error: unknown): boolean =>
  error instanceof Error && /webhook with id/i.test(error.message);

const deletedDestinationHint =
  "The job or one of its tasks names a notification destination that was deleted: remove it from the notifications there.";

const writeWebhooks = (client: DatabricksClient, jobId: NumericId, webhooks: object): Promise<object> =>
  client
    .post(
      path`/api/2.2/jobs/update`,
      Object.keys(webhooks).length > 0
        ? { job_id: jsonInteger(jobId), new_settings: { webhook_notifications: webhooks } }
        : { job_id: jsonInteger(jobId), fields_to_remove: ["webhook_notifications"] },
    )
    .catch(rethrowWithHint(deletedDestinationHint, isDestinationDeleted));

/**
 * Updates our part of a job's webhooks. Databricks replaces the whole field and has no versions: so it is read right
 * before and after it is written, and written again if somebody else has undone it.
 * @throws DatabricksError when others keep undoing it, or Databricks refuses
 */
export const updateWebhooks = async (
  client: DatabricksClient,
  jobId: NumericId,
  wanted: WantedWebhooks,
  writes = maxWrites,
): Promise<void> => {
  const settings = await readSettings(client, jobId);
  const webhooks = changedWebhooks(settings, wanted);
  if (webhooks === undefined) return;
  if (writes === 0) {
    throw new DatabricksError({
      operation: `Changing the notifications of job ${jobId}`,
      message: "somebody else changes them at the same time",
      hint: "Deploy again.",
      resourceIds: { jobId: String(jobId) },
    });
  }
  await writeOnce(client, jobId, webhooks, writes);
  return updateWebhooks(client, jobId, wanted, writes - 1);
};

const writeOnce = async (
  client: DatabricksClient,
  jobId: NumericId,
  webhooks: object,
  writes: number,
): Promise<void> => {
  try {
    await writeWebhooks(client, jobId, webhooks);
  } catch (error) {
    // Reading the settings again shows whether they were written.
    if (!mayBeCarriedOut(error) || writes === 1) throw error;
  }
};

/** Removes destinations from a job's webhooks. Throws as `updateWebhooks` does. */
export const removeWebhooks = (
  client: DatabricksClient,
  jobId: NumericId,
  ownDestinations: readonly string[],
): Promise<void> => updateWebhooks(client, jobId, { ownDestinations, events: [] });
