/** Sets up the notifications about the runs of a job on deployment. Everything can be repeated at any time. */

import type { ActionContext } from "@prismatic-io/spectral";
import type { DatabricksClient } from "../../client";
import { appendHint } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import type { NumericId } from "../../services/jobs/jobs";
import { hasDurationRule, type JobEventName, type WantedWebhooks } from "../../services/jobs/jobWebhooks";
import type { DestinationSummary } from "../../services/notificationDestinations/notificationDestinations";
import { destinationName } from "../../services/notificationDestinations/notificationDestinations";
import type { Credentials } from "./credentials";
import {
  createDestination,
  deleteDestination,
  findOwnDestinations,
  jobIdsInNames,
  updateDestination,
  type WantedDestination,
} from "./destinations";
import { checkCapacity, readSettings, removeWebhooks, updateWebhooks } from "./jobSettings";
import { detachFromJobs } from "./removal";
import { ownerOf, type SavedDestination } from "./savedDestination";

/** What a deployment sets up. */
interface Deployment {
  context: ActionContext;
  client: DatabricksClient;
  jobId: NumericId;
  events: JobEventName[];
  /** The URL of the flow. */
  url: string;
  credentials: Credentials;
  /** What an earlier deployment has saved for the same workspace. */
  saved?: SavedDestination;
}

const destinationNameOf = ({ context, jobId }: Deployment): string => {
  const { integration, flow, instance } = context;
  const parts = [integration, flow, instance].map(({ name }) => String(name ?? ""));
  return destinationName({ parts, jobId, owner: ownerOf(context) });
};

/** Removes the destination from its previous jobs, except for its current job. */
const detachFromOtherJobs = async (
  { context, client, jobId, saved }: Deployment,
  ownDestinations: readonly string[],
  found: readonly DestinationSummary[],
): Promise<void> => {
  const before = new Set([...(saved ? [saved.jobId] : []), ...jobIdsInNames(found)]);
  before.delete(jobId);
  for (const warning of await detachFromJobs(client, [...before], ownDestinations))
    context.logger.warn(warning);
};

/** Undoes a deployment that could not add its destination to the job. */
const undo = async (
  { client, jobId }: Deployment,
  destinationId: string,
  ownDestinations: readonly string[],
  reason: unknown,
): Promise<never> => {
  const note = await removeWebhooks(client, jobId, ownDestinations)
    .then(() => deleteDestination(client, destinationId))
    .then(
      () => "The notification destination was deleted again.",
      () => `The notification destination ${destinationId} is kept: the next deployment uses it.`,
    );
  throw appendHint(reason, note);
};

/** Creates the destination, or updates the existing one. */
const prepareDestination = async (
  deployment: Deployment,
  found: DestinationSummary | undefined,
): Promise<string> => {
  const { context, client, url, credentials } = deployment;
  const settings: WantedDestination = { name: destinationNameOf(deployment), url, credentials };
  return found
    ? updateDestination(client, found.id, settings)
    : createDestination(client, ownerOf(context), settings);
};

const logDeployment = (
  { context, jobId, events }: Deployment,
  destinationId: string,
  isNew: boolean,
): void => {
  const outcome = isNew ? "was created and" : "already exists and";
  context.logger.info(
    `Notification destination ${destinationId} ${outcome} is notified of job ${jobId}: ${events.join(", ")}`,
  );
};

const missingDurationRule = (jobId: NumericId): string =>
  `On Slow Run is on, but job ${jobId} has no duration warning (a health rule on RUN_DURATION_SECONDS), so Databricks does not report slow runs.`;

/**
 * Sets everything up, in an order in which an interrupted deployment leaves nothing that the next one, or the removal,
 * does not find: the destination's name contains the job before the job refers to the destination.
 * @returns what to save
 * @throws DatabricksError that names the problem
 */
export const setUpDestination = async (deployment: Deployment): Promise<SavedDestination> => {
  const { context, client, jobId, events, url, credentials, saved } = deployment;
  const found = await findOwnDestinations(client, ownerOf(context), saved?.destinationId);
  const before = [...new Set([...found.map(({ id }) => id), ...(saved ? [saved.destinationId] : [])])];
  const settings = await readSettings(client, jobId);
  checkCapacity(jobId, settings, { ownDestinations: before, events });
  if (before.length > 0) await detachFromOtherJobs(deployment, before, found);
  const [first, ...others] = found;
  const destination = await prepareDestination(deployment, first);
  const ownDestinations = [...new Set([...before, destination])];
  const webhooks: WantedWebhooks = { ownDestinations, destination, events };
  await updateWebhooks(client, jobId, webhooks).catch((reason: unknown) => {
    if (first) throw reason;
    return undo(deployment, destination, ownDestinations, reason);
  });
  await mapSeries(
    others,
    ({ id }) => deleteDestination(client, id),
    (reason) => reason,
  );
  if (events.includes("slow") && !hasDurationRule(settings)) context.logger.warn(missingDurationRule(jobId));
  logDeployment(deployment, destination, first === undefined);
  const { baseUrl: workspaceUrl, workspaceId = saved?.workspaceId } = client;
  return {
    destinationId: destination,
    jobId,
    url,
    workspaceUrl,
    ...(workspaceId !== undefined && { workspaceId }),
    ...credentials,
  };
};
