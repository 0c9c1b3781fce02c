/** Pipeline Update Completed over random histories: every end of an update once, however late it is polled. */
import fc from "fast-check";
import { pipelineExample } from "../../src/services/pipelines/pipelinesExamples";
import { PolledFlow } from "../support/polledFlow";
import { type Batching, batchings, playHistories, pollFailing } from "../support/stateMachine";
import type { TestWorkspace } from "../support/workspace";

type Step =
  | { do: "start"; minutes: number }
  | { do: "pass"; minutes: number }
  | { do: "stop" | "poll" }
  /** A poll of which the request of this number fails. */
  | { do: "failedPoll"; request: number };

interface History {
  onlyStopped: boolean;
  batching: Batching;
  before: Step[];
  steps: Step[];
}

const minutes = fc.constantFrom(0, 1, 9, 5000);

const event: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("start" as const), minutes }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), minutes }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "stop" }) },
);

const history: fc.Arbitrary<History> = fc.record({
  onlyStopped: fc.boolean(),
  batching: fc.constantFrom(...batchings),
  before: fc.array(event, { maxLength: 4 }),
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: event },
      { weight: 2, arbitrary: fc.constant<Step>({ do: "poll" }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("failedPoll" as const), request: fc.nat({ max: 2 }) }),
      },
    ),
    { minLength: 1, maxLength: 8 },
  ),
});

const { pipeline_id: pipelineId } = pipelineExample;
const updates = `/api/2.0/pipelines/${pipelineId}/updates`;
const minute = 60_000;

interface Shown {
  update_id: string;
  state: string;
}

/** The latest updates: many more than a history has. */
const list = async (workspace: TestWorkspace): Promise<Shown[]> => {
  const { json } = await workspace.call("GET", `${updates}?max_results=100`);
  return (json as { updates?: Shown[] }).updates ?? [];
};

const hasEnded = ({ state }: Shown): boolean => ["COMPLETED", "FAILED", "CANCELED"].includes(state);

/** How often an update may show as it was, while its work is done. */
const mostLooks = 2000;

/** The states in which an update waits for time to pass. */
const lasting = ["CREATED", "WAITING_FOR_RESOURCES", "INITIALIZING", "SETTING_UP_TABLES", "RUNNING"];

/** One pipeline with at most one active update, which stays some minutes in each of its states. */
class Updates {
  /** The state in which the active update waits, until when, and how long it will in the next. */
  #active: { state: string; until: number; ms: number } | undefined;
  #now = 0;

  constructor(readonly workspace: TestWorkspace) {}

  async happen(step: Step): Promise<void> {
    if (step.do === "start") await this.#start(step.minutes * minute);
    if (step.do === "stop") await this.#stop();
    if (step.do === "pass") await this.#pass(step.minutes * minute);
    await this.#settle();
  }

  async #start(ms: number): Promise<void> {
    const { workspace } = this;
    await workspace.pipelines({ state_ms: ms });
    const { status } = await workspace.call("POST", updates, {});
    expect(status).toBe(this.#active ? 409 : 200);
    if (status === 200 && ms > 0) this.#active = { state: "CREATED", until: this.#now + ms, ms };
    await this.#settle();
    // Time passes between two starts, as it does on a server.
    await this.#pass(1);
  }

  async #stop(): Promise<void> {
    await this.workspace.call("POST", `/api/2.0/pipelines/${pipelineId}/stop`, {});
    if (this.#active && this.#active.state !== "STOPPING") {
      this.#active = { ...this.#active, state: "STOPPING", until: this.#now + this.#active.ms };
    }
  }

  async #pass(ms: number): Promise<void> {
    await this.workspace.advance(ms);
    this.#now += ms;
    if (!this.#active || this.#now < this.#active.until) return;
    const state =
      this.#active.state === "STOPPING" ? undefined : lasting[lasting.indexOf(this.#active.state) + 1];
    this.#active =
      state === undefined ? undefined : { ...this.#active, state, until: this.#now + this.#active.ms };
  }

  /** Waits until the workspace shows what workspace time says. */
  async #settle(): Promise<void> {
    for (let look = 0; look < mostLooks; look += 1) {
      const [latest] = await list(this.workspace);
      const isThere = this.#active ? latest?.state === this.#active.state : !latest || hasEnded(latest);
      if (isThere) return;
    }
    throw new Error("The update stays as it is");
  }

  async ended(): Promise<string[]> {
    return (await list(this.workspace)).filter(hasEnded).map(({ update_id }) => update_id);
  }

  /** Lets time pass until nothing is active. */
  async end(): Promise<void> {
    for (let state = 0; state < lasting.length; state += 1) await this.happen({ do: "pass", minutes: 6000 });
  }
}

let histories = 0;

const play = async (workspace: TestWorkspace, given: History): Promise<void> => {
  histories += 1;
  const pipeline = new Updates(workspace);
  for (const step of given.before) await pipeline.happen(step);
  const flow = new PolledFlow<Shown>(
    workspace,
    "pipelineUpdateCompleted",
    { pipelineId, ...(given.onlyStopped && { outcomes: ["canceled"] }) },
    given.batching,
  );
  await flow.poll();
  const old = new Set(await pipeline.ended());
  for (const step of given.steps) {
    if (step.do === "poll") await flow.poll();
    else if (step.do === "failedPoll") await pollFailing(flow, updates, step.request);
    else await pipeline.happen(step);
  }
  await pipeline.end();
  await flow.poll();
  await flow.poll();
  const fresh = (await list(workspace)).filter(
    (update) =>
      hasEnded(update) && !old.has(update.update_id) && (!given.onlyStopped || update.state === "CANCELED"),
  );
  const ids = (all: Shown[]): string[] => all.map(({ update_id }) => update_id).sort();
  expect(ids(flow.received)).toEqual(ids(fresh));
  expect(flow.stateSize).toBeLessThan(1000);
};

describe("Pipeline Update Completed", () => {
  it("gives each end of an update once over random histories of starts, stops, polls and failures", async () => {
    await playHistories(history, async () => undefined, play, "manual");
    expect(histories).toBeGreaterThan(100);
  }, 3_600_000);
});
