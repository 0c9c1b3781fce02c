/** Takes away what a deployment has set up: first out of the job, then the destination itself. */

import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { mapSeries } from "../../http/mapSeries";
import type { NumericId } from "../../services/jobs/jobs";
import { deleteDestination, jobIdsInNames, listOwnDestinations } from "./destinations";
import { isPermanent, recoverFrom } from "./errorKinds";
import { removeWebhooks } from "./jobSettings";

/** What there is to take away, as far as it is known. */
interface RemovalTarget {
  owner: string;
  /** The destination and the job that were saved. */
  destinationId?: string;
  jobId?: NumericId;
}

const unchanged = (reason: unknown): unknown => reason;

/** What remains in the jobs, in words: Databricks refuses, and would refuse again. */
export const detachFromJobs = async (
  client: DatabricksClient,
  jobIds: readonly NumericId[],
  ownDestinations: readonly string[],
): Promise<string[]> => {
  const warnings = await mapSeries(
    jobIds,
    (jobId) =>
      removeWebhooks(client, jobId, ownDestinations)
        .then(() => [])
        .catch(recoverFrom(isNotFound, () => []))
        .catch(
          recoverFrom(isPermanent, ({ message }) => [
            `Remove the notification destination ${ownDestinations.join(", ")} from job ${jobId} by hand: ${message}`,
          ]),
        ),
    unchanged,
  );
  return warnings.flat();
};

const deleteAll = async (client: DatabricksClient, ids: readonly string[]): Promise<string[]> => {
  const warnings = await mapSeries(
    ids,
    (id) =>
      deleteDestination(client, id)
        .then(() => [])
        .catch(
          recoverFrom(isPermanent, ({ message }) => [
            `Delete the notification destination ${id} by hand, under Settings > Notifications: ${message}`,
          ]),
        ),
    unchanged,
  );
  return warnings.flat();
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/**
 * Removes the destinations of an owner from the jobs that name them, and deletes them. What is gone already is no
 * failure. A destination that a job still names stays: Databricks lets nobody change a job that names one which is gone.
 * @returns what has to be done by hand, in words, where Databricks refuses for good
 * @throws DatabricksError for what may pass, such as a broken connection: then it can all be done once more
 */
export const removeDestination = async (
  client: DatabricksClient,
  { owner, destinationId, jobId }: RemovalTarget,
): Promise<string[]> => {
  const unlisted: string[] = [];
  const listed = await listOwnDestinations(client, owner).catch(
    recoverFrom(isPermanent, ({ message }) => {
      unlisted.push(
        `Look by hand, under Settings > Notifications, for destinations whose names end in [${owner}]: ${message}`,
      );
      return [];
    }),
  );
  const ownDestinations = unique([
    ...(destinationId === undefined ? [] : [destinationId]),
    ...listed.map(({ id }) => id),
  ]);
  const jobs = unique([...(jobId === undefined ? [] : [jobId]), ...jobIdsInNames(listed)]);
  const detachWarnings =
    ownDestinations.length > 0 ? await detachFromJobs(client, jobs, ownDestinations) : [];
  if (detachWarnings.length === 0) return [...(await deleteAll(client, ownDestinations)), ...unlisted];
  const afterwards = `Then delete the notification destination ${ownDestinations.join(", ")}, under Settings > Notifications.`;
  return [...detachWarnings, afterwards, ...unlisted];
};
