/**
 * What Databricks refuses of a job's settings by what there is in the workspace, and of settings that the workspace
 * does not follow but keeps. https://docs.databricks.com/api/workspace/jobs/create
 */
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import { type ClusterOffers, checkClusterSpec } from "../clusters/clusterSpec";
import { checkSchedule } from "./schedules";
import { type JobSettings, listOf, type TaskSettings } from "./settings";

/** What settings may name. */
interface KnownToJobs {
  readonly clusters: ClusterOffers;
  readonly jobs: { find(id: number): unknown };
}

/** Databricks takes them in any case. */
const gitProviders = `github,gitlab,bitbucketcloud,gitlabenterpriseedition,bitbucketserver,azuredevopsservices,githubenterprise,awscodecommit`;

const libraryKinds = ["jar", "egg", "whl", "pypi", "maven", "cran", "requirements"];

const MAX_RUNS = 1000;
const MAX_TAGS = 25;

function checkGitSource(source: unknown): void {
  if (source === undefined) return;
  const given = fieldsOf(source);
  if (!gitProviders.split(",").includes(String(given.git_provider ?? "").toLowerCase())) {
    throw invalidParameter(`git_source.git_provider must be one of: ${gitProviders}`);
  }
  requiredText(given, "git_url");
  const named = ["git_branch", "git_tag", "git_commit"].filter((field) => given[field] !== undefined);
  if (named.length !== 1) {
    throw invalidParameter("Exactly one of git_source.git_branch, git_tag and git_commit must be specified.");
  }
}

function checkUnique(items: object[], field: string, list: string): void {
  const names = items.map((item) => requiredText(item, field));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidParameter(`${field} ${twice} is given more than once in ${list}.`);
}

function checkLibraries(task: TaskSettings): void {
  for (const library of listOf<Record<string, unknown>>(task, "libraries")) {
    const kinds = libraryKinds.filter((kind) => library[kind] !== undefined);
    if (kinds.length !== 1) {
      throw invalidParameter(
        `A library of task ${task.task_key} must have exactly one of ${libraryKinds.join(", ")}.`,
      );
    }
  }
}

/** The tasks of a job, and those that one of them repeats. */
const allTasks = (tasks: TaskSettings[]): TaskSettings[] =>
  tasks.flatMap((task) => {
    const { task: repeated } = fieldsOf(task.for_each_task);
    return repeated === undefined ? [task] : [task, repeated as TaskSettings];
  });

/**
 * Checks the settings of a job, or of a one-time run, that are complete by themselves.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE naming what is wrong
 */
export function checkSettings(settings: JobSettings, { clusters, jobs }: KnownToJobs): void {
  checkGitSource(settings.git_source);
  checkSchedule(settings);
  if ((settings.max_concurrent_runs ?? 0) > MAX_RUNS) {
    throw invalidParameter(`max_concurrent_runs cannot exceed ${MAX_RUNS}.`);
  }
  const tags = Object.keys(fieldsOf(settings.tags)).length;
  if (tags > MAX_TAGS) throw invalidParameter(`A job can have at most ${MAX_TAGS} tags, not ${tags}.`);
  const jobClusters = listOf<{ job_cluster_key: string; new_cluster?: object }>(settings, "job_clusters");
  checkUnique(jobClusters, "job_cluster_key", "job_clusters");
  checkUnique(listOf(settings, "environments"), "environment_key", "environments");
  checkUnique(listOf(settings, "parameters"), "name", "parameters");
  const tasks = allTasks(settings.tasks ?? []);
  for (const { new_cluster: spec } of [...jobClusters, ...tasks]) {
    if (spec !== undefined) checkClusterSpec(fieldsOf(spec), clusters);
  }
  for (const task of tasks) {
    checkLibraries(task);
    const id = task.run_job_task?.job_id;
    if (id !== undefined && !jobs.find(id)) throw invalidParameter(`Job ${id} does not exist.`);
  }
}
