/** Removes what a deployment has set up: first from the job, then the destination itself. */

import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { mapSeries } from "../../http/mapSeries";
import type { NumericId } from "../../services/jobs/jobs";
import { deleteDestination, jobIdsInNames, listOwnDestinations } from "./destinations";
import { isPermanent, recoverFrom } from "./errorKinds";
import { removeWebhooks } from "./jobSettings";

/** What to remove, as far as it is known. */
interface RemovalTarget {
  owner: string;
  /** The destination and the job that were saved. */
  destinationId?: string;
  jobId?: NumericId;
}

const unchanged = (reason: unknown): unknown => reason;

/** What remains in the jobs, in words: Databricks refuses permanently. */
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
 * Removes the destinations of an owner from the jobs that refer to them, and deletes them. It is no failure if they no
 * longer exist. A destination that a job still refers to is kept: Databricks allows no changes to a job that refers to
 * a deleted one.
 * @returns what must be done manually, in words, if Databricks refuses permanently
 * @throws DatabricksError for transient failures, such as a broken connection: then everything can be repeated
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
