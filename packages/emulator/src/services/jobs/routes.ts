/** https://docs.databricks.com/api/workspace/jobs */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pageOf, refusePaging } from "../../control/pages";
import { CONTROL_PREFIX } from "../../control/paths";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";
import type { PrivilegeOn } from "../grants/privileges";
import { changePermissions, readEntries } from "../permissions/changes";
import { givenPermissions } from "../permissions/permissions";
import { arrayPage, withoutLists } from "./arrayPages";
import { showControl } from "./control";
import { exportedViews } from "./exportedViews";
import type { JobRun } from "./jobRun";
import { pageLimit, queryFlag, selectRuns } from "./runQuery";
import { idOf, type RunStore } from "./runs";
import type { StoredJob } from "./store";
import type { TaskRun } from "./taskRun";
import { pagedInJob, pagedInRun, runOnWire, taskRunOnWire } from "./wire";

const base = "/api/2.2/jobs";

/** How large pages are where the request does not say, and at most. */
const JOBS = { defaultSize: 20, maxSize: 100 };
const RUNS = { defaultSize: 20, maxSize: 25 };

const callerOf = (request: FastifyRequest): string => request.principal.user.userName;

/** Registers the Jobs API 2.2 and the control route of jobs. */
export function jobRoutes(app: FastifyInstance): void {
  settingsRoutes(app);
  startRoutes(app);
  stopRoutes(app);
  readRoutes(app);

  app.post(`${CONTROL_PREFIX}/jobs`, async ({ workspace, body }) =>
    showControl(workspace.runs.configure(body)),
  );
}

function settingsRoutes(app: FastifyInstance): void {
  app.post(`${base}/create`, async (request) => {
    const { workspace, body } = request;
    const entries = readEntries(workspace, "jobs", body);
    const job_id = workspace.jobs.create(fieldsOf(body), callerOf(request));
    const id = String(job_id);
    if (entries.length > 0) {
      changePermissions(workspace, "jobs", id, givenPermissions(workspace, "jobs", id, id), entries);
    }
    return { job_id };
  });

  app.get(`${base}/get`, async ({ workspace, grants, query }) => {
    grants.require("job", idOf(query, "job_id"));
    const job = workspace.jobs.get(idOf(query, "job_id"));
    const { page, next } = arrayPage(job.settings, pagedInJob, fieldsOf(query).page_token);
    return { ...job, settings: page, ...(next && { has_more: true, next_page_token: next }) };
  });

  app.get(`${base}/list`, async ({ workspace, grants, query }) => {
    const limit = pageLimit(query, JOBS.defaultSize, JOBS.maxSize);
    const named = workspace.jobs.list(optionalText(query, "name"));
    const jobs = grants.visible("job", named, ({ job_id }) => job_id);
    const { items, next, previous } = pageOf(jobs, pageQuery(query, limit), JOBS);
    const isExpanded = queryFlag(query, "expand_tasks");
    return {
      ...(items.length > 0 && { jobs: items.map((job) => listedJob(job, isExpanded)) }),
      ...neighbours(next, previous),
    };
  });

  app.post(`${base}/update`, async ({ workspace, grants, body }) => {
    grants.require("job", idOf(body, "job_id"), "CAN_MANAGE");
    const { new_settings, fields_to_remove } = fieldsOf(body);
    workspace.jobs.update(idOf(body, "job_id"), new_settings, fields_to_remove);
    return {};
  });

  app.post(`${base}/reset`, async ({ workspace, grants, body }) => {
    grants.require("job", idOf(body, "job_id"), "CAN_MANAGE");
    const { new_settings } = fieldsOf(body);
    if (new_settings === undefined) throw invalidParameter("Missing required field: new_settings");
    workspace.jobs.reset(idOf(body, "job_id"), new_settings);
    return {};
  });

  app.post(`${base}/delete`, async ({ workspace, grants, body }) => {
    grants.require("job", idOf(body, "job_id"), "CAN_MANAGE");
    workspace.jobs.delete(idOf(body, "job_id"));
    return {};
  });
}

function startRoutes(app: FastifyInstance): void {
  app.post(`${base}/run-now`, async (request) => {
    request.grants.require("job", fieldsOf(request.body).job_id, "CAN_MANAGE_RUN");
    const { runId } = request.workspace.runs.runNow(request.body, callerOf(request));
    return { run_id: runId, number_in_job: runId };
  });

  app.post(`${base}/runs/submit`, async (request) => ({
    run_id: request.workspace.runs.submit(request.body, callerOf(request)).runId,
  }));

  app.post(`${base}/runs/repair`, async (request) => {
    demandForRun(request, request.body, "CAN_MANAGE_RUN");
    return { repair_id: request.workspace.runs.repair(request.body) };
  });
}

function stopRoutes(app: FastifyInstance): void {
  app.post(`${base}/runs/cancel`, async (request) => {
    demandForRun(request, request.body, "CAN_MANAGE_RUN");
    request.workspace.runs.cancel(idOf(request.body, "run_id"));
    return {};
  });

  app.post(`${base}/runs/cancel-all`, async ({ workspace, grants, body }) => {
    grants.require("job", fieldsOf(body).job_id, "CAN_MANAGE_RUN");
    workspace.runs.cancelAll(body);
    return {};
  });

  app.post(`${base}/runs/delete`, async (request) => {
    demandForRun(request, request.body, "CAN_MANAGE");
    request.workspace.runs.delete(idOf(request.body, "run_id"));
    return {};
  });
}

function readRoutes(app: FastifyInstance): void {
  app.get(`${base}/runs/get`, async (request) => {
    const { workspace, query } = request;
    demandForRun(request, query, "CAN_VIEW");
    const { run, attempt } = workspace.runs.find(idOf(query, "run_id"));
    if (attempt) return taskRunOnWire(run, attempt);
    const details = {
      history: queryFlag(query, "include_history"),
      resolvedValues: queryFlag(query, "include_resolved_values"),
    };
    const { page, next } = arrayPage(runOnWire(run, details), pagedInRun, fieldsOf(query).page_token);
    return { ...page, ...(next && { next_page_token: next }) };
  });

  app.get(`${base}/runs/list`, async ({ workspace, grants, query }) => {
    const limit = pageLimit(query, RUNS.defaultSize, RUNS.maxSize);
    const seen = grants.visible("job", workspace.runs.list(), ({ jobId }) => jobId);
    const runs = selectRuns(seen, query);
    const { items, next, previous } = pageOf(runs, pageQuery(query, limit), RUNS);
    const isExpanded = queryFlag(query, "expand_tasks");
    return {
      ...(items.length > 0 && { runs: items.map((run) => listedRun(run, isExpanded)) }),
      ...neighbours(next, previous),
    };
  });

  app.get(`${base}/runs/get-output`, async (request) => {
    const { workspace, query } = request;
    demandForRun(request, query, "CAN_VIEW");
    const { run, attempt } = onlyTask(workspace.runs, idOf(query, "run_id"));
    return { metadata: taskRunOnWire(run, attempt), ...attempt.result.output };
  });

  app.get(`${base}/runs/export`, async (request) => {
    const { workspace, query } = request;
    demandForRun(request, query, "CAN_VIEW");
    const { run, attempt } = onlyTask(workspace.runs, idOf(query, "run_id"));
    return exportedViews(run, attempt, optionalText(query, "views_to_export") ?? "CODE");
  });
}

/** What may be done with a run is what may be done with its job. @throws HttpError 403, and as `RunStore.find` does */
function demandForRun(
  { workspace, grants }: FastifyRequest,
  given: unknown,
  level: PrivilegeOn<"job">,
): void {
  grants.require("job", workspace.runs.find(idOf(given, "run_id")).run.jobId, level);
}

/** The run of a task, also by the run of a job that has no other task. @throws HttpError 400 */
function onlyTask(runs: RunStore, id: number): { run: JobRun; attempt: TaskRun } {
  const { run, attempt } = runs.find(id);
  if (attempt) return { run, attempt };
  const [task, ...others] = run.tasks;
  const only = task && run.attempt(task.task_key);
  if (only && others.length === 0) return { run, attempt: only };
  throw invalidParameter(
    "Retrieving the output of runs with multiple tasks is not supported. " +
      "Please retrieve the output of each individual task run instead.",
  );
}

const pageQuery = (query: unknown, limit: number) => {
  refusePaging(query, ["offset"]);
  return { page_size: String(limit), page_token: fieldsOf(query).page_token };
};

const neighbours = (next: string | undefined, previous: string | undefined) => ({
  has_more: next !== undefined,
  ...(next && { next_page_token: next }),
  ...(previous && { prev_page_token: previous }),
});

/** A list says of no job whom it runs as. */
function listedJob({ run_as_user_name: _user, ...job }: StoredJob, isExpanded: boolean) {
  if (!isExpanded) return { ...job, settings: withoutLists(job.settings, ["tasks", "job_clusters"]) };
  const { page, next } = arrayPage(job.settings, pagedInJob, undefined);
  return { ...job, settings: page, ...(next && { has_more: true }) };
}

function listedRun(run: JobRun, isExpanded: boolean) {
  const whole = runOnWire(run);
  if (!isExpanded) return withoutLists(whole, ["tasks", "job_clusters"]);
  const { page, next } = arrayPage(whole, pagedInRun, undefined);
  return { ...page, ...(next && { has_more: true }) };
}
