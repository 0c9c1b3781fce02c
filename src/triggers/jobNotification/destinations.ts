/** The notification destinations of a flow: found again, made, changed, deleted. There is never more than one. */

import type { DatabricksClient } from "../../client";
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
import { isForbidden, isMissing, unless } from "./refusals";

const pageSize = 100;

/** What a destination is to be. */
export interface WantedDestination {
  name: string;
  url: string;
  credentials: Credentials;
}

const bodyOf = ({ name, url, credentials: { userName, password } }: WantedDestination) => ({
  display_name: name,
  config: { generic_webhook: { url, username: userName, password } },
});

/** Says what to do where the right is lacking. */
const explained = (error: unknown): Error =>
  isForbidden(error)
    ? appendHint(
        error,
        "Only workspace admins may manage notification destinations: sign in as one, or set Mode to manual.",
      )
    : appendHint(error, "The notification destination was not set up.");

/** Every destination of an owner, by its name. */
export const listOwn = async (client: DatabricksClient, owner: string): Promise<DestinationSummary[]> => {
  const all = await client.list(
    path`/api/2.0/notification-destinations`,
    pagesOf("results", destinationSchema),
    { page_size: pageSize },
  );
  return all.filter(({ display_name }) => readDestinationName(display_name)?.owner === owner);
};

const getOne = (client: DatabricksClient, id: string): Promise<DestinationSummary | undefined> =>
  client
    .get(path`/api/2.0/notification-destinations/${id}`, { schema: destinationSchema })
    .catch(unless(isMissing, () => undefined));

/**
 * Finds the destinations of an owner again: the one that was saved, or all that bear the owner's name. A deployment
 * that broke off after it had made one has saved nothing.
 */
export const findOwn = async (
  client: DatabricksClient,
  owner: string,
  savedId: string | undefined,
): Promise<DestinationSummary[]> => {
  try {
    const saved = savedId === undefined ? undefined : await getOne(client, savedId);
    return saved ? [saved] : await listOwn(client, owner);
  } catch (error) {
    throw explained(error);
  }
};

/** The jobs that the names of destinations tell. */
export const jobsInNames = (destinations: readonly DestinationSummary[]): NumericId[] =>
  destinations.flatMap(({ display_name }) => readDestinationName(display_name)?.jobId ?? []);

/**
 * Makes a destination. Where the answer is lost, it is looked for by its name before anybody makes another.
 * @returns its id
 */
export const makeDestination = async (
  client: DatabricksClient,
  owner: string,
  wanted: WantedDestination,
): Promise<string> => {
  try {
    const made = await client.post(path`/api/2.0/notification-destinations`, bodyOf(wanted), {
      schema: destinationSchema,
      needsBody: true,
    });
    return made.id;
  } catch (error) {
    // Where nothing can be found, the first failure is the one to tell.
    const [found] = isForbidden(error) ? [] : await listOwn(client, owner).catch(() => []);
    if (!found) throw explained(error);
    return changeDestination(client, found.id, wanted);
  }
};

/**
 * Makes a destination what it is to be, in name, address and credentials. Its address cannot be read, so it is written.
 * @returns its id
 */
export const changeDestination = async (
  client: DatabricksClient,
  id: string,
  wanted: WantedDestination,
): Promise<string> => {
  try {
    const body = bodyOf(wanted);
    await client.patch(path`/api/2.0/notification-destinations/${id}`, body, { idempotent: true });
    return id;
  } catch (error) {
    throw explained(error);
  }
};

/** Deletes a destination; one that is gone already is as good as deleted. */
export const deleteDestination = async (client: DatabricksClient, id: string): Promise<void> => {
  await client
    .delete(path`/api/2.0/notification-destinations/${id}`)
    .catch(unless(isMissing, () => undefined));
};
