import { flow } from "@prismatic-io/spectral";

interface Notification {
  job: { name: string };
  run: { run_id: string };
}

interface Run {
  outcome: string;
  run_page_url: string;
  tasks?: { task_key: string; outcome: string; state?: { state_message?: string } }[];
}

/** Starts when Databricks tells that a run has failed, and reads what has failed in it. */
export const failedRuns = flow({
  name: "Failed Runs",
  stableKey: "failed-runs",
  description: "Tells of each run of the job that fails, with the tasks that it failed by.",
  onTrigger: {
    component: "databricks",
    key: "jobNotification",
    values: {
      connection: { configVar: "Databricks Connection" },
      jobId: { configVar: "Job" },
      onSuccess: { value: false },
      onFailure: { value: true },
    },
  },
  onExecution: async ({ components, configVars, logger }, { onTrigger }) => {
    const notification = onTrigger.results.body.data as Notification | { refused: string };
    // The trigger has told a stranger's request off; there is no run behind it.
    if ("refused" in notification) return { data: null };
    const { data: run } = await components.databricks.getJobRun<{ data: Run }>({
      connection: configVars["Databricks Connection"],
      runId: notification.run.run_id,
    });
    const failed = (run.tasks ?? []).filter(({ outcome }) => outcome !== "succeeded");
    logger.warn(`${notification.job.name} ended as ${run.outcome}: ${run.run_page_url}`);
    return {
      data: {
        job: notification.job.name,
        outcome: run.outcome,
        url: run.run_page_url,
        tasks: failed.map(({ task_key, outcome, state }) => ({
          task: task_key,
          outcome,
          message: state?.state_message ?? "",
        })),
      },
    };
  },
});
