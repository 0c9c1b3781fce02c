import { databricksAction } from "../../databricksAction";
import { manageJobGrants } from "../../errors/requiredGrant";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { jobId } from "../../inputs/jobs/jobInputs";
import { jsonObjectInput } from "../../inputs/json";
import { namesInput } from "../../inputs/stringList";
import { fetchJob } from "../../services/jobs/fetchJob";
import type { JobResponse } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";
import { readBack } from "../../services/readBack";

const newSettings = asOptional(
  jsonObjectInput({
    label: "New Settings",
    comments:
      "The settings to change, as a JSON object. Databricks replaces whole top-level fields, but merges tasks and job clusters by key.",
    example: '{"max_concurrent_runs": 2}',
  }),
);

const fieldsToRemove = namesInput({
  label: "Fields To Remove",
  comments: "The settings to remove, such as schedule, or tasks/check_airports for a single task.",
  example: "schedule",
});

/**
 * Takes a job's id, settings to change and fields to remove, and gives the job as it is afterwards.
 * https://docs.databricks.com/api/workspace/jobs/update
 */
export const updateJob = databricksAction({
  label: "Update Job",
  description: "Change or remove settings of a job and return the updated job.",
  effect: "write",
  grants: manageJobGrants,
  inputs: { jobId, newSettings, fieldsToRemove },
  perform: async (
    client,
    { jobId: job_id, newSettings: new_settings, fieldsToRemove },
  ): Promise<JobResponse> => {
    if (new_settings === undefined && fieldsToRemove.length === 0) {
      throw new Error("New Settings is empty, and so is Fields To Remove: there is nothing to change.");
    }
    const change = {
      job_id: jsonInteger(job_id),
      new_settings,
      ...(fieldsToRemove.length > 0 && { fields_to_remove: fieldsToRemove }),
    };
    await client.post(path`/api/2.2/jobs/update`, change);
    return readBack(fetchJob(client, job_id), { what: "the updated job" });
  },
  example: { ...jobExample, settings: { ...jobExample.settings, max_concurrent_runs: 2 } },
});
