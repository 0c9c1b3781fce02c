import assert from "node:assert/strict";
import type { Guide, Step } from "../guide";
import { runningCluster } from "./commands";
import { runningWarehouse } from "./warehouses";

const folder = "/Users/ada@example.com/tour";
const lateAirports = "workspace.default.late_airports";

const sql = `CREATE OR REPLACE TABLE ${lateAirports} AS
SELECT origin, count(*) AS flights, CAST(avg(delay) AS DECIMAL(6,2)) AS mean_delay
FROM samples.aviation.flights GROUP BY origin HAVING count(*) > 50000;`;

/** @param most how many airports may be told */
const python = (most: string): string => `rows = spark.sql("""
  SELECT origin, mean_delay FROM ${lateAirports} ORDER BY mean_delay DESC LIMIT ${most}
""").collect()
for row in rows:
    print(f"{row.origin}: {row.mean_delay} min late on average")
if not rows:
    raise ValueError("no airport is late enough")`;

interface Run {
  run_id: number;
  outcome: string;
  tasks: { task_key: string; outcome: string }[];
}

/** Puts a file into the workspace, by a part of the API that has no action of its own. */
const upload = (guide: Guide, name: string, code: string): Promise<unknown> =>
  guide.call("rawRequest", {
    method: "POST",
    url: "/2.0/workspace/import",
    data: {
      path: `${folder}/${name}`,
      format: "RAW",
      overwrite: true,
      content: Buffer.from(code).toString("base64"),
    },
  });

/** The job of the tour, for the steps that come after it was made. */
export const lateAirportsJob = {
  name: "Late Airports",
  /** Makes the second task of later runs fail. */
  breakTask: (guide: Guide) => upload(guide, "tell.py", python("0")),
  mendTask: (guide: Guide) => upload(guide, "tell.py", python("1")),
  /** @throws AssertionError where there is none */
  find: async (guide: Guide): Promise<string> => {
    const all = await guide.quietly<{ job_id: number; settings: { name?: string } }[]>("listJobs");
    const found = all.find(({ settings }) => settings.name === lateAirportsJob.name);
    assert.ok(found, "there is no job of the tour");
    return String(found.job_id);
  },
};

/** A job of two tasks: SQL, and Python on its result; then one of them breaks, and is repaired. */
export const jobs: Step = {
  title: "A job of two tasks, SQL and then Python; one fails and is repaired",
  run: async (guide) => {
    const { id: warehouse_id } = await runningWarehouse(guide);
    const { cluster_id: existing_cluster_id } = await runningCluster(guide);
    await guide.quietly("rawRequest", {
      method: "POST",
      url: "/2.0/workspace/mkdirs",
      data: { path: folder },
    });
    await upload(guide, "count.sql", sql);
    await upload(guide, "tell.py", python("3"));
    const { job_id: jobId } = await guide.call<{ job_id: number }>("createJob", {
      jobName: lateAirportsJob.name,
      tasks: [
        {
          task_key: "count",
          sql_task: { warehouse_id, file: { path: `${folder}/count.sql`, source: "WORKSPACE" } },
        },
        {
          task_key: "tell",
          depends_on: [{ task_key: "count" }],
          spark_python_task: { python_file: `/Workspace${folder}/tell.py` },
          existing_cluster_id,
        },
      ],
    });
    const run = await guide.call<Run>("runJob", { jobName: lateAirportsJob.name, waitForCompletion: true });
    assert.equal(run.outcome, "succeeded");
    const outputs = await guide.call<{ task_key: string; logs?: string }[]>("getJobRunOutput", {
      runId: run.run_id,
    });
    const said = outputs.find(({ task_key }) => task_key === "tell")?.logs?.trim() ?? "";
    assert.match(said, /^(?:[A-Z]{3}: [\d.]+ min late on average\n?){3}$/);
    guide.screen.note(said);

    await lateAirportsJob.breakTask(guide);
    const failed = await guide.callThatFails("runJob", { jobId, waitForCompletion: true });
    assert.match(failed.message, /task tell \(failed\): .*no airport is late enough/s);
    guide.screen.thrown(failed);
    const runId = (failed as Error & { resourceIds?: { runId?: string } }).resourceIds?.runId;
    await lateAirportsJob.mendTask(guide);
    const repaired = await guide.call<Run>("repairJobRun", { runId, waitForCompletion: true });
    assert.equal(repaired.outcome, "succeeded");
    assert.deepEqual(
      repaired.tasks.map(({ task_key }) => task_key),
      ["count", "tell", "tell"],
    );
    guide.screen.good("only the failed task ran again, and the run has succeeded");
  },
};
