import { databricksAction } from "../../databricksAction";
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
      "The settings that change, as a JSON object. Databricks replaces whole top-level fields, and merges tasks and job clusters by their keys.",
    example: '{"max_concurrent_runs": 2}',
  }),
);

const fieldsToRemove = namesInput({
  label: "Fields To Remove",
  comments: "Settings to take away, such as schedule, or tasks/check_airports for one task.",
  example: "schedule",
});

/**
 * Takes a job's id, settings that change and fields that go, and gives the job as it stands afterwards.
 * https://docs.databricks.com/api/workspace/jobs/update
 */
export const updateJob = databricksAction({
  label: "Update Job",
  description: "Change some settings of a job, take others away, and get the job after the call.",
  effect: "write",
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
    return readBack(fetchJob(client, job_id), { what: "the job after it" });
  },
  example: { ...jobExample, settings: { ...jobExample.settings, max_concurrent_runs: 2 } },
});
