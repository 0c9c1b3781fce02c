import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { choiceWithDefault } from "../../inputs/clean";
import { taskRunId } from "../../inputs/jobs/runInputs";
import { exportedRunExample } from "../../services/jobs/jobExamples";
import { type ExportedRun, exportedRunSchema } from "../../services/jobs/jobs";

const views = ["CODE", "DASHBOARDS", "ALL"] as const;

const viewsToExport = input({
  label: "Views",
  type: "string",
  required: false,
  default: "CODE" satisfies (typeof views)[number],
  model: [
    { label: "Code", value: "CODE" },
    { label: "Dashboards", value: "DASHBOARDS" },
    { label: "Code and dashboards", value: "ALL" },
  ],
  comments: "Which views of the notebook are exported.",
  clean: choiceWithDefault("Views", views, "CODE"),
});

/**
 * Takes the id of the run of a notebook task and gives the notebook, as it ran, as web pages.
 * https://docs.databricks.com/api/workspace/jobs/exportrun
 */
export const exportJobRun = databricksAction({
  label: "Export Job Run",
  description: "Export the notebook of a task's run, with its results, as web pages.",
  effect: "read",
  inputs: { runId: taskRunId, views: viewsToExport },
  perform: (client, { runId: run_id, views: views_to_export }): Promise<ExportedRun> =>
    client.get(path`/api/2.2/jobs/runs/export`, {
      schema: exportedRunSchema,
      query: { run_id, views_to_export },
    }),
  example: exportedRunExample,
});
