/** The notification destinations of a flow: found again, made, changed, deleted. There is never more than one. */

import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { appendHint } from "../../http/errors";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import type { NumericId } from "../../services/jobs/jobs";
import {
  type DestinationSummary,
  destinationSchema,
  readDestinationName,
} from "../../services/notificationDestinations/notificationDestinations";
import type { Credentials } from "./credentials";
import { lacksRight, recoverFrom } from "./errorKinds";

const pageSize = 100;

/** What a destination is to be. */
export interface WantedDestination {
  name: string;
  url: string;
  credentials: Credentials;
}

const toRequestBody = ({ name, url, credentials: { userName, password } }: WantedDestination) => ({
  display_name: name,
  config: { generic_webhook: { url, username: userName, password } },
});

/** Says what to do where the right is lacking. */
const withDestinationHint = (error: unknown): Error =>
  lacksRight(error)
    ? appendHint(
        error,
        "Only workspace admins may manage notification destinations: sign in as one, or set Mode to manual.",
      )
    : appendHint(error, "The notification destination was not set up.");

/** Every destination of an owner, by its name. */
export const listOwnDestinations = async (
  client: DatabricksClient,
  owner: string,
): Promise<DestinationSummary[]> => {
  const all = await client.list(
    path`/api/2.0/notification-destinations`,
    pagesOf("results", destinationSchema),
    { page_size: pageSize },
  );
  return all.filter(({ display_name }) => readDestinationName(display_name)?.owner === owner);
};

const findById = (client: DatabricksClient, id: string): Promise<DestinationSummary | undefined> =>
  client
    .get(path`/api/2.0/notification-destinations/${id}`, { schema: destinationSchema })
    .catch(recoverFrom(isNotFound, () => undefined));

/**
 * Finds the destinations of an owner again: the one that was saved, or all that bear the owner's name. A deployment
 * that broke off after it had made one has saved nothing.
 */
export const findOwnDestinations = async (
  client: DatabricksClient,
  owner: string,
  savedId: string | undefined,
): Promise<DestinationSummary[]> => {
  try {
    const saved = savedId === undefined ? undefined : await findById(client, savedId);
    return saved ? [saved] : await listOwnDestinations(client, owner);
  } catch (error) {
    throw withDestinationHint(error);
  }
};

/** The jobs that the names of destinations tell. */
export const jobIdsInNames = (destinations: readonly DestinationSummary[]): NumericId[] =>
  destinations.flatMap(({ display_name }) => readDestinationName(display_name)?.jobId ?? []);

/**
 * Makes a destination. Where the answer is lost, it is looked for by its name before anybody makes another.
 * @returns its id
 */
export const createDestination = async (
  client: DatabricksClient,
  owner: string,
  destination: WantedDestination,
): Promise<string> => {
  try {
    const made = await client.post(path`/api/2.0/notification-destinations`, toRequestBody(destination), {
      schema: destinationSchema,
      needsBody: true,
    });
    return made.id;
  } catch (error) {
    // Where nothing can be found, the first failure is the one to tell.
    const [found] = lacksRight(error) ? [] : await listOwnDestinations(client, owner).catch(() => []);
    if (!found) throw withDestinationHint(error);
    return updateDestination(client, found.id, destination);
  }
};

/**
 * Makes a destination what it is to be, in name, address and credentials. Its address cannot be read, so it is written.
 * @returns its id
 */
export const updateDestination = async (
  client: DatabricksClient,
  id: string,
  wanted: WantedDestination,
): Promise<string> => {
  try {
    const body = toRequestBody(wanted);
    await client.patch(path`/api/2.0/notification-destinations/${id}`, body, { idempotent: true });
    return id;
  } catch (error) {
    throw withDestinationHint(error);
  }
};

/** Deletes a destination; one that is gone already is as good as deleted. */
export const deleteDestination = async (client: DatabricksClient, id: string): Promise<void> => {
  await client
    .delete(path`/api/2.0/notification-destinations/${id}`)
    .catch(recoverFrom(isNotFound, () => undefined));
};
