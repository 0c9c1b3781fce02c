/** Reads jobs: one with all its settings, or one by its name. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { pagesOf, partsOf } from "../../http/paginate";
import { path } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { labels } from "../../labels";
import { type JobResponse, jobSchema, jobWithIdSchema, type NumericId } from "./jobs";
import { mergePages } from "./mergePages";

/** The requested page size: the maximum of Databricks. */
const jobPageSize = 100;

/** Gives a job with all its tasks, clusters, environments and parameters, from every page. */
export const fetchJob = async (client: DatabricksClient, jobId: NumericId): Promise<JobResponse> => {
  const pages = await client.list(path`/api/2.2/jobs/get`, partsOf(jobSchema), { job_id: jobId });
  return mergePages(pages);
};

/**
 * Gives every job with a name, or all. Databricks compares names without case.
 * @param job the schema of each of them
 */
export const listJobsNamed = <T>(
  client: DatabricksClient,
  name: string | undefined,
  job: ResponseSchema<T>,
): Promise<Exclude<T, undefined>[]> =>
  client.list(path`/api/2.2/jobs/list`, pagesOf("jobs", job), { name, limit: jobPageSize });

/**
 * Finds the one job with a name. If several differ only in case, the one with the exact spelling is used.
 * @throws DatabricksError when there is none, or several, whose ids it lists
 */
export const findJob = async (client: DatabricksClient, name: string): Promise<NumericId> => {
  const jobs = await listJobsNamed(client, name, jobWithIdSchema);
  const exact = jobs.filter(({ settings }) => settings?.name === name);
  const found = exact.length > 0 ? exact : jobs;
  const [one, ...others] = found;
  if (one && others.length === 0) return one.job_id;
  throw new DatabricksError({
    operation: `Finding the job "${name}"`,
    message: one
      ? `${found.length} jobs have this name: ${found.map(({ job_id }) => job_id).join(", ")}`
      : "no job has this name, or the connection's identity may not see it",
    hint: one ? "Enter the Job ID of one of them." : `${labels.listJobs} lists all that it may see.`,
  });
};
