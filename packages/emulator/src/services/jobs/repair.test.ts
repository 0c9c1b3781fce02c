import { startAt } from "../../fixedStart";
import type { JobRunResource } from "./job";
import { failing, jobsClient, resultStateOf, results, succeeding, taskRunOf, waitingFor } from "./jobsClient";

const client = jobsClient();
const { advance, control, create, ended, post, refused, run, start } = client;

const tasks = [succeeding("a"), failing("b", waitingFor("a")), succeeding("c", waitingFor("b"))];

const repair = async (body: object): Promise<number> =>
  (await post<{ repair_id: number }>("runs/repair", body)).repair_id;

describe("a failed run", () => {
  let job_id: number;
  let run_id: number;
  beforeEach(async () => {
    job_id = await create({ tasks });
    run_id = await start(job_id);
    await ended(run_id);
  });

  const mend = () => post("update", { job_id, new_settings: { tasks: [succeeding("b", waitingFor("a"))] } });

  it("is repaired with the tasks as they are now", async () => {
    expect(results(await run(run_id))).toEqual({ a: "SUCCESS", b: "FAILED", c: "UPSTREAM_FAILED" });
    await mend();
    advance(60_000);
    const repair_id = await repair({ run_id, rerun_all_failed_tasks: true });
    expect(resultStateOf(await ended(run_id))).toBe("SUCCESS");
    const whole = await run(run_id, { include_history: true });
    expect(whole.tasks?.map((task) => [task.task_key, task.attempt_number, resultStateOf(task)])).toEqual([
      ["a", 0, "SUCCESS"],
      ["b", 0, "FAILED"],
      ["c", 0, "UPSTREAM_FAILED"],
      ["b", 1, "SUCCESS"],
      ["c", 1, "SUCCESS"],
    ]);
    const ids = whole.tasks?.map((task) => task.run_id);
    expect(whole.repair_history).toEqual([
      expect.objectContaining({
        type: "ORIGINAL",
        start_time: startAt,
        end_time: startAt,
        state: expect.objectContaining({ result_state: "FAILED" }),
        task_run_ids: ids?.slice(0, 3),
      }),
      expect.objectContaining({
        id: repair_id,
        type: "REPAIR",
        start_time: startAt + 60_000,
        end_time: startAt + 60_000,
        state: expect.objectContaining({ result_state: "SUCCESS" }),
        task_run_ids: ids?.slice(3),
      }),
    ]);
    expect(whole.repair_history?.[0]).not.toHaveProperty("id");
    expect(await run(run_id)).not.toHaveProperty("repair_history");
  });

  it("is active again while it is repaired, and then cannot be repaired or deleted", async () => {
    await mend();
    await control({ run_ms: 60_000 });
    await repair({ run_id, rerun_tasks: ["b"] });
    const active = await run(run_id, { include_history: true });
    expect(active).toMatchObject({ end_time: 0, repair_history: [{ type: "ORIGINAL" }, { end_time: 0 }] });
    expect(active.repair_history?.[1]?.state).toEqual(active.state);
    const again = { run_id, rerun_tasks: ["b"] };
    expect((await refused("POST", "/api/2.2/jobs/runs/repair", again))[1]).toBe("INVALID_STATE");
    expect((await refused("POST", "/api/2.2/jobs/runs/delete", { run_id }))[1]).toBe("INVALID_STATE");
    await post("runs/cancel", { run_id });
    expect(resultStateOf(await ended(run_id))).toBe("CANCELED");
  });

  it("takes the tasks that are named, and with them those that follow where that is asked for", async () => {
    await mend();
    const first = await repair({ run_id, rerun_tasks: ["b"] });
    expect(results(await ended(run_id))).toEqual({ a: "SUCCESS", b: "SUCCESS", c: "UPSTREAM_FAILED" });
    await repair({ run_id, latest_repair_id: first, rerun_tasks: ["a"], rerun_dependent_tasks: true });
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "SUCCESS", b: "SUCCESS", c: "SUCCESS" });
    expect(["a", "b", "c"].map((key) => taskRunOf(whole, key).attempt_number)).toEqual([1, 2, 1]);
  });

  it("is repaired again only by who names the latest repair", async () => {
    const first = await repair({ run_id, rerun_tasks: ["b"] });
    await ended(run_id);
    const wanted = "The latest repair ID needs to be provided in order to create a new repair";
    for (const latest_repair_id of [undefined, first + 1]) {
      const again = { run_id, rerun_tasks: ["b"], latest_repair_id };
      expect(await refused("POST", "/api/2.2/jobs/runs/repair", again)).toEqual([
        400,
        "INVALID_PARAMETER_VALUE",
        wanted,
      ]);
    }
    expect(await repair({ run_id, rerun_tasks: ["b"], latest_repair_id: first })).not.toBe(first);
  });

  it.each<[object, string]>([
    [{}, "Either rerun_tasks or rerun_all_failed_tasks must be given."],
    [{ rerun_tasks: ["b", "b"] }, "rerun_tasks cannot contain duplicate task keys."],
    [{ rerun_tasks: ["x"] }, "Task key x of rerun_tasks does not exist."],
    [
      { rerun_tasks: ["b"], rerun_all_failed_tasks: true },
      "Only one of rerun_tasks and rerun_all_failed_tasks can be used.",
    ],
  ])("is not repaired with %p", async (body, message) => {
    expect(await refused("POST", "/api/2.2/jobs/runs/repair", { run_id, ...body })).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      message,
    ]);
  });

  it("is repaired with other parameters", async () => {
    const other = await create({
      tasks: [
        { task_key: "a", condition_task: { op: "LESS_THAN", left: "{{job.parameters.n}}", right: "1" } },
      ],
      parameters: [{ name: "n", default: "none" }],
    });
    const failed = await start(other);
    expect(resultStateOf(await ended(failed))).toBe("FAILED");
    await repair({ run_id: failed, rerun_all_failed_tasks: true, job_parameters: { n: "0" } });
    const whole: JobRunResource = await ended(failed);
    expect(resultStateOf(whole)).toBe("SUCCESS");
    expect(whole.job_parameters).toEqual([{ name: "n", default: "none", value: "0" }]);
  });
});

it("has nothing to repair in a run that succeeded", async () => {
  const run_id = await start(await create({ tasks: [succeeding("a")] }));
  await ended(run_id);
  const body = { run_id, rerun_all_failed_tasks: true };
  expect((await refused("POST", "/api/2.2/jobs/runs/repair", body))[2]).toBe(
    `Run ${run_id} has no failed tasks to repair.`,
  );
});
