/** Job Run Completed over more runs than a call takes arguments. */
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

interface Ended {
  run_id: number;
  end_time: number;
}

const count = 150_000;
const list = "/api/2.2/jobs/runs/list";

const workspace = useWorkspace();

const began = Date.UTC(2025, 10, 19);

const runs = (state: object) =>
  Array.from({ length: count }, (_, index) => ({
    run_id: index + 1,
    job_id: 7,
    start_time: began + index,
    end_time: "result_state" in state ? began + 2 * count - index : 0,
    state,
  }));

const active = runs({ life_cycle_state: "RUNNING" });
const ended = runs({ life_cycle_state: "TERMINATED", result_state: "SUCCESS" });

/** Answers the next requests for lists. */
const answers = async (...lists: object[][]): Promise<void> => {
  for (const one of lists) {
    await workspace.fault({ path: list, status: 200, body: { runs: one }, times: 1 });
  }
};

it("gives 150,000 runs that have ended, in the order of their ends, and remembers the newest", async () => {
  const polled = new PolledFlow<Ended>(workspace, "jobRunCompleted", {});
  await polled.poll();
  await answers([], ended);
  const { items } = await polled.poll();
  expect(items).toHaveLength(count);
  expect(items[0]?.run_id).toBe(count);
  expect(items.at(-1)?.run_id).toBe(1);
  expect(polled.stateSize).toBeLessThan(200_000);
  expect(polled.pollingState.state).toMatchObject({ newest: began + count - 1 });
}, 600_000);

it("takes note of 150,000 runs that are there at the first poll, or go on", async () => {
  const first = new PolledFlow<Ended>(workspace, "jobRunCompleted", {});
  await answers(ended, [], ended);
  expect((await first.poll()).items).toEqual([]);
  const going = new PolledFlow<Ended>(workspace, "jobRunCompleted", {});
  await workspace.clearFaults();
  await answers(active, active, []);
  expect((await going.poll()).items).toEqual([]);
  expect((going.pollingState.state as { active: number[] }).active).toHaveLength(count);
}, 600_000);
