import { databricksAction } from "../../databricksAction";
import { viewJobGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { choiceInput } from "../../inputs/choice";
import { withDefault } from "../../inputs/defineInput";
import { runIdInput } from "../../inputs/jobs/runInputs";
import { labels } from "../../labels";
import { type ExportedRun, exportedRunSchema } from "../../services/jobs/jobs";
import { exportedRunExample, jobRunExample } from "../../services/jobs/jobsExamples";

const runId = runIdInput(
  `The ID of a notebook task's run, found in the tasks that ${labels.getJobRun} returns.`,
  jobRunExample.tasks[0],
  "selectNotebookRun",
);

const views = withDefault(
  choiceInput({
    label: "Views",
    comments: "The views of the notebook to export.",
    choices: { CODE: "Code", DASHBOARDS: "Dashboards", ALL: "Code and dashboards" },
  }),
  "CODE",
);

/**
 * Takes the id of the run of a notebook task and gives the notebook as HTML.
 * https://docs.databricks.com/api/workspace/jobs/exportrun
 */
export const exportJobRun = databricksAction({
  label: "Export Job Run",
  description: "Export the notebook of a task run and its results as HTML.",
  effect: "read",
  grants: viewJobGrants,
  inputs: { runId, views },
  perform: (client, { runId: run_id, views: views_to_export }): Promise<ExportedRun> =>
    client.get(path`/api/2.2/jobs/runs/export`, {
      schema: exportedRunSchema,
      query: { run_id, views_to_export },
    }),
  example: exportedRunExample,
});
