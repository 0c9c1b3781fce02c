/** Random histories of deployments, removals and other people's doings, with requests that fail in the middle. */
import fc from "fast-check";
import { destinationsOf, foreignDestination, NotificationFlow, quickJob } from "../support/notificationFlow";
import { playHistories } from "../support/stateMachine";
import { startVirtualTime, type VirtualTime } from "../support/virtualTime";
import type { Fault, TestWorkspace } from "../support/workspace";

const destinations = "/api/2.0/notification-destinations";
const eventFields = {
  onStart: "on_start",
  onSuccess: "on_success",
  onFailure: "on_failure",
  onSlow: "on_duration_warning_threshold_exceeded",
};
const fields = Object.values(eventFields);

type Events = Record<keyof typeof eventFields, boolean>;

type Step =
  | { kind: "deploy"; job: number; events: Events; faults: Partial<Fault>[] }
  | { kind: "remove"; faults: Partial<Fault>[] }
  | { kind: "toggleForeign"; job: number; field: string }
  | { kind: "dropOurs"; job: number }
  | { kind: "deleteOurs" }
  | { kind: "rename"; name: string; url: string };

const target = fc.constantFrom<Partial<Fault>>(
  { method: "GET", path: destinations },
  { method: "GET", path: `^${destinations}/` },
  { method: "POST", path: destinations },
  { method: "PATCH", path: `^${destinations}/` },
  { method: "DELETE", path: `^${destinations}/` },
  { method: "GET", path: "/api/2.2/jobs/get" },
  { method: "POST", path: "/api/2.2/jobs/update" },
);
const refusal = (status: number) => ({ status, body: { error_code: "REFUSED", message: "No" } });
const harm = fc.constantFrom<Partial<Fault>>(
  { phase: "before", drop: true },
  { phase: "after", drop: true },
  { phase: "before", ...refusal(500) },
  { phase: "after", ...refusal(500) },
  { phase: "before", ...refusal(403) },
  { phase: "before", ...refusal(400) },
);
const count = { skip: fc.nat(2), times: fc.constantFrom(1, 2, 1000) };
const faults = fc.array(
  fc.oneof(
    fc
      .record({ where: target, what: harm, ...count })
      .map(({ where, what, ...how }) => ({ ...where, ...what, ...how })),
    // From some request on nothing works any more.
    fc
      .record({ what: harm, skip: fc.nat(9) })
      .map(({ what, skip }) => ({ path: "^/api/2", ...what, skip, times: 1000 })),
    // The change is undone at once by somebody else.
    fc
      .record(count)
      .map((how) => ({ method: "POST", path: "/api/2.2/jobs/update", status: 200, body: {}, ...how })),
  ),
  { maxLength: 2 },
);
const jobIndex = fc.nat(2);
const events = fc
  .record({ onStart: fc.boolean(), onSuccess: fc.boolean(), onFailure: fc.boolean(), onSlow: fc.boolean() })
  .filter((chosen) => Object.values(chosen).includes(true));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("deploy" as const), job: jobIndex, events, faults }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), faults }) },
  fc.record({
    kind: fc.constant("toggleForeign" as const),
    job: jobIndex,
    field: fc.constantFrom(...fields),
  }),
  fc.record({ kind: fc.constant("dropOurs" as const), job: jobIndex }),
  fc.constant<Step>({ kind: "deleteOurs" }),
  fc.constantFrom<Step>(
    { kind: "rename", name: "Weekly: job 7 [0123456789abcdef]", url: "https://hooks.example.com/two" },
    { kind: "rename", name: "", url: "https://hooks.example.com/three" },
  ),
);

const foreignName = "On call";

type Webhooks = Record<string, { id: string }[]>;

/** The workspace with three jobs, the flow, and what everybody else has put into the jobs. */
class History {
  readonly flow: NotificationFlow;
  readonly foreign: Webhooks[] = [{}, {}, {}];
  jobs: number[] = [];
  other = "";
  others: Record<string, unknown>[] = [];
  deployed: { job: number; events: Events } | undefined;
  /** Whether a deployment has failed since the last one that did not: nobody knows how far it came. */
  isUnsettled = false;

  constructor(readonly workspace: TestWorkspace) {
    this.flow = new NotificationFlow(workspace);
  }

  async begin(): Promise<void> {
    // A history that failed may have left something.
    for (const id of await this.ours()) await this.workspace.call("DELETE", `${destinations}/${id}`);
    this.other = await foreignDestination(this.workspace, foreignName);
    for (const name of ["a", "b", "c"]) {
      this.jobs.push(await quickJob(this.workspace, { name, max_concurrent_runs: 2, tags: { of: name } }));
    }
    this.others = await Promise.all(this.jobs.map(async (_, index) => (await this.settings(index)).rest));
  }

  async settings(index: number): Promise<{ webhooks: Webhooks; rest: Record<string, unknown> }> {
    const { json } = await this.workspace.call("GET", `/api/2.2/jobs/get?job_id=${this.jobs[index]}`);
    const { webhook_notifications: webhooks, ...rest } = (json as { settings: Record<string, unknown> })
      .settings;
    return { webhooks: webhooks as Webhooks, rest };
  }

  async ours(): Promise<string[]> {
    const all = await destinationsOf(this.workspace);
    return all.filter(({ display_name }) => display_name !== foreignName).map(({ id }) => id);
  }

  /** Writes the webhooks of a job as another person does. */
  async write(index: number, webhooks: Webhooks): Promise<boolean> {
    const change = { job_id: this.jobs[index], new_settings: { webhook_notifications: webhooks } };
    return (await this.workspace.call("POST", "/api/2.2/jobs/update", change)).status === 200;
  }

  async withFaults(all: Partial<Fault>[], work: () => Promise<void>): Promise<boolean> {
    for (const fault of all) await this.workspace.fault(fault);
    const isDone = await work().then(
      () => true,
      () => false,
    );
    await this.workspace.clearFaults();
    return isDone;
  }

  /** Does by hand what the log asks for. */
  async obey(): Promise<void> {
    const told = this.flow.lines
      .splice(0)
      .filter(({ level, text }) => level === "warn" && /by hand|Then/.test(text));
    if (told.length === 0) return;
    const mine = new Set<string>();
    for (const { text } of told) for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) mine.add(id);
    for (const id of await this.ours()) mine.add(id);
    const inJob = told.map(({ text }) => / from job (\d+) by hand/.exec(text)?.[1]).filter(Boolean);
    const isAll = told.some(({ text }) => text.startsWith("Look by hand"));
    for (const [index, id] of this.jobs.entries()) {
      if (isAll || inJob.includes(String(id))) await this.write(index, this.foreign[index] ?? {});
    }
    const isGone = told.some(({ text }) => /Delete|Then delete|Look/.test(text));
    if (isGone) for (const id of mine) await this.workspace.call("DELETE", `${destinations}/${id}`);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === "deploy") {
      const given = { jobId: String(this.jobs[step.job]), ...step.events };
      const isDone = await this.withFaults(step.faults, () => this.flow.deploy(given));
      this.deployed = isDone ? step : undefined;
      this.isUnsettled = !isDone;
    } else if (step.kind === "remove") {
      await this.withFaults(step.faults, () => this.flow.remove({ jobId: String(this.jobs[0]) }));
      this.deployed = undefined;
    } else await this.meddle(step);
    await this.obey();
  }

  async meddle(step: Step): Promise<void> {
    if (step.kind === "rename") {
      this.flow.instance.name = step.name;
      this.flow.url = step.url;
    } else if (step.kind === "deleteOurs") {
      await this.deleteOurs();
    } else if (step.kind === "dropOurs") {
      await this.write(step.job, this.foreign[step.job] ?? {});
      this.deployed = undefined;
    } else if (step.kind === "toggleForeign") {
      const { webhooks } = await this.settings(step.job);
      const now = webhooks[step.field] ?? [];
      const isThere = now.some(({ id }) => id === this.other);
      const next = isThere ? now.filter(({ id }) => id !== this.other) : [{ id: this.other }, ...now];
      if (!(await this.write(step.job, { ...webhooks, [step.field]: next }))) return;
      this.foreign[step.job] = {
        ...this.foreign[step.job],
        [step.field]: isThere ? [] : [{ id: this.other }],
      };
    }
  }

  /**
   * Deletes our destination as another person does. After a failed deployment, that it stands in a job is known by its
   * name alone: whoever deletes it then has to take it out of the jobs, too.
   */
  async deleteOurs(): Promise<void> {
    const known = JSON.stringify(this.flow.crossFlowState);
    for (const id of await this.ours()) {
      if (this.isUnsettled || !known.includes(id)) await this.leaveJobs();
      await this.workspace.call("DELETE", `${destinations}/${id}`);
    }
    this.deployed = undefined;
  }

  async leaveJobs(): Promise<void> {
    for (const index of this.jobs.keys()) await this.write(index, this.foreign[index] ?? {});
  }

  /** What must hold whatever has happened. */
  async check(): Promise<void> {
    const ours = await this.ours();
    expect(ours.length).toBeLessThanOrEqual(1);
    for (const index of this.jobs.keys()) {
      const { webhooks, rest } = await this.settings(index);
      expect(rest).toEqual(this.others[index]);
      for (const field of fields) {
        const entries = (webhooks[field] ?? []).map(({ id }) => id);
        const foreign = (this.foreign[index]?.[field] ?? []).map(({ id }) => id);
        expect(entries.filter((id) => id === this.other)).toEqual(foreign);
        if (this.deployed)
          expect(entries.filter((id) => id !== this.other)).toEqual(this.#expected(index, field, ours));
      }
    }
    if (this.deployed) expect(ours).toHaveLength(1);
  }

  #expected(index: number, field: string, ours: string[]): string[] {
    const { job, events: chosen } = this.deployed ?? {};
    const isTold = Object.entries(eventFields).some(
      ([name, of]) => of === field && chosen?.[name as keyof Events],
    );
    return job === index && isTold ? ours : [];
  }

  /** What must hold at the end, once the instance is removed and nothing fails any more. */
  async end(): Promise<void> {
    await this.flow.remove({ jobId: "" });
    await this.obey();
    this.deployed = undefined;
    await this.check();
    expect(await this.ours()).toEqual([]);
    for (const index of this.jobs.keys()) {
      const { webhooks } = await this.settings(index);
      const left = Object.values(webhooks).flat();
      expect(left.filter(({ id }) => id !== this.other)).toEqual([]);
    }
  }
}

let time: VirtualTime;
beforeEach(() => {
  time = startVirtualTime();
});
afterEach(() => time.stop());

it("never has more than one destination, touches nothing of others, and leaves nothing when it is removed", async () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 7 });
  const nothing = (): Promise<void> => Promise.resolve();
  await playHistories(steps, nothing, async (workspace, given) => {
    const history = new History(workspace);
    await history.begin();
    for (const one of given) {
      await history.take(one);
      await history.check();
    }
    await history.end();
    await workspace.call("DELETE", `${destinations}/${history.other}`);
    await workspace.call("DELETE", "/__workspace/requests");
  });
}, 3_600_000);
