/** Jobs and their runs: a job of one condition, which takes no compute. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { jobKind } from "../kinds";
import { agree, present } from "../outcomes";
import { refusedWith } from "./refusals";

const page = "https://docs.databricks.com/api/workspace/jobs";
const missingId = "999999999999999";

/** What is read of a run. */
export interface EndedRun {
  run_id: number;
  outcome: string;
}

/** Makes a job of the run's name. @returns its ID */
export const makeJob = async (context: CheckContext, tasks: object[]): Promise<string> => {
  context.willMake(jobKind, context.name);
  const { job_id } = await context.call<{ job_id: number }>("createJob", { jobName: context.name, tasks });
  return String(job_id);
};

const condition = { task_key: "check", condition_task: { left: "1", op: "EQUAL_TO", right: "1" } };

/** The job that several checks run. */
export const conditionJob = (context: CheckContext): Promise<string> =>
  context.fixture("the job", () => makeJob(context, [condition]));

/** What a wizard offers of jobs and runs. */
const jobChoices = ["selectJob", "selectJobName", "selectJobRun", "selectNotebookRun"];

export const jobChecks: Check[] = [
  {
    id: "jobs.lists",
    title: "Jobs, and their runs, are listed and offered",
    tries: "List Jobs by a name that no job has, List Job Runs, and the choices of jobs and runs",
    source: page,
    covers: ["listJobs", "listJobRuns", ...jobChoices],
    run: async (context) => {
      const named = await context.call<object[]>("listJobs", { jobName: context.fresh("no_such_job") });
      const runs = await context.call<object[]>("listJobRuns", { limit: "5" });
      const offered = [];
      for (const key of jobChoices) offered.push(`${key}: ${(await context.call<object[]>(key)).length}`);
      agree(named.length === 0, `${named.length} jobs of a name that none has`);
      return `${runs.length} of the last runs; ${offered.join(", ")}`;
    },
  },
  {
    id: "jobs.error.job",
    title: "An unknown job is refused with 400 or 404, in words that the connector reads as not found",
    tries: "get of a job that is not there, with and without the connector",
    source: page,
    covers: ["getJob"],
    run: async (context) => {
      const answer = await context.request("GET", "/api/2.2/jobs/get", { query: { job_id: missingId } });
      const { message } = await context.refusal("getJob", { jobId: missingId });
      agree(/does not exist/.test(answer.summary), answer.summary);
      return `${refusedWith(answer, [400, 404])}; the connector: ${message}`;
    },
  },
  {
    id: "jobs.error.run",
    title: "An unknown run is refused with 400 or 404, in words that the connector reads as not found",
    tries: "get, output and cancel of a run that is not there",
    source: page,
    covers: ["getJobRun"],
    run: async (context) => {
      const query = { run_id: missingId };
      const got = await context.request("GET", "/api/2.2/jobs/runs/get", { query });
      const output = await context.request("GET", "/api/2.2/jobs/runs/get-output", { query });
      const canceled = await context.request("POST", "/api/2.2/jobs/runs/cancel", { body: query });
      await context.refusal("getJobRun", { runId: missingId });
      agree(/does(?: not|n't) exist/.test(got.summary), got.summary);
      return [got, output, canceled].map((answer) => refusedWith(answer, [400, 404])).join("; ");
    },
  },
  {
    id: "jobs.run",
    title: "A job is made, changed, run to its end and found again",
    tries: "Create, Update, Get and Run Job, Get Job Run, List Job Runs, List Jobs by name",
    source: page,
    covers: [
      ...["createJob", "updateJob", "getJob", "runJob", "getJobRun", "listJobRuns", "listJobs"],
      ...["selectTask", "setJobParameters"],
    ],
    needs: ["jobs"],
    minutes: 10,
    run: async (context) => {
      const jobId = await conditionJob(context);
      await context.call("updateJob", { jobId, newSettings: { tags: { checked: "yes" } } });
      const { settings } = await context.call<{ settings: { tags?: object } }>("getJob", { jobId });
      agree(JSON.stringify(settings.tags) === '{"checked":"yes"}', JSON.stringify(settings.tags));
      const run = await context.call<EndedRun>("runJob", { jobId, waitForCompletion: true });
      agree(run.outcome === "succeeded", run.outcome);
      const runId = String(run.run_id);
      const got = await context.call<EndedRun>("getJobRun", { runId });
      const listed = await context.call<EndedRun[]>("listJobRuns", { jobId });
      agree(
        got.run_id === run.run_id && listed.some(({ run_id }) => run_id === run.run_id),
        `${listed.length} runs`,
      );
      const byName = await context.call<object[]>("listJobs", { jobName: context.name.toUpperCase() });
      agree(byName.length > 0, "the job is not found by its name in another case");
      const tasks = await context.call<{ key: string }[]>("selectTask", { jobId });
      agree(
        tasks.some(({ key }) => key === condition.task_key),
        JSON.stringify(tasks),
      );
      await context.call("setJobParameters", { jobId });
      return `run ${runId} ${run.outcome}`;
    },
  },
  {
    id: "jobs.token",
    title: "The same idempotency token gives the same run, and an error once that run is deleted",
    tries: "Run Job twice with a token, Delete Job Run, Run Job with the token",
    source: "https://docs.databricks.com/api/workspace/jobs/runnow",
    covers: ["runJob", "deleteJobRun"],
    needs: ["jobs"],
    minutes: 10,
    run: async (context) => {
      const jobId = await conditionJob(context);
      const given = { jobId, idempotencyToken: context.fresh("token") };
      const first = await context.call<EndedRun>("runJob", { ...given, waitForCompletion: true });
      const again = await context.call<EndedRun>("runJob", given);
      agree(first.run_id === again.run_id, `${first.run_id}, then ${again.run_id}`);
      await context.call("deleteJobRun", { runId: String(first.run_id) });
      const { message } = await context.refusal("runJob", given);
      return `the same run twice; then ${message}`;
    },
  },
  {
    id: "jobs.submit",
    title: "A run without a job is submitted, once for each token",
    tries: "Submit Run twice with a token",
    source: "https://docs.databricks.com/api/workspace/jobs/submit",
    covers: ["submitRun"],
    needs: ["jobs"],
    minutes: 10,
    run: async (context) => {
      const given = { runName: context.name, tasks: [condition], idempotencyToken: context.fresh("token") };
      const first = await context.call<EndedRun>("submitRun", { ...given, waitForCompletion: true });
      const again = await context.call<EndedRun>("submitRun", given);
      agree(first.run_id === again.run_id, `${first.run_id}, then ${again.run_id}`);
      return first.outcome;
    },
  },
  {
    id: "jobs.trigger",
    title: "The end of a run is delivered once",
    tries: "Job Run Completed before and after a run",
    source: "https://docs.databricks.com/api/workspace/jobs/listruns",
    covers: ["jobRunCompleted"],
    needs: ["jobs"],
    minutes: 10,
    run: async (context) => {
      const jobId = await conditionJob(context);
      const poll = context.polling<EndedRun>("jobRunCompleted", { jobId });
      const first = await poll();
      const run = await context.call<EndedRun>("runJob", { jobId, waitForCompletion: true });
      const second = await poll();
      const third = await poll();
      const seen = `${first.length}, ${second.length}, ${third.length} ends`;
      agree(second.some(({ run_id }) => run_id === run.run_id) && third.length === 0, seen);
      return seen;
    },
  },
  {
    id: "jobs.pages",
    title: "Runs are listed page by page, and end without a token",
    tries: "the runs of the job, one on each page",
    source: "https://docs.databricks.com/api/workspace/jobs/listruns",
    needs: ["jobs"],
    run: async (context) => {
      const job_id = await conditionJob(context);
      let pages = 0;
      let token: string | undefined;
      do {
        const query = { job_id, limit: "1", ...(token && { page_token: token }) };
        const { json } = await context.ask("GET", "/api/2.2/jobs/runs/list", { query });
        token = (json.next_page_token as string | undefined) || undefined;
        pages += 1;
      } while (token !== undefined && pages < 30);
      agree(token === undefined, `${pages} pages and no end`);
      return `${pages} pages`;
    },
  },
  {
    id: "jobs.output.parent",
    title: "The output of a run of two tasks is refused for the run itself",
    tries: "Submit Run of two tasks, then get-output of the whole run",
    source: "https://docs.databricks.com/api/workspace/jobs/getrunoutput",
    needs: ["jobs"],
    minutes: 10,
    run: async (context) => {
      const tasks = [condition, { ...condition, task_key: "second" }];
      const given = { runName: context.name, tasks, waitForCompletion: true };
      const { run_id } = await context.call<EndedRun>("submitRun", given);
      const query = { run_id: String(run_id) };
      return refusedWith(await context.request("GET", "/api/2.2/jobs/runs/get-output", { query }), [400]);
    },
  },
  {
    id: "jobs.limit",
    title: "A list of runs takes a limit of 24; what 26 gives is told",
    tries: "the runs of the workspace with both limits",
    source: "https://docs.databricks.com/api/workspace/jobs/listruns",
    run: async (context) => {
      const path = "/api/2.2/jobs/runs/list";
      const within = await context.request("GET", path, { query: { limit: "24" } });
      const beyond = await context.request("GET", path, { query: { limit: "26" } });
      agree(within.status === 200, within.summary);
      return `24: ${within.summary}; 26: ${beyond.summary}`;
    },
  },
  {
    id: "jobs.second",
    title: "A job that the identity may not see is refused with 403, or as not found",
    tries: "get of the run's job, and of one that is not there, with the second token",
    source: page,
    needs: ["jobs", "secondIdentity"],
    run: async (context) => {
      const job_id = await conditionJob(context);
      const as = { token: context.settings.secondToken ?? null };
      const path = "/api/2.2/jobs/get";
      const own = await context.request("GET", path, { query: { job_id }, ...as });
      const missing = await context.request("GET", path, { query: { job_id: missingId }, ...as });
      return `${refusedWith(own, [403, 404])}; missing: ${refusedWith(missing, [400, 403, 404])}`;
    },
  },
  {
    id: "jobs.delete",
    title: "A deleted job is not found, and deleting it again is refused or does nothing",
    tries: "Delete Job, Get Job, Delete Job",
    source: "https://docs.databricks.com/api/workspace/jobs/delete",
    covers: ["deleteJob", "cancelAllJobRuns"],
    needs: ["jobs"],
    run: async (context) => {
      const jobId = await makeJob(context, [condition]);
      await context.call("cancelAllJobRuns", { jobId });
      await context.call("deleteJob", { jobId });
      const { status, message } = await context.refusal("getJob", { jobId });
      present(status, "the status of the refusal");
      const again = await context.request("POST", "/api/2.2/jobs/delete", {
        body: { job_id: Number(jobId) },
      });
      return `${message}; again: ${again.summary}`;
    },
  },
];
