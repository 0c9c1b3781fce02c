/** Runs of jobs: read with all pages, waited for, and classified by outcome. Shared by the actions of jobs. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { jsonInteger } from "../../http/json";
import { partsOf } from "../../http/paginate";
import { path } from "../../http/path";
import { type LongRunningOperation, type OperationStatus, pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import {
  type NumericId,
  type RunResponse,
  type RunTaskResponse,
  type RunWithId,
  runSchema,
  runWithIdSchema,
} from "./jobs";
import { mergePages } from "./mergePages";
import { isRunDone, isSuccess, outcomeOf, type RunOutcome, reasonOf } from "./runOutcome";

/** A run with its outcome, and that of each of its tasks, in one word. */
export type RunWithOutcome = RunResponse & {
  outcome: RunOutcome;
  tasks?: (RunTaskResponse & { outcome: RunOutcome })[];
};

/** Adds the outcomes to a run. */
export const withOutcome = ({ tasks, ...run }: RunResponse): RunWithOutcome => ({
  ...run,
  outcome: outcomeOf(run),
  ...(tasks && { tasks: tasks.map((task) => ({ ...task, outcome: outcomeOf(task) })) }),
});

/** The same run, or run of a task, with a page address that also works on a host with several workspaces. */
export const withPageUrls = <R extends Pick<RunResponse, "run_page_url" | "tasks">>(
  client: DatabricksClient,
  run: R,
): R =>
  client.workspaceId === undefined
    ? run
    : {
        ...run,
        ...(run.run_page_url && { run_page_url: client.pageUrl(run.run_page_url) }),
        ...(run.tasks && { tasks: run.tasks.map((task) => withPageUrls(client, task)) }),
      };

/**
 * Gives a run with all its tasks, from every page.
 * @param history whether to include its repairs
 */
export const fetchRun = async (
  client: DatabricksClient,
  runId: NumericId,
  history = false,
): Promise<RunResponse> => {
  const pages = await client.list(path`/api/2.2/jobs/runs/get`, partsOf(runSchema), {
    run_id: runId,
    ...(history && { include_history: true }),
  });
  return withPageUrls(client, mergePages(pages));
};

/** The state of a run, which is on its first page. */
export const fetchState = async (client: DatabricksClient, runId: NumericId): Promise<RunWithId> => {
  const run = await client.get(path`/api/2.2/jobs/runs/get`, {
    schema: runWithIdSchema,
    query: { run_id: runId, include_history: true },
  });
  return withPageUrls(client, run);
};

/** Cancels a run. Cancelling an ended or cancelling run changes nothing. */
export const requestRunCancel = (client: DatabricksClient, runId: NumericId): Promise<object> =>
  client.post(path`/api/2.2/jobs/runs/cancel`, { run_id: jsonInteger(runId) }, { idempotent: true });

/** How long to watch whether a cancelled run ends, in milliseconds. */
const cancelWatchMs = 20_000;

/** How to wait for a run. */
interface RunWait {
  onTimeout: "leaveRunning" | "cancel";
  /** The repair to wait for; the run has already ended once. */
  repairId?: NumericId;
  /** Is given each state that is read. */
  onState?: (run: RunWithId) => void;
}

/** The page of a run, for a person. */
export const runPageHint = ({ run_page_url }: Pick<RunResponse, "run_page_url">): string =>
  run_page_url ? `See ${run_page_url}` : "";

const runTimeoutError = (runId: NumericId, message: string, last?: RunResponse, hint?: string) =>
  new DatabricksError({
    operation: `Run ${runId}`,
    message,
    hint: [hint, last && runPageHint(last)].filter(Boolean).join(" "),
    resourceIds: { runId: String(runId), ...(last && { state: outcomeOf(last) }) },
  });

/** The status of a run, or of its repair: until the repair is visible, the run shows its previous end. */
const statusOf = (run: RunResponse, repairId: NumericId | undefined): OperationStatus => {
  const repair = run.repair_history?.find(({ id }) => id === repairId);
  const isRepaired = repairId === undefined || (repair !== undefined && isRunDone(repair));
  if (!isRepaired || !isRunDone(run)) return "running";
  const outcome = outcomeOf(run);
  if (outcome === "canceled") return "canceled";
  return isSuccess(outcome) ? "succeeded" : "failed";
};

const operationOf = (
  runId: NumericId,
  { onTimeout, repairId, onState }: RunWait,
): LongRunningOperation<DatabricksClient, RunWithId> => ({
  name: `Run ${runId}`,
  poll: async (client) => {
    const run = await fetchState(client, runId);
    onState?.(run);
    return run;
  },
  status: (run) => statusOf(run, repairId),
  describe: outcomeOf,
  reason: reasonOf,
  error: (message, last, hint) => runTimeoutError(runId, message, last, hint),
  resumeHint: `It continues to run: ${labels.getJobRun} returns its status, ${labels.cancelJobRun} cancels it.`,
  pollErrorHint: `Run ${runId} continues to run: ${labels.getJobRun} returns its status.`,
  ...(onTimeout === "cancel" && {
    cancellation: { request: (client) => requestRunCancel(client, runId), watchMs: cancelWatchMs },
  }),
});

/**
 * Waits for the end of a run, as long as the client has time.
 * @returns the ended run, with the first page of its tasks
 * @throws DatabricksError with the run's id and page when it takes too long
 */
export const waitForRun = (client: DatabricksClient, runId: NumericId, wait: RunWait): Promise<RunResponse> =>
  pollUntilDone(client, operationOf(runId, wait));
