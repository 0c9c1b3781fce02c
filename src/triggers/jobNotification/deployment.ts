/** Sets up, on deployment, what tells the flow of the runs of a job. Everything can be done once more at any time. */

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
  /** Where the flow is reached. */
  url: string;
  credentials: Credentials;
  /** What an earlier deployment has saved of the same workspace. */
  saved?: SavedDestination;
}

const destinationNameOf = ({ context, jobId }: Deployment): string => {
  const { integration, flow, instance } = context;
  const parts = [integration, flow, instance].map(({ name }) => String(name ?? ""));
  return destinationName({ parts, jobId, owner: ownerOf(context) });
};

/** Takes the destination out of the jobs that it was in before, and leaves the job that it is for. */
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

/** Makes the destination, or makes the one that there is what it is to be. */
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
 * Sets everything up, in an order in which a deployment that breaks off leaves nothing that the next one, or the
 * removal, does not find: the name of the destination tells the job before the job names the destination.
 * @returns what is to be saved
 * @throws DatabricksError that says what is in the way
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
