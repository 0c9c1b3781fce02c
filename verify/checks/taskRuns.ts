/** Runs of tasks that take compute: SQL on the given warehouse, a notebook on the given cluster. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree, Difference } from "../outcomes";
import { prepareFolder } from "../preparation";
import { type EndedRun, makeJob } from "./jobs";

const page = "https://docs.databricks.com/api/workspace/jobs";

/** Puts text into the run's folder of the workspace. @returns its path */
const importText = async (
  context: CheckContext,
  name: string,
  text: string,
  more: object = {},
): Promise<string> => {
  await prepareFolder(context);
  const path = `${context.folder}/${name}`;
  const content = Buffer.from(text).toString("base64");
  await context.ask("POST", "/api/2.0/workspace/import", {
    body: { path, content, format: "RAW", overwrite: true, ...more },
  });
  return path;
};

const sqlTask = (context: CheckContext, path: string) => ({
  task_key: "statement",
  sql_task: { warehouse_id: context.warehouseId, file: { path, source: "WORKSPACE" } },
});

interface Output {
  task_key: string;
  outcome: string;
  error?: string;
  notebook_output?: { result?: string };
}

/** The ID of the run that an error is about. */
const runIdOf = (error: unknown): string => {
  const { resourceIds } = error as { resourceIds?: { runId?: string } };
  if (resourceIds?.runId === undefined) throw new Difference("the error does not name the run");
  return resourceIds.runId;
};

export const taskRunChecks: Check[] = [
  {
    id: "jobs.repair",
    title: "A run that fails says why, and is repaired",
    tries: "a SQL file that fails, Get Job Run Output, then a better file and Repair Job Run",
    source: "https://docs.databricks.com/api/workspace/jobs/repairrun",
    covers: ["runJob", "getJobRunOutput", "repairJobRun"],
    needs: ["jobs", "warehouse"],
    minutes: 15,
    run: async (context) => {
      const name = `${context.fresh("statement")}.sql`;
      const path = await importText(context, name, "SELECT raise_error('made to fail');");
      const jobId = await makeJob(context, [sqlTask(context, path)]);
      const failure = await context.refusal("runJob", { jobId, waitForCompletion: true });
      agree(/made to fail/.test(failure.message), failure.message);
      const runId = runIdOf(failure);
      const outputs = await context.call<Output[]>("getJobRunOutput", { runId });
      agree(/made to fail/.test(outputs[0]?.error ?? ""), JSON.stringify(outputs));
      await importText(context, name, "SELECT 1;");
      const repaired = await context.call<EndedRun>("repairJobRun", { runId, waitForCompletion: true });
      agree(repaired.outcome === "succeeded", repaired.outcome);
      return failure.message;
    },
  },
  {
    id: "jobs.cancel",
    title: "A run that goes on is canceled, and ends as such",
    tries: "a SQL file that takes long, Cancel Job Run",
    source: "https://docs.databricks.com/api/workspace/jobs/cancelrun",
    covers: ["runJob", "cancelJobRun"],
    needs: ["jobs", "warehouse"],
    minutes: 15,
    run: async (context) => {
      const long = "SELECT sum(a.id * b.id % 7) FROM range(10000000) a CROSS JOIN range(1000000) b;";
      const path = await importText(context, `${context.fresh("long")}.sql`, long);
      const jobId = await makeJob(context, [sqlTask(context, path)]);
      const { run_id } = await context.call<EndedRun>("runJob", { jobId });
      const ended = await context.call<EndedRun>("cancelJobRun", {
        runId: String(run_id),
        waitForCompletion: true,
      });
      const { outcome } = await context.call<EndedRun>("getJobRun", { runId: String(run_id) });
      agree(/^cancell?ed$/i.test(outcome), outcome);
      return `${outcome}, from the action ${ended.outcome}`;
    },
  },
  {
    id: "jobs.notebook",
    title: "A notebook gives its result, and can be exported",
    tries: "Submit Run of a notebook on the given cluster, Get Job Run Output, Export Job Run",
    source: page,
    covers: ["submitRun", "getJobRunOutput", "exportJobRun"],
    needs: ["jobs", "cluster"],
    minutes: 15,
    run: async (context) => {
      const path = await importText(context, context.fresh("notebook"), "dbutils.notebook.exit('done')", {
        format: "SOURCE",
        language: "PYTHON",
      });
      const tasks = [
        {
          task_key: "notebook",
          notebook_task: { notebook_path: path },
          existing_cluster_id: context.clusterId,
        },
      ];
      const given = { runName: context.name, tasks, waitForCompletion: true };
      const run = await context.call<EndedRun & { tasks: { run_id: number }[] }>("submitRun", given);
      const [output] = await context.call<Output[]>("getJobRunOutput", { runId: String(run.run_id) });
      agree(output?.notebook_output?.result === "done", JSON.stringify(output));
      const views = JSON.stringify(
        await context.call("exportJobRun", { runId: String(run.tasks[0]?.run_id) }),
      );
      agree(/html/i.test(views), views);
      return `result ${output.notebook_output.result}, ${views.length} characters exported`;
    },
  },
];
