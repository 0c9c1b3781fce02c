/** What a person chooses of jobs and runs: tasks, parameters and recent runs. What cannot be offered is omitted. */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";
import { fetchJob } from "./fetchJob";
import { type JobTask, type NumericId, type RunWithId, runPageSize, runWithIdSchema } from "./jobs";

/** A parameter of a job. */
export interface JobParameter {
  name: string;
  default?: string;
}

const parameterSchema = objectSchema<JobParameter>({
  name: nonBlankSchema,
  default: lenientSchema(textSchema),
});

const taskSchema = objectSchema<JobTask>({ task_key: nonBlankSchema });

const itemsOf = <T>(item: ResponseSchema<T>, list: unknown): Exclude<T, undefined>[] =>
  lenientSchema(listSchema(lenientSchema(item)))(list) ?? [];

/** The tasks of a job, from every page. */
export const fetchJobTasks = async (client: DatabricksClient, jobId: NumericId): Promise<JobTask[]> =>
  itemsOf(taskSchema, (await fetchJob(client, jobId)).settings?.tasks);

/** The parameters of a job, from every page; none for a job without job parameters. */
export const fetchJobParameters = async (
  client: DatabricksClient,
  jobId: NumericId,
): Promise<JobParameter[]> => itemsOf(parameterSchema, (await fetchJob(client, jobId)).settings?.parameters);

/** How many of the latest runs are offered: a job may have tens of thousands. */
const recentRunCount = 5 * runPageSize;

/**
 * The latest runs, latest first.
 * @param jobId the job whose runs they are; all jobs without one
 * @param withTasks whether each has its tasks
 */
export const fetchRecentRuns = (
  client: DatabricksClient,
  jobId: NumericId | undefined,
  withTasks = false,
): Promise<RunWithId[]> =>
  client.list(
    path`/api/2.2/jobs/runs/list`,
    pagesOf("runs", lenientSchema(runWithIdSchema)),
    { job_id: jobId, expand_tasks: withTasks || undefined, limit: runPageSize },
    recentRunCount,
  );
