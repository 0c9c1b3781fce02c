/** Runs of jobs: read whole, waited for, and told apart by how they ended. Shared by the actions of jobs. */
import { mergePages } from "../../api/jobPages";
import type { Run, RunTask } from "../../api/jobs";
import { hasEnded, outcomeOf, type RunOutcome, reasonOf } from "../../api/runOutcome";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";
import { type Deadline, inSeconds, type Progress, waitUntilEnded } from "../../http/wait";

/** A run with its outcome, and that of each of its tasks, in one word. */
export type RunWithOutcome = Run & { outcome: RunOutcome; tasks?: (RunTask & { outcome: RunOutcome })[] };

/** Adds the outcomes to a run. */
export const withOutcome = ({ tasks, ...run }: Run): RunWithOutcome => ({
  ...run,
  outcome: outcomeOf(run),
  ...(tasks && { tasks: tasks.map((task) => ({ ...task, outcome: outcomeOf(task) })) }),
});

/** The same run, or run of a task, whose page can be opened on a host that serves several workspaces, too. */
export const withPageUrls = <R extends Pick<Run, "run_page_url" | "tasks">>(
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
  runId: number | string,
  history = false,
): Promise<Run> => {
  const pages = await client.list(path`/api/2.2/jobs/runs/get`, (page: Run) => [page], {
    run_id: runId,
    ...(history && { include_history: true }),
  });
  return withPageUrls(client, mergePages(pages));
};

/** How long the state of a run may take to come, and how long one may be asked for when time is up, in milliseconds. */
const longestAnswerMs = 60_000;
const lastMs = 10_000;

/** The state of a run, which is on its first page. */
const fetchState = async (client: DatabricksClient, runId: number, leftMs: number): Promise<Run> => {
  const run = await client.get<Run>(path`/api/2.2/jobs/runs/get`, {
    query: { run_id: runId, include_history: true },
    requires: ["run_id"],
    timeoutMs: Math.min(longestAnswerMs, leftMs + lastMs),
    repeatsWithinMs: leftMs,
  });
  return withPageUrls(client, run);
};

/** Cancels a run. Cancelling one that has ended, or is being cancelled, changes nothing. */
export const sendCancel = (client: DatabricksClient, runId: number, leftMs?: number): Promise<object> =>
  client.post(
    path`/api/2.2/jobs/runs/cancel`,
    { run_id: runId },
    { repeatable: true, timeoutMs: leftMs, repeatsWithinMs: leftMs },
  );

/** How to wait for a run. */
export interface RunWait extends Deadline {
  onTimeout: "leaveRunning" | "cancel";
  /** The repair that is waited for; the run has ended before once. */
  repairId?: number;
}

/** Where a person finds a run. */
export const seePage = ({ run_page_url }: Pick<Run, "run_page_url">): string =>
  run_page_url ? `See ${run_page_url}` : "";

const overdue = (run: Run, message: string, hint: string): DatabricksError =>
  new DatabricksError({
    operation: `Run ${run.run_id}`,
    message,
    hint: [hint, seePage(run)].filter(Boolean).join(" "),
    resourceIds: { runId: String(run.run_id), state: outcomeOf(run) },
  });

/** How long to watch whether a cancelled run ends, in milliseconds. */
const cancelWatchMs = 20_000;

/** How far a run is, or its repair: until that shows, the run tells of its end before it. */
const progressOf =
  (repairId: number | undefined) =>
  (run: Run): Progress => {
    const repair = run.repair_history?.find(({ id }) => id === repairId);
    const isRepaired = repairId === undefined || (repair !== undefined && hasEnded(repair));
    return isRepaired && hasEnded(run) ? "ended" : "goesOn";
  };

/** When time is up and the run is to be cancelled: an end that it reached by itself counts. */
const cancelInTime = async (client: DatabricksClient, last: Run, wait: RunWait): Promise<Run> => {
  const { run_id: id } = last;
  const after = inSeconds(wait.timeoutMs);
  const ended = await sendCancel(client, id, lastMs)
    .then(() =>
      waitUntilEnded<Run>({
        first: last,
        poll: (leftMs) => fetchState(client, id, leftMs),
        progress: progressOf(wait.repairId),
        startedAt: Date.now(),
        timeoutMs: cancelWatchMs,
        onDeadline: async (state) => state,
      }),
    )
    .catch((error: Error) => {
      const message = `it was still ${outcomeOf(last)} after ${after} and could not be cancelled (${error.message})`;
      throw overdue(last, message, "It may go on and cost.");
    });
  const outcome = outcomeOf(ended);
  if (hasEnded(ended) && outcome !== "canceled") return ended;
  throw overdue(ended, `it had not ended after ${after} and was cancelled (${outcome})`, "");
};

/**
 * Waits for the end of a run.
 * @returns the run with all its tasks, however it ended
 * @throws DatabricksError with the run's id and page when it takes too long
 */
export const waitForRun = async (client: DatabricksClient, runId: number, wait: RunWait): Promise<Run> => {
  const look = (leftMs: number): Promise<Run> =>
    fetchState(client, runId, leftMs).catch((reason: unknown) => {
      throw withNote(reason, `Run ${runId} goes on: Get Job Run tells how it ends.`);
    });
  await waitUntilEnded<Run>({
    first: await look(wait.timeoutMs),
    poll: look,
    progress: progressOf(wait.repairId),
    startedAt: wait.startedAt,
    timeoutMs: wait.timeoutMs,
    onDeadline: async (last) => {
      if (wait.onTimeout === "cancel") return cancelInTime(client, last, wait);
      const message = `it is still ${outcomeOf(last)} after ${inSeconds(wait.timeoutMs)}`;
      throw overdue(last, message, "It goes on: Get Job Run tells how it ends, Cancel Job Run ends it.");
    },
    notice: (run, elapsedMs) => {
      const reason = reasonOf(run);
      client.logger.info(
        `Run ${runId} is ${outcomeOf(run)} after ${inSeconds(elapsedMs)}${reason ? `: ${reason}` : ""}`,
      );
    },
  });
  return fetchRun(client, runId);
};
