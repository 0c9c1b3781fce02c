import { jobsClient, resultStateOf, results, succeeding } from "./jobsClient";

const { advance, control, ended, post, refused, run, submit, until } = jobsClient();

describe("the control API of jobs", () => {
  it("shows what is set and takes it back", async () => {
    const set = { pending_ms: 1, run_ms: 2, end_as: { state: { life_cycle_state: "SKIPPED" } } };
    expect(await control(set)).toEqual(set);
    expect(await control({})).toEqual(set);
    const none = { pending_ms: null, run_ms: null, end_as: null };
    expect(await control(none)).toEqual({ pending_ms: 0, run_ms: 0, end_as: null });
  });

  it.each([{ run_ms: -1 }, { pending_ms: "1" }, { end_as: { result: 1 } }, { other: 1 }])(
    "refuses %p",
    async (body) => {
      expect((await refused("POST", "/__workspace/jobs", body))[0]).toBe(400);
    },
  );

  it("makes runs and their tasks end in any state, after any time", async () => {
    const state = { life_cycle_state: "INTERNAL_ERROR", state_message: "lost the cluster" };
    const status = {
      state: "TERMINATED",
      termination_details: { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE", message: "lost the cluster" },
    };
    await control({ run_ms: 1_000, end_as: { state, status } });
    const run_id = await submit([succeeding("a")]);
    await until(run_id, (found) => found.state?.life_cycle_state === "RUNNING");
    advance(1_000);
    const whole = await ended(run_id);
    expect(whole).toMatchObject({ state, status, run_duration: 1_000 });
    expect(whole.tasks).toMatchObject([{ state, status }]);
  });

  it("makes runs show one of the forms alone", async () => {
    await control({ end_as: { status: { state: "TERMINATED" } } });
    const run_id = await submit([succeeding("a")]);
    const whole = await until(run_id, ({ status }) => status?.state === "TERMINATED");
    expect(whole.state).toBeUndefined();
    expect(whole.end_time).not.toBe(0);
  });

  it("makes runs stay in a state that nobody knows until they are cancelled", async () => {
    await control({
      end_as: { state: { life_cycle_state: "HIBERNATING" }, status: { state: "HIBERNATING" } },
    });
    const run_id = await submit([succeeding("a")]);
    await until(run_id, ({ status }) => status?.state === "HIBERNATING");
    advance(3_600_000);
    expect(await run(run_id)).toMatchObject({ end_time: 0, status: { state: "HIBERNATING" } });
    await post("runs/cancel", { run_id });
    const whole = await ended(run_id);
    expect([resultStateOf(whole), results(whole)]).toEqual(["CANCELED", { a: "CANCELED" }]);
  });
});
