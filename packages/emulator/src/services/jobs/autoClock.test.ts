/** Jobs under a clock that jumps when all rests, as the tour has it. */

import { startAt } from "../../fixedStart";
import { cluster, terminatedCluster } from "../../seed/clusters";
import { PENDING_MS } from "../clusters/store";
import {
  failing,
  file,
  jobsClient,
  resultStateOf,
  source,
  succeeding,
  taskRunOf,
  waitingFor,
} from "./jobsClient";

const { control, create, ended, put, server, start, submit } = jobsClient({ clock: "auto", startAt });

const hour = 3_600_000;

it("real work takes no time of the workspace, and no limit of time is passed meanwhile", async () => {
  await put([source("work.py", "import time; time.sleep(0.2); print(spark.range(3).count())")]);
  const limit = { timeout_seconds: 3600 };
  const tasks = [
    file("a", "work.py", [], limit),
    succeeding("b", { ...limit, ...waitingFor("a") }),
    file("c", "work.py", [], { ...limit, ...waitingFor("b") }),
  ];
  const whole = await ended(await start(await create({ tasks, ...limit })));
  expect([resultStateOf(whole), whole.run_duration]).toEqual(["SUCCESS", 0]);
  expect(server().workspace.clock.now()).toBe(startAt);
});

it("what takes time of the workspace passes by itself", async () => {
  await put([source("work.py", "print(1)")]);
  await control({ pending_ms: 1_000, run_ms: hour });
  const new_cluster = {
    spark_version: cluster.spark_version,
    node_type_id: cluster.node_type_id,
    num_workers: 1,
  };
  const whole = await ended(
    await submit([
      file("a", "work.py", [], { new_cluster }),
      file("b", "work.py", [], { existing_cluster_id: terminatedCluster.cluster_id, ...waitingFor("a") }),
    ]),
  );
  const each = { setup_duration: 1_000 + PENDING_MS, execution_duration: hour };
  expect(whole).toMatchObject({ run_duration: 2 * (hour + 1_000 + PENDING_MS) });
  expect([taskRunOf(whole, "a"), taskRunOf(whole, "b")]).toMatchObject([each, each]);
});

it("retries and limits of time come in their order", async () => {
  await control({ run_ms: hour });
  const late = await ended(await submit([succeeding("a", { timeout_seconds: 60 })]));
  expect([resultStateOf(taskRunOf(late, "a")), late.run_duration]).toEqual(["TIMEDOUT", 60_000]);
  await control({ run_ms: null });
  const retried = await ended(
    await submit([failing("a", { max_retries: 2, min_retry_interval_millis: 30_000 })]),
  );
  expect([retried.tasks?.length, retried.run_duration]).toEqual([3, 60_000]);
});
