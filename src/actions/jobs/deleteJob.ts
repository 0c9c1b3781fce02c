import { databricksAction } from "../../databricksAction";
import { manageJobGrants } from "../../errors/requiredGrant";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { jobId } from "../../inputs/jobs/jobInputs";
import type { NumericId } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";

/**
 * Takes a job's id, deletes the job and gives the id. A job that does not exist is an error with Databricks' message.
 * https://docs.databricks.com/api/workspace/jobs/delete
 */
export const deleteJob = databricksAction({
  label: "Delete Job",
  description: "Delete a job permanently. Its runs are no longer visible in Databricks.",
  effect: "write",
  grants: manageJobGrants,
  inputs: { jobId },
  repeat: { kind: "refused", advice: "A job that was already deleted is an error." },
  perform: async (client, { jobId: job_id }) => {
    await client.post(path`/api/2.2/jobs/delete`, { job_id: jsonInteger(job_id) });
    return { job_id };
  },
  example: { job_id: jobExample.job_id as NumericId },
});
