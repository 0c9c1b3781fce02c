/** Runs of jobs: read whole, waited for, and told apart by how they ended. Shared by the actions of jobs. */

import type { DatabricksClient } from "../../client";
import { formatDuration } from "../../http/deadline";
import { appendHint, DatabricksError, toError } from "../../http/errors";
import { jsonInteger } from "../../http/json";
import { partsOf } from "../../http/paginate";
import { path } from "../../http/path";
import { type Progress, pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import { mergePages } from "./jobPages";
import {
  type NumericId,
  type RunResponse,
  type RunTaskResponse,
  type RunWithId,
  runSchema,
  runWithIdSchema,
} from "./jobs";
import { hasEnded, outcomeOf, type RunOutcome, reasonOf } from "./runOutcome";

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

/** The same run, or run of a task, whose page can be opened on a host that serves several workspaces, too. */
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
 * @param history whether its repairs are wanted, too
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
const fetchState = async (client: DatabricksClient, runId: NumericId): Promise<RunWithId> => {
  const run = await client.get(path`/api/2.2/jobs/runs/get`, {
    schema: runWithIdSchema,
    query: { run_id: runId, include_history: true },
  });
  return withPageUrls(client, run);
};

/** Cancels a run. Cancelling one that has ended, or is being cancelled, changes nothing. */
export const sendCancel = (client: DatabricksClient, runId: NumericId): Promise<object> =>
  client.post(path`/api/2.2/jobs/runs/cancel`, { run_id: jsonInteger(runId) }, { idempotent: true });

/** How to wait for a run. */
export interface RunWait {
  onTimeout: "leaveRunning" | "cancel";
  /** The repair that is waited for; the run has ended before once. */
  repairId?: NumericId;
}

/** Where a person finds a run. */
export const seePage = ({ run_page_url }: Pick<RunResponse, "run_page_url">): string =>
  run_page_url ? `See ${run_page_url}` : "";

const runTimeoutError = (runId: NumericId, last: RunResponse | undefined, message: string, hint: string) =>
  new DatabricksError({
    operation: `Run ${runId}`,
    message,
    hint: [hint, last && seePage(last)].filter(Boolean).join(" "),
    resourceIds: { runId: String(runId), ...(last && { state: outcomeOf(last) }) },
  });

/** The state that a run was last seen in, in words. */
const wordsOf = (last: RunResponse | undefined): string =>
  last ? outcomeOf(last) : "in a state that did not come";

/** How far a run is, or its repair: until that shows, the run tells of its end before it. */
const progressOf =
  (repairId: NumericId | undefined) =>
  (run: RunResponse): Progress => {
    const repair = run.repair_history?.find(({ id }) => id === repairId);
    const isRepaired = repairId === undefined || (repair !== undefined && hasEnded(repair));
    return isRepaired && hasEnded(run) ? "done" : "pending";
  };

/** When time is up and the run is to be cancelled: an end that it reached by itself counts. */
const cancelOnTimeout = async (
  client: DatabricksClient,
  id: NumericId,
  last: RunWithId | undefined,
  repairId: NumericId | undefined,
): Promise<RunWithId> => {
  const after = formatDuration(client.deadline.totalMs);
  const closing = client.closing();
  const stillSo = `it was still ${wordsOf(last)} after ${after} and`;
  await sendCancel(closing, id).catch((error: unknown) => {
    const message = `${stillSo} could not be cancelled (${toError(error).message})`;
    throw runTimeoutError(id, last, message, "It may go on and cost.");
  });
  const unseen = (reason: string): DatabricksError =>
    runTimeoutError(id, last, `${stillSo} was told to stop; whether it did is not known (${reason})`, "");
  const ended = await pollUntilDone<RunWithId>({
    deadline: closing.deadline,
    initial: last,
    poll: (deadline) => fetchState(closing.withDeadline(deadline), id),
    progress: progressOf(repairId),
    onDeadline: async (run) => {
      if (run) return run;
      throw unseen("its state did not come");
    },
    onError: async (_run, error) => {
      throw unseen(toError(error).message);
    },
  });
  if (hasEnded(ended) && outcomeOf(ended) !== "canceled") return ended;
  throw runTimeoutError(
    id,
    ended,
    `it had not ended after ${after} and was cancelled (${outcomeOf(ended)})`,
    "",
  );
};

/**
 * Waits for the end of a run, as long as the client has time.
 * @returns the run as it ended, with the first page of its tasks
 * @throws DatabricksError with the run's id and page when it takes too long
 */
export const waitForRun = (
  client: DatabricksClient,
  runId: NumericId,
  { onTimeout, repairId }: RunWait,
): Promise<RunResponse> =>
  pollUntilDone<RunWithId>({
    deadline: client.deadline,
    poll: (deadline) =>
      fetchState(client.withDeadline(deadline), runId).catch((reason: unknown) => {
        throw appendHint(reason, `Run ${runId} goes on: ${labels.getJobRun} tells how it ends.`);
      }),
    progress: progressOf(repairId),
    onDeadline: async (last) => {
      if (onTimeout === "cancel") return cancelOnTimeout(client, runId, last, repairId);
      const message = `it is still ${wordsOf(last)} after ${formatDuration(client.deadline.totalMs)}`;
      const hint = `It goes on: ${labels.getJobRun} tells how it ends, ${labels.cancelJobRun} ends it.`;
      throw runTimeoutError(runId, last, message, hint);
    },
    onError: async (last, error) => {
      const noTimeLeft = error instanceof DatabricksError && error.deadlineExceeded;
      if (onTimeout === "cancel" && noTimeLeft) return cancelOnTimeout(client, runId, last, repairId);
      throw error;
    },
    onProgress: (run, elapsedMs) => {
      const reason = reasonOf(run);
      client.logger.info(
        `Run ${runId} is ${outcomeOf(run)} after ${formatDuration(elapsedMs)}${reason ? `: ${reason}` : ""}`,
      );
    },
  });
