/** Job Run Completed over random histories: every end of a run once, however late it is polled and however long it takes. */
import fc from "fast-check";
import { PolledFlow } from "../support/polledFlow";
import {
  type Batching,
  batchings,
  type Disturbance,
  disturb,
  disturbance,
  playHistories,
  pollFailing,
} from "../support/stateMachine";
import type { TestWorkspace } from "../support/workspace";

const jobs = "/api/2.2/jobs";
const minute = 60_000;

type Step =
  | { do: "start"; job: number; minutes: number }
  | { do: "pass"; minutes: number }
  /** One of the runs, by its place among all, ends early, or runs once more. */
  | { do: "cancel" | "repair"; run: number }
  | { do: "poll" }
  | Disturbance
  /** A poll of which the request of this number fails. */
  | { do: "failedPoll"; request: number };

interface History {
  ofOneJob: boolean;
  onlyFailures: boolean;
  batching: Batching;
  before: Step[];
  steps: Step[];
}

const minutes = fc.constantFrom(0, 1, 9, 200, 5000);

const event: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("start" as const), job: fc.nat({ max: 1 }), minutes }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), minutes }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("cancel" as const, "repair" as const),
      run: fc.nat({ max: 9 }),
    }),
  },
);

const history: fc.Arbitrary<History> = fc.record({
  ofOneJob: fc.boolean(),
  onlyFailures: fc.boolean(),
  batching: fc.constantFrom(...batchings),
  before: fc.array(event, { maxLength: 4 }),
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: event },
      { weight: 2, arbitrary: fc.constant<Step>({ do: "poll" }) },
      { weight: 1, arbitrary: disturbance },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("failedPoll" as const), request: fc.nat({ max: 3 }) }),
      },
    ),
    { minLength: 1, maxLength: 8 },
  ),
});

/** A run as the workspace shows it. */
interface Shown {
  run_id: number;
  job_id: number;
  start_time: number;
  end_time: number;
  state: { life_cycle_state: string; result_state?: string };
}

/** Jobs that need no cluster: the first succeeds, the second has a task of a kind that the workspace does not run. */
const jobTasks = [
  { task_key: "good", condition_task: { op: "EQUAL_TO", left: "1", right: "1" } },
  { task_key: "bad", dbt_task: { commands: ["dbt run"] } },
];

const jobIds = new Map<TestWorkspace, number[]>();

const ask = async <T>(workspace: TestWorkspace, method: string, path: string, body?: object): Promise<T> => {
  const { status, text, json } = await workspace.call(method, `${jobs}${path}`, body);
  if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
  return json as T;
};

const makeJobs = async (workspace: TestWorkspace): Promise<void> => {
  const made: number[] = [];
  for (const task of jobTasks) {
    const settings = { name: task.task_key, max_concurrent_runs: 100, tasks: [task] };
    made.push((await ask<{ job_id: number }>(workspace, "POST", "/create", settings)).job_id);
  }
  jobIds.set(workspace, made);
};

const hasEnded = ({ state }: Shown): boolean =>
  ["TERMINATED", "SKIPPED", "INTERNAL_ERROR"].includes(state.life_cycle_state);

const hasBegun = (run: Shown): boolean => run.state.life_cycle_state === "RUNNING" || hasEnded(run);

/** How often a run that is over by workspace time may show as going on, while its work is done. */
const mostLooks = 2000;

/** The runs of one history, and every end that they should be known by. */
class Runs {
  readonly #ids: number[] = [];
  readonly #due = new Map<number, number>();
  #now = 0;

  constructor(readonly workspace: TestWorkspace) {}

  show(id: number): Promise<Shown> {
    return ask<Shown>(this.workspace, "GET", `/runs/get?run_id=${id}`);
  }

  async #until(id: number, reached: (run: Shown) => boolean): Promise<void> {
    for (let look = 0; !reached(await this.show(id)); look += 1) {
      if (look === mostLooks) throw new Error(`Run ${id} stays as it is`);
    }
  }

  /** Waits until what is over by workspace time shows as over. */
  async settle(): Promise<void> {
    for (const [id, due] of this.#due) {
      if (due > this.#now) continue;
      await this.#until(id, hasEnded);
      this.#due.delete(id);
    }
  }

  /** Lets one thing happen. */
  async happen(step: Step): Promise<void> {
    const { workspace } = this;
    if (step.do === "start") {
      const jobId = jobIds.get(workspace)?.[step.job];
      await workspace.jobs({ run_ms: step.minutes * minute });
      const { run_id } = await ask<{ run_id: number }>(workspace, "POST", "/run-now", { job_id: jobId });
      this.#ids.push(run_id);
      this.#due.set(run_id, this.#now + step.minutes * minute);
      // Until then another run could still change how long this one takes.
      await this.#until(run_id, hasBegun);
    }
    if (step.do === "pass") {
      await workspace.advance(step.minutes * minute);
      this.#now += step.minutes * minute;
    }
    if (step.do === "cancel") await this.#cancel(this.#ids[step.run % this.#ids.length]);
    await this.settle();
  }

  async #cancel(id: number | undefined): Promise<void> {
    if (id === undefined || hasEnded(await this.show(id))) return;
    await ask(this.workspace, "POST", "/runs/cancel", { run_id: id });
    this.#due.set(id, this.#now);
  }

  /** Runs a cancelled run once more, for a minute. @returns the run as it was; undefined where it was not cancelled */
  async repair(place: number): Promise<Shown | undefined> {
    const id = this.#ids[place % this.#ids.length];
    if (id === undefined) return undefined;
    const run = await this.show(id);
    if (!hasEnded(run) || run.state.result_state !== "CANCELED") return undefined;
    await this.workspace.jobs({ run_ms: minute });
    await ask(this.workspace, "POST", "/runs/repair", { run_id: id, rerun_all_failed_tasks: true });
    this.#due.set(id, this.#now + minute);
    await this.#until(id, hasBegun);
    return run;
  }

  /** Whether a run began within the look-back of the newest one. */
  async isNear({ start_time }: Shown): Promise<boolean> {
    const all = await Promise.all(this.#ids.map((id) => this.show(id)));
    return start_time >= Math.max(...all.map((run) => run.start_time)) - 60 * minute;
  }

  /** Every run that has ended, as the workspace shows it. */
  async ended(): Promise<Shown[]> {
    const shown = await Promise.all(this.#ids.map((id) => this.show(id)));
    return shown.filter(hasEnded);
  }
}

let histories = 0;
const endOf = ({ run_id, end_time }: Shown): string => `${run_id} at ${end_time}`;

const play = async (workspace: TestWorkspace, given: History): Promise<void> => {
  histories += 1;
  const runs = new Runs(workspace);
  const [good, bad] = jobIds.get(workspace) ?? [];
  const flow = new PolledFlow<Shown>(
    workspace,
    "jobRunCompleted",
    {
      ...(given.ofOneJob && { jobId: String(given.onlyFailures ? bad : good) }),
      ...(given.onlyFailures && { outcomes: ["failed", "internalError"] }),
    },
    given.batching,
  );
  const counts = ({ job_id, state }: Shown): boolean =>
    (!given.ofOneJob || job_id === (given.onlyFailures ? bad : good)) &&
    (!given.onlyFailures || (state.result_state !== "SUCCESS" && state.result_state !== "CANCELED"));
  const expected = new Map<string, Shown>();
  const expectEnds = async (): Promise<void> => {
    for (const run of await runs.ended()) expected.set(endOf(run), run);
  };
  const poll = async (): Promise<void> => {
    const { items, noChanges } = await flow.poll();
    expect(noChanges).toBe(items.length === 0);
  };
  for (const step of given.before) await runs.happen(step);
  const old = new Set((await runs.ended()).map(endOf));
  await poll();
  for (const step of given.steps) {
    if (step.do === "poll") await poll();
    else if (step.do === "failedPoll") await pollFailing(flow, `${jobs}/runs/list`, step.request);
    else if (step.do === "timeZone" || step.do === "formerState") await disturb(flow, step);
    else if (step.do === "repair") {
      // An end that nobody has polled is replaced by the next; a repair of an old run must be seen going on.
      await poll();
      const repaired = await runs.repair(step.run);
      if (repaired && !(await runs.isNear(repaired))) await poll();
    } else await runs.happen(step);
    await expectEnds();
  }
  await runs.happen({ do: "pass", minutes: 6000 });
  await expectEnds();
  await poll();
  await poll();
  const fresh = [...expected.values()].filter((run) => !old.has(endOf(run)) && counts(run));
  expect(flow.received.map(endOf).sort()).toEqual(fresh.map(endOf).sort());
  expect(flow.stateSize).toBeLessThan(5000);
};

describe("Job Run Completed", () => {
  it("gives each end of a run once over random histories of runs, cancellations, repairs, polls and failures", async () => {
    await playHistories(history, makeJobs, play, "manual");
    expect(histories).toBeGreaterThan(100);
  }, 3_600_000);
});
