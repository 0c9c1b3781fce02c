/** Runs that have ended since the last poll, told by their ids and not by clocks. */

import type { DatabricksClient, Query } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { DatabricksError } from "../../http/errors";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import type { Schema } from "../../http/schema";
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
import type { Polled } from "../databricksPolling";
import { isInteger } from "../storedState";

/** What is polled. */
export interface RunSource {
  /** The job whose runs count; those of all jobs where it is left out. */
  jobId?: NumericId;
  /** The outcomes that count; all where there is none. */
  outcomes: readonly RunOutcome[];
  /** How far before the newest run older ones are looked at again, in ms. */
  lookBackMs: number;
  /** Whether each run comes with its tasks, and with the errors of those that failed. */
  fetchRun: boolean;
}

/** What is kept between polls. */
export interface RunState extends Record<string, unknown> {
  /** The latest start of a run that has been seen, ms since the epoch. */
  newest: number;
  /** Runs that began before this have been forgotten, ms since the epoch. */
  floor?: number;
  /** Runs that went on. */
  active: NumericId[];
  /** Runs near the newest that had ended, each by its id and when it ended: a repaired run ends once more. */
  ended: string[];
}

const isId = (value: unknown): value is number =>
  isInteger(value, 0) || (typeof value === "string" && /^\d{1,20}$/.test(value));
const isEnd = (value: unknown): value is string => typeof value === "string" && /^\d{1,20}:\d+$/.test(value);

/** Reads a stored state; undefined where it is none. */
export const readRunState = (stored: Record<string, unknown>): RunState | undefined => {
  const { newest, floor, active, ended } = stored;
  const isState =
    isInteger(newest, 0) &&
    (floor === undefined || (isInteger(floor, 0) && floor <= newest + 1)) &&
    Array.isArray(active) &&
    active.every(isId) &&
    Array.isArray(ended) &&
    ended.every(isEnd);
  return isState ? { newest, active, ended, ...(floor !== undefined && { floor }) } : undefined;
};

/** A run that has ended, with what it failed by where that is wanted. */
export type EndedRun = RunWithOutcome & { failedTasks?: FailedTask[] };

/** Lists are read one after the other: a run that begins meanwhile is found in the next poll. In ms. */
const overlapMs = 600_000;

/** The most ended runs that a state remembers. */
const mostEnded = 5000;

/** How many runs are fetched at a time, and of how many failed tasks each tells the errors. */
const maxConcurrency = 4;
const mostFailures = 20;

/** A time that is none counts as 0: it goes into the state. */
const timeOf = (value: unknown): number => (isInteger(value, 0) ? value : 0);
const startOf = ({ start_time }: AnyRun): number => timeOf(start_time);
const endOf = ({ end_time }: AnyRun): number => timeOf(end_time);
const keyOf = (run: AnyRun): string => `${run.run_id}:${endOf(run)}`;

/** The latest start of runs, as many as there may be, and at least `from`; ms since the epoch. */
const latestStart = (runs: readonly AnyRun[], from: number): number =>
  runs.reduce((latest, run) => Math.max(latest, startOf(run)), from);

const listRuns = async (
  client: DatabricksClient,
  { jobId }: RunSource,
  query: Query,
  { most, schema = runWithIdSchema }: { most?: number; schema?: Schema<RunWithId> } = {},
): Promise<RunWithId[]> => {
  const runs = await client.list(
    path`/api/2.2/jobs/runs/list`,
    pagesOf("runs", schema),
    { job_id: jobId, limit: runPageSize, ...query },
    most,
  );
  return runs.map((run) => withPageUrls(client, run));
};

/** Where looking for ended runs begins, ms since the epoch. */
const lowest = (
  { newest, floor = 0 }: Pick<RunState, "newest" | "floor">,
  { lookBackMs }: RunSource,
): number => Math.max(0, floor, newest - Math.max(lookBackMs, overlapMs));

/** A run that was active and shows in no list any more; undefined where it has been deleted. */
const lookFor = async (client: DatabricksClient, runId: NumericId): Promise<RunWithId | undefined> => {
  try {
    return { ...(await fetchRun(client, runId)), run_id: runId };
  } catch (error) {
    if (!(error instanceof DatabricksError) || error.status !== 404) throw error;
    client.logger.warn(
      `Run ${runId} went on at the last poll and is not there any more: it has been deleted`,
    );
    return undefined;
  }
};

const missing = async (client: DatabricksClient, ids: readonly NumericId[]): Promise<RunWithId[]> => {
  const found = await mapConcurrent(ids, maxConcurrency, (id) => lookFor(client, id));
  return found.filter((run) => run !== undefined);
};

/** Each run once: pages may shift while they are read. */
const distinct = (runs: readonly RunWithId[]): RunWithId[] => [
  ...new Map(runs.map((run) => [run.run_id, run])).values(),
];

/** Remembers as many ended runs as a state holds, those that began last. */
const remembered = (runs: readonly RunWithId[]): Pick<RunState, "ended" | "floor"> => {
  const latest = [...runs].sort((a, b) => startOf(b) - startOf(a));
  const first = latest[mostEnded];
  const kept = latest.slice(0, mostEnded).filter((run) => !first || startOf(run) > startOf(first));
  return { ended: kept.map(keyOf), ...(first && { floor: startOf(first) + 1 }) };
};

/** What the lists say now. */
interface Sight {
  active: RunWithId[];
  /** Those near the newest. */
  ended: RunWithId[];
  /** Those that were active and are in neither list. */
  left: RunWithId[];
}

const look = async (client: DatabricksClient, source: RunSource, state: RunState): Promise<Sight> => {
  // In this order a run that ends in between is in both lists, and one is never in none.
  const active = distinct(await listRuns(client, source, { active_only: true }, { schema: runPlaceSchema }));
  const ended = distinct(
    await listRuns(client, source, { completed_only: true, start_time_from: lowest(state, source) }),
  ).filter(isRunDone);
  const listed = new Set([...active, ...ended].map(({ run_id }) => run_id));
  const left = await missing(
    client,
    state.active.filter((id) => !listed.has(id)),
  );
  return { active, ended, left };
};

const nextState = (state: RunState, { active, ended, left }: Sight, source: RunSource): RunState => {
  const newest = latestStart([...active, ...ended], state.newest);
  const over = new Set(ended.map(({ run_id }) => run_id));
  const goingOn = [...active, ...left.filter((run) => !isRunDone(run))].filter(
    ({ run_id }) => !over.has(run_id),
  );
  const { floor = state.floor, ended: keys } = remembered(
    [...ended, ...left.filter(isRunDone)].filter(
      (run) => startOf(run) >= lowest({ ...state, newest }, source),
    ),
  );
  return {
    newest,
    active: goingOn.map(({ run_id }) => run_id),
    ended: keys,
    ...(floor !== undefined && { floor }),
  };
};

/** The state in which every run that is there has been seen. */
const firstState = async (client: DatabricksClient, source: RunSource): Promise<RunState> => {
  const latest = await listRuns(client, source, {}, { most: runPageSize });
  const begin: RunState = { newest: latestStart(latest, 0), active: [], ended: [] };
  return nextState(begin, await look(client, source, begin), source);
};

const whole = async (client: DatabricksClient, { run_id }: RunWithId): Promise<EndedRun> => {
  const run = await fetchRun(client, run_id);
  return { ...withOutcome(run), failedTasks: await fetchFailedTasks(client, run, mostFailures) };
};

/**
 * Gives the runs that have ended since the last poll, in the order of their ends.
 * @param state what the last poll left; undefined at the first, which gives none
 */
export const pollRuns = async (
  client: DatabricksClient,
  source: RunSource,
  state: RunState | undefined,
): Promise<Polled<RunState, EndedRun>> => {
  if (!state) return { items: [], state: await firstState(client, source), more: false };
  const sight = await look(client, source, state);
  const before = new Set(state.ended);
  const fresh = [...sight.ended.filter((run) => !before.has(keyOf(run))), ...sight.left.filter(isRunDone)]
    .filter((run) => source.outcomes.length === 0 || source.outcomes.includes(outcomeOf(run)))
    .sort((a, b) => endOf(a) - endOf(b));
  const items = source.fetchRun
    ? await mapConcurrent(fresh, maxConcurrency, (run) => whole(client, run))
    : fresh.map(withOutcome);
  return { items, state: nextState(state, sight, source), more: false };
};
