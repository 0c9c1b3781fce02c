/** Runs that have ended since the last poll, found by their ids and not by clocks. */

import type { DatabricksClient } from "../../client";
import type { QueryParameters } from "../../clientVerbs";
import { isObjectMissing } from "../../errors/kinds";
import { mapConcurrent } from "../../http/concurrency";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { type FailedTask, fetchFailedTasks } from "../../services/jobs/failedTasks";
import {
  type AnyRun,
  type NumericId,
  type RunWithId,
  runPageSize,
  runPlaceSchema,
  runWithIdSchema,
} from "../../services/jobs/jobs";
import { isRunDone, outcomeOf, type RunOutcome } from "../../services/jobs/runOutcome";
import { fetchRun, type RunWithOutcome, withOutcome, withPageUrls } from "../../services/jobs/runs";
import type { PollResult } from "../databricksPolling";
import { isIntegerFrom } from "../storedState";

/** The source of the poll. */
interface RunSource {
  /** The job whose runs are returned; all jobs if omitted. */
  jobId?: NumericId;
  /** The outcomes to return; all if there are none. */
  outcomes: readonly RunOutcome[];
  /** How far before the newest run older ones are checked again, in ms. */
  lookBackMs: number;
  /** Whether each run includes its tasks, and the errors of failed ones. */
  fetchRun: boolean;
}

/** What is stored between polls. */
export interface PolledRunState extends Record<string, unknown> {
  /** The latest start of a run that has been seen, ms since the epoch. */
  newest: number;
  /**
   * Runs that started before this have been forgotten, ms since the epoch: a look-back that is raised begins here. The
   * first releases stored it only where there were more than a state holds.
   */
  floor?: number;
  /** Active runs. */
  active: NumericId[];
  /** Runs near the newest that had ended, each by its id and its end time: a repaired run ends again. */
  ended: string[];
}

const isId = (value: unknown): value is number =>
  isIntegerFrom(value, 0) || (typeof value === "string" && /^\d{1,20}$/.test(value));
const isEndKey = (value: unknown): value is string =>
  typeof value === "string" && /^\d{1,20}:\d+$/.test(value);

/** Reads a stored state; undefined if it is invalid. */
export const readRunState = (stored: Record<string, unknown>): PolledRunState | undefined => {
  const { newest, floor, active, ended } = stored;
  const isState =
    isIntegerFrom(newest, 0) &&
    (floor === undefined || (isIntegerFrom(floor, 0) && floor <= newest + 1)) &&
    Array.isArray(active) &&
    active.every(isId) &&
    Array.isArray(ended) &&
    ended.every(isEndKey);
  return isState ? { newest, active, ended, ...(floor !== undefined && { floor }) } : undefined;
};

/** An ended run, with its failed tasks if requested. */
export type EndedRun = RunWithOutcome & { failedTasks?: FailedTask[] };

/** Lists are read one after the other: a run that starts meanwhile is found in the next poll. In ms. */
const overlapMs = 600_000;

/** The maximum number of ended runs in a state. */
const maxEnded = 5000;

/** The number of runs fetched at a time, and of failed tasks with errors in each. */
const maxConcurrency = 4;
const maxDetailedTasks = 20;

/** An invalid time counts as 0: it is stored in the state. */
const timeOrZero = (value: unknown): number => (isIntegerFrom(value, 0) ? value : 0);
const startTimeOf = ({ start_time }: AnyRun): number => timeOrZero(start_time);
const endTimeOf = ({ end_time }: AnyRun): number => timeOrZero(end_time);
const endKey = (run: AnyRun): string => `${run.run_id}:${endTimeOf(run)}`;

/** The latest start of runs, as many as there may be, and at least `from`; ms since the epoch. */
const latestStart = (runs: readonly AnyRun[], from: number): number =>
  runs.reduce((latest, run) => Math.max(latest, startTimeOf(run)), from);

const listRuns = async (
  client: DatabricksClient,
  { jobId }: RunSource,
  query: QueryParameters,
  { limit, schema = runWithIdSchema }: { limit?: number; schema?: ResponseSchema<RunWithId> } = {},
): Promise<RunWithId[]> => {
  const runs = await client.list(
    path`/api/2.2/jobs/runs/list`,
    pagesOf("runs", schema),
    { job_id: jobId, limit: runPageSize, ...query },
    limit,
  );
  return runs.map((run) => withPageUrls(client, run));
};

/** Where the search for ended runs starts, ms since the epoch. */
const lookBackStart = (
  { newest, floor = 0 }: Pick<PolledRunState, "newest" | "floor">,
  { lookBackMs }: RunSource,
): number => Math.max(0, floor, newest - Math.max(lookBackMs, overlapMs));

/** A run that was active and is no longer listed; undefined if it has been deleted. */
const findRun = async (client: DatabricksClient, runId: NumericId): Promise<RunWithId | undefined> => {
  try {
    return { ...(await fetchRun(client, runId)), run_id: runId };
  } catch (error) {
    if (!isObjectMissing(error)) throw error;
    client.logger.warn(`Run ${runId} was active at the last poll and no longer exists: it has been deleted`);
    return undefined;
  }
};

const findRuns = async (client: DatabricksClient, ids: readonly NumericId[]): Promise<RunWithId[]> => {
  const found = await mapConcurrent(ids, maxConcurrency, (id) => findRun(client, id));
  return found.filter((run) => run !== undefined);
};

/** Each run once: pages may shift while they are read. */
const distinct = (runs: readonly RunWithId[]): RunWithId[] => [
  ...new Map(runs.map((run) => [run.run_id, run])).values(),
];

/** Remembers as many ended runs as a state holds, the latest ones. */
const rememberEnded = (runs: readonly RunWithId[]): Pick<PolledRunState, "ended" | "floor"> => {
  const latest = [...runs].sort((a, b) => startTimeOf(b) - startTimeOf(a));
  const firstForgotten = latest[maxEnded];
  const remembered = latest
    .slice(0, maxEnded)
    .filter((run) => !firstForgotten || startTimeOf(run) > startTimeOf(firstForgotten));
  return { ended: remembered.map(endKey), ...(firstForgotten && { floor: startTimeOf(firstForgotten) + 1 }) };
};

/** The current lists. */
interface RunSnapshot {
  active: RunWithId[];
  /** Those near the newest. */
  ended: RunWithId[];
  /** Those that were active and are in neither list. */
  unlisted: RunWithId[];
}

const takeSnapshot = async (
  client: DatabricksClient,
  source: RunSource,
  state: PolledRunState,
): Promise<RunSnapshot> => {
  // In this order a run that ends in between is in both lists, and one is never in none.
  const active = distinct(await listRuns(client, source, { active_only: true }, { schema: runPlaceSchema }));
  const ended = distinct(
    await listRuns(client, source, { completed_only: true, start_time_from: lookBackStart(state, source) }),
  ).filter(isRunDone);
  const listed = new Set([...active, ...ended].map(({ run_id }) => run_id));
  const unlisted = await findRuns(
    client,
    state.active.filter((id) => !listed.has(id)),
  );
  return { active, ended, unlisted };
};

const nextState = (
  state: PolledRunState,
  { active, ended, unlisted }: RunSnapshot,
  source: RunSource,
): PolledRunState => {
  const newest = latestStart([...active, ...ended], state.newest);
  const over = new Set(ended.map(({ run_id }) => run_id));
  const goingOn = [...active, ...unlisted.filter((run) => !isRunDone(run))].filter(
    ({ run_id }) => !over.has(run_id),
  );
  const from = lookBackStart({ ...state, newest }, source);
  const { floor = from, ended: keys } = rememberEnded(
    [...ended, ...unlisted.filter(isRunDone)].filter((run) => startTimeOf(run) >= from),
  );
  return { newest, floor, active: goingOn.map(({ run_id }) => run_id), ended: keys };
};

/** The state in which every existing run has been seen. */
const firstState = async (client: DatabricksClient, source: RunSource): Promise<PolledRunState> => {
  const latest = await listRuns(client, source, {}, { limit: runPageSize });
  const begin: PolledRunState = { newest: latestStart(latest, 0), active: [], ended: [] };
  return nextState(begin, await takeSnapshot(client, source, begin), source);
};

const withFailures = async (client: DatabricksClient, { run_id }: RunWithId): Promise<EndedRun> => {
  const run = await fetchRun(client, run_id);
  return { ...withOutcome(run), failedTasks: await fetchFailedTasks(client, run, maxDetailedTasks) };
};

/**
 * Gives the runs that have ended since the last poll, in the order of their ends.
 * @param state the state of the last poll; undefined at the first, which gives none
 */
export const pollRuns = async (
  client: DatabricksClient,
  source: RunSource,
  state: PolledRunState | undefined,
): Promise<PollResult<PolledRunState, EndedRun>> => {
  if (!state) return { items: [], state: await firstState(client, source), hasMore: false };
  const snapshot = await takeSnapshot(client, source, state);
  const before = new Set(state.ended);
  const newlyEnded = [
    ...snapshot.ended.filter((run) => !before.has(endKey(run))),
    ...snapshot.unlisted.filter(isRunDone),
  ]
    .filter((run) => source.outcomes.length === 0 || source.outcomes.includes(outcomeOf(run)))
    .sort((a, b) => endTimeOf(a) - endTimeOf(b));
  const items = source.fetchRun
    ? await mapConcurrent(newlyEnded, maxConcurrency, (run) => withFailures(client, run))
    : newlyEnded.map(withOutcome);
  return { items, state: nextState(state, snapshot, source), hasMore: false };
};
