/** What tasks run on, and tasks that run other jobs. */

import { startAt } from "../../fixedStart";
import { cluster, terminatedCluster } from "../../seed/clusters";
import { job } from "../../seed/jobs";
import { stoppedWarehouse, warehouse } from "../../seed/warehouses";
import { PENDING_MS } from "../clusters/store";
import { STARTING_MS } from "../warehouses/store";
import { file, jobsClient, results, source, sql, succeeding, taskRunOf, waitingFor } from "./jobsClient";

const client = jobsClient();
const { advance, create, ended, outputOf, post, put, run, start, submit, until } = client;

describe("what tasks run on", () => {
  it("is started where it has stopped", async () => {
    await put([source("a.py", "print(1)"), source("a.sql", "SELECT 1")]);
    const run_id = await submit([
      file("a", "a.py", [], { existing_cluster_id: terminatedCluster.cluster_id }),
      { task_key: "b", sql_task: { warehouse_id: stoppedWarehouse.id, file: { path: "/Shared/a.sql" } } },
    ]);
    await until(
      run_id,
      () => client.server().workspace.clusters.get(terminatedCluster.cluster_id).state === "PENDING",
    );
    await until(
      run_id,
      () => client.server().workspace.warehouses.get(stoppedWarehouse.id).state === "STARTING",
    );
    expect(results(await run(run_id))).toEqual({ a: "PENDING", b: "PENDING" });
    advance(PENDING_MS);
    const whole = await ended(run_id);
    expect(taskRunOf(whole, "a")).toMatchObject({ setup_duration: PENDING_MS, start_time: startAt });
    expect(STARTING_MS).toBeLessThan(PENDING_MS);
  });

  it("is made for the run, once where tasks share it", async () => {
    await put([source("a.py", "print(1)")]);
    const new_cluster = {
      spark_version: cluster.spark_version,
      node_type_id: cluster.node_type_id,
      num_workers: 1,
    };
    const job_id = await create({
      job_clusters: [{ job_cluster_key: "main", new_cluster }],
      tasks: [
        file("a", "a.py", [], { job_cluster_key: "main" }),
        file("b", "a.py", [], { job_cluster_key: "main", ...waitingFor("a") }),
        file("c", "a.py", [], { new_cluster }),
      ],
    });
    const run_id = await start(job_id);
    await until(run_id, (found) => results(found).a === "PENDING" && results(found).c === "PENDING");
    await until(run_id, () => client.server().workspace.runs.get(run_id).sharedClusters.size === 1);
    advance(PENDING_MS);
    const whole = await ended(run_id);
    const [a, b, c] = ["a", "b", "c"].map((key) => taskRunOf(whole, key));
    expect([a, b, c].map((task) => task?.setup_duration)).toEqual([PENDING_MS, 0, PENDING_MS]);
    expect(a?.cluster_instance).toEqual(b?.cluster_instance);
    expect(a?.cluster_instance).not.toEqual(c?.cluster_instance);
  });
});

it.each([
  ["warehouse", warehouse.id, "CAN_USE", "is not authorized to use this SQL Endpoint"],
  ["cluster", cluster.cluster_id, "CAN_ATTACH_TO", "does not have Attach permissions"],
  ["job", job.job_id, "CAN_MANAGE_RUN", "does not have Manage Run or Owner or Admin permissions"],
])("a task fails where its run may not use its %s (%s)", async (securable, id, privilege, message) => {
  await put([source("a.py", "print(1)"), source("a.sql", "SELECT 1")]);
  await client.revoke({ securable, id, privilege });
  const tasks: Record<string, object> = {
    warehouse: sql("a", "a.sql"),
    cluster: file("a", "a.py", [], { existing_cluster_id: cluster.cluster_id }),
    job: { task_key: "a", run_job_task: { job_id: job.job_id } },
  };
  const { state, status } = taskRunOf(await ended(await submit([tasks[securable] ?? {}])), "a");
  expect(state?.state_message).toContain(message);
  expect(status?.termination_details?.code).toBe("UNAUTHORIZED_ERROR");
});

describe("a task that runs another job", () => {
  it("waits for it and ends as it does", async () => {
    const child = await create({
      tasks: [
        { task_key: "x", condition_task: { op: "LESS_THAN", left: "{{job.parameters.n}}", right: "1" } },
      ],
      parameters: [{ name: "n", default: "0" }],
      max_concurrent_runs: 2,
    });
    const whole = await ended(
      await submit([
        { task_key: "good", run_job_task: { job_id: child } },
        { task_key: "bad", run_job_task: { job_id: child, job_parameters: { n: "none" } } },
      ]),
    );
    expect(results(whole)).toEqual({ good: "SUCCESS", bad: "FAILED" });
    const { run_job_output } = await outputOf(whole, "good");
    const { run_id } = run_job_output as { run_id: number };
    expect(await run(run_id)).toMatchObject({
      job_id: child,
      trigger: "RUN_JOB_TASK",
      trigger_info: { run_id: taskRunOf(whole, "good").run_id },
    });
  });

  it("cancels it when it is cancelled", async () => {
    await client.control({ run_ms: 60_000 });
    const child = await create({ tasks: [succeeding("x")] });
    const parent = await submit([{ task_key: "a", run_job_task: { job_id: child } }]);
    await until(parent, (found) => results(found).a === "RUNNING");
    advance(60_000);
    const { workspace } = client.server();
    await until(parent, () => workspace.runs.list().some(({ jobId }) => jobId === child));
    await post("runs/cancel", { run_id: parent });
    await ended(parent);
    expect(workspace.runs.list().find(({ jobId }) => jobId === child)?.progress.state.result_state).toBe(
      "CANCELED",
    );
  });
});
