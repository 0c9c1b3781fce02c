/** The notification destinations of a flow: found, created, changed, deleted. There is never more than one. */

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

/** The wanted destination. */
export interface WantedDestination {
  name: string;
  url: string;
  credentials: Credentials;
}

const toRequestBody = ({ name, url, credentials: { userName, password } }: WantedDestination) => ({
  display_name: name,
  config: { generic_webhook: { url, username: userName, password } },
});

/** Adds what to do if the permission is missing. */
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
 * Finds the destinations of an owner: the saved one, or all with the owner's name. A deployment that was interrupted
 * after creating one has saved nothing.
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

/** The jobs in the names of destinations. */
export const jobIdsInNames = (destinations: readonly DestinationSummary[]): NumericId[] =>
  destinations.flatMap(({ display_name }) => readDestinationName(display_name)?.jobId ?? []);

/**
 * Creates a destination. If the response is lost, it is searched for by its name before another is created.
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
    // If nothing is found, the first failure is reported.
    const [found] = lacksRight(error) ? [] : await listOwnDestinations(client, owner).catch(() => []);
    if (!found) throw withDestinationHint(error);
    return updateDestination(client, found.id, destination);
  }
};

/**
 * Updates the name, address and credentials of a destination. Its address cannot be read, so it is always written.
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

/** Deletes a destination; one that does not exist counts as deleted. */
export const deleteDestination = async (client: DatabricksClient, id: string): Promise<void> => {
  await client
    .delete(path`/api/2.0/notification-destinations/${id}`)
    .catch(recoverFrom(isNotFound, () => undefined));
};
