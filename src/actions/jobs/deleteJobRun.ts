import { databricksAction } from "../../databricksAction";
import { manageJobGrants } from "../../errors/requiredGrant";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { jobRunId } from "../../inputs/jobs/runInputs";
import { jobRunExample } from "../../services/jobs/jobsExamples";

/**
 * Takes a run's id, deletes the run and gives the id. An active run is refused: it must be cancelled first.
 * https://docs.databricks.com/api/workspace/jobs/deleterun
 */
export const deleteJobRun = databricksAction({
  label: "Delete Job Run",
  description: "Delete a completed run and its outputs permanently.",
  effect: "write",
  grants: manageJobGrants,
  inputs: { runId: jobRunId },
  repeat: { kind: "refused", advice: "A run that was already deleted is an error." },
  perform: async (client, { runId: run_id }) => {
    await client.post(path`/api/2.2/jobs/runs/delete`, { run_id: jsonInteger(run_id) });
    return { run_id };
  },
  example: { run_id: jobRunExample.run_id },
});
