/** Polls a pipeline for updates that have ended since the last poll, each once. */

import type { DatabricksClient } from "../../client";
import { isObjectMissing } from "../../errors/kinds";
import { mapConcurrent } from "../../http/concurrency";
import { type UpdateWithOutcome, withOutcomeAndErrors } from "../../services/pipelines/pipelineEvents";
import { maxPipelinePageSize } from "../../services/pipelines/pipelines";
import {
  creationTimeOf,
  fetchUpdate,
  listUpdates,
  type PipelineUpdate,
  type UpdateOutcome,
  updateOutcome,
} from "../../services/pipelines/updates";
import type { PollResult } from "../databricksPolling";
import { isIntegerFrom } from "../storedState";

/** The source of the poll. */
interface UpdateSource {
  pipelineId: string;
  /** The outcomes to return; all if there are none. */
  outcomes: readonly UpdateOutcome[];
}

/** What is stored between polls. */
export interface PolledUpdateState extends Record<string, unknown> {
  /** The creation time of the latest update seen, in ms since the epoch. */
  newest: number;
  /** The ids of the updates created at that time, nearly always one. */
  seen: string[];
  /** The ids of the updates that were active. */
  active: string[];
}

const areIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === "string" && id !== "");

/** Reads a stored state; undefined if it is invalid. */
export const readUpdateState = (stored: Record<string, unknown>): PolledUpdateState | undefined => {
  const { newest, seen, active } = stored;
  return isIntegerFrom(newest, 0) && areIds(seen) && areIds(active) ? { newest, seen, active } : undefined;
};

/** The number of updates whose state or errors are read at a time. */
const maxConcurrency = 4;

const isActive = (update: PipelineUpdate): boolean => updateOutcome(update) === "active";

const idsOf = (updates: readonly PipelineUpdate[]): string[] => updates.map(({ update_id }) => update_id);

/** Each update once: pages may shift while they are read. */
const distinct = (updates: readonly PipelineUpdate[]): PipelineUpdate[] => [
  ...new Map(updates.map((update) => [update.update_id, update])).values(),
];

/** An update that was active at the last poll; undefined if it has been deleted. */
const findUpdate = async (
  client: DatabricksClient,
  pipelineId: string,
  updateId: string,
): Promise<PipelineUpdate | undefined> => {
  try {
    return await fetchUpdate(client, pipelineId, updateId);
  } catch (error) {
    // If the pipeline itself is not found, listing its updates fails, too.
    if (!isObjectMissing(error)) throw error;
    client.logger.warn(`Update ${updateId}, which was active at the last poll, no longer exists`);
    return undefined;
  }
};

/** The updates that are new or were active at the last poll, in the order of their starts. */
const currentUpdates = async (
  client: DatabricksClient,
  pipelineId: string,
  { newest, seen, active }: PolledUpdateState,
): Promise<PipelineUpdate[]> => {
  const listed = distinct(await listUpdates(client, pipelineId, { since: newest }));
  const known = new Set([...seen, ...active]);
  const fresh = listed
    .filter((update) => creationTimeOf(update) >= newest && !known.has(update.update_id))
    .reverse();
  const followed = await mapConcurrent(active, maxConcurrency, (id) => findUpdate(client, pipelineId, id));
  return [...followed.filter((update) => update !== undefined), ...fresh].sort(
    (one, other) => creationTimeOf(one) - creationTimeOf(other),
  );
};

/** The state after some updates have been handled. @param left the IDs of those that the next poll handles */
const nextState = (
  { newest: before, seen, active }: PolledUpdateState,
  handled: readonly PipelineUpdate[],
  left: ReadonlySet<string>,
): PolledUpdateState => {
  const newest = handled.reduce((latest, update) => Math.max(latest, creationTimeOf(update)), before);
  const atNewest = idsOf(handled.filter((update) => creationTimeOf(update) === newest));
  return {
    newest,
    seen: newest === before ? [...new Set([...seen, ...atNewest])] : atNewest,
    active: [...active.filter((id) => left.has(id)), ...idsOf(handled.filter(isActive))],
  };
};

/**
 * Gives the updates that have ended since the last poll, in the order of their starts.
 * @param state the state of the last poll; undefined at the first poll, which gives no updates
 * @param limit the maximum number of updates
 */
export const pollUpdates = async (
  client: DatabricksClient,
  { pipelineId, outcomes }: UpdateSource,
  state: PolledUpdateState | undefined,
  limit: number,
): Promise<PollResult<PolledUpdateState, UpdateWithOutcome>> => {
  if (!state) {
    const latest = await listUpdates(client, pipelineId, { limit: maxPipelinePageSize });
    const begin = { newest: 0, seen: [], active: [] };
    return { items: [], state: nextState(begin, latest, new Set()), hasMore: false };
  }
  const current = await currentUpdates(client, pipelineId, state);
  const ended = current
    .filter((update) => !isActive(update))
    .filter((update) => outcomes.length === 0 || outcomes.includes(updateOutcome(update)));
  // The next poll finds the others again, since the state ends with the last returned update.
  const firstLeft = ended[limit];
  const end = firstLeft ? current.indexOf(firstLeft) : current.length;
  const items = await mapConcurrent(ended.slice(0, limit), maxConcurrency, (update) =>
    withOutcomeAndErrors(client, pipelineId, update),
  );
  return {
    items,
    state: nextState(state, current.slice(0, end), new Set(idsOf(current.slice(end)))),
    hasMore: firstLeft !== undefined,
  };
};
