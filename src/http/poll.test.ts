import fc from "fast-check";
import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import { Deadline } from "./deadline";
import { DatabricksError } from "./errors";
import {
  type Cancellation,
  intervalMs,
  type LongRunningOperation,
  type OperationStatus,
  type PollingClient,
  pollUntilDone,
} from "./poll";

let time: VirtualTime;

beforeEach(() => {
  time = startVirtualTime();
});

afterEach(() => time.stop());

interface Job {
  state: string;
}

const statuses: Record<string, OperationStatus> = {
  DONE: "succeeded",
  FAILED: "failed",
  CANCELED: "canceled",
};

const lines: string[] = [];

beforeEach(() => lines.splice(0));

/** A client that has time and a log. */
const clientWith = (deadline: Deadline): PollingClient => {
  const client: PollingClient = {
    deadline,
    logger: { info: (line) => lines.push(line) },
    withDeadline: (other) => clientWith(other),
    forCleanup: () => clientWith(Deadline.after(20_000)),
  };
  return client;
};

/** A job that is polled; a state that is not DONE is running. */
const jobWith = (
  poll: () => Promise<Job>,
  more: Partial<LongRunningOperation<PollingClient, Job>> = {},
): LongRunningOperation<PollingClient, Job> => ({
  name: "Job 7",
  poll,
  status: ({ state }) => statuses[state] ?? "running",
  describe: ({ state }) => state,
  error: (message, _last, hint) => new DatabricksError({ operation: "Job 7", message, hint }),
  ...more,
});

/** Something that ends after a time; its polls are counted. */
const run = async (endsAfterMs: number, timeoutMs = 600_000, known = ["RUNNING"]) => {
  const deadline = Deadline.after(timeoutMs);
  const polls: number[] = [];
  const read = (): Job => ({
    state: deadline.elapsedMs >= endsAfterMs ? "DONE" : (known[polls.length % known.length] ?? "RUNNING"),
  });
  const job = jobWith(async () => {
    polls.push(deadline.elapsedMs);
    return read();
  });
  const ended = await pollUntilDone(clientWith(deadline), job, read());
  return { ended, polls, waitedMs: deadline.elapsedMs };
};

/** A wait of one second whose every poll fails. */
const failing = (error: Error, initial: Job | null = { state: "RUNNING" }): Promise<Job> =>
  pollUntilDone(
    clientWith(Deadline.after(1000)),
    jobWith(() => Promise.reject(error)),
    initial ?? undefined,
  );

describe("pollUntilDone", () => {
  it("does not look again at what has ended already", async () => {
    expect(await run(0)).toMatchObject({ polls: [], waitedMs: 0, ended: { state: "DONE" } });
  });

  it("waits at most a quarter longer within the first second and 5 % beyond, whatever the time", async () => {
    for (const endsAfterMs of [1, 60, 300, 999, 1000, 2500, 10_000, 61_000, 299_000, 599_000]) {
      const { waitedMs } = await run(endsAfterMs);
      const allowed = endsAfterMs < 1000 ? Math.max(50, endsAfterMs / 4) : endsAfterMs / 20 + 50;
      expect(waitedMs - endsAfterMs).toBeLessThanOrEqual(allowed);
    }
  });

  it("looks seldom enough: some hundred times in ten minutes", async () => {
    expect((await run(599_000)).polls.length).toBeLessThan(200);
  });

  it("goes on through states that nobody knows", async () => {
    expect((await run(5000, 600_000, ["RUNNING", "BRAND_NEW", ""])).ended.state).toBe("DONE");
  });

  it("looks a last time at the deadline, then gives up with the last state", async () => {
    await expect(run(90_000, 60_000)).rejects.toThrow("Job 7 failed: it is still RUNNING after 60 s.");
    expect(time.elapsedMs()).toBe(60_000);
    expect((await run(60_000, 60_000)).ended.state).toBe("DONE");
  });

  it("tells of the wait about every ten seconds", async () => {
    await run(60_000);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines[0]).toMatch(/^Job 7 is RUNNING after 1\d(?:\.\d)? s$/);
  });

  it("hands on what a look throws", async () => {
    await expect(failing(new Error("gone"))).rejects.toThrow("gone");
  });

  it("takes what the deadline ended for the deadline, with the state that was seen last", async () => {
    const cut = new DatabricksError({
      operation: "GET /a",
      message: "no response was received",
      deadlineExceeded: true,
    });
    await expect(failing(cut)).rejects.toThrow("it is still RUNNING after 1 s");
    await expect(failing(cut, null)).rejects.toThrow("it is still in an unknown state after 1 s");
  });

  it("checks at the deadline whether the last state counts as ended", async () => {
    const deadline = Deadline.after(1000);
    const poll = async (): Promise<Job> => {
      await deadline.sleep(1000);
      throw new DatabricksError({ operation: "GET /a", message: "too late", deadlineExceeded: true });
    };
    const status = (): OperationStatus => (deadline.isOver ? "failed" : "running");
    const ended = await pollUntilDone(clientWith(deadline), jobWith(poll, { status }), { state: "FAILED" });
    expect(ended.state).toBe("FAILED");
  });

  it("hands on that the outcome of a write is unknown, also at the deadline", async () => {
    const failure = { operation: "POST /a", message: "no response was received", deadlineExceeded: true };
    await expect(failing(new DatabricksError({ ...failure, outcomeUnknown: true }))).rejects.toThrow(
      "not known",
    );
  });

  it("asks for the state at once where nothing is known, and gives what it learns", async () => {
    const deadline = Deadline.after(1000);
    const done = await pollUntilDone(
      clientWith(deadline),
      jobWith(async () => ({ state: "DONE" })),
    );
    expect([done, deadline.elapsedMs]).toEqual([{ state: "DONE" }, 0]);
  });
});

describe("an operation that is cancelled at the deadline", () => {
  /** A job that stands in a state until it is cancelled, and in another one after that. */
  const cancelled = (
    endsAs: string,
    cancellation: Partial<Cancellation<PollingClient>> = {},
    more: Partial<LongRunningOperation<PollingClient, Job>> = {},
  ): Promise<Job> => {
    let state = "RUNNING";
    const job = jobWith(async () => ({ state }), {
      cancellation: {
        request: async () => {
          state = endsAs;
        },
        watchMs: 10_000,
        hint: "Be faster.",
        ...cancellation,
      },
      ...more,
    });
    return pollUntilDone(clientWith(Deadline.after(30_000)), job);
  };
  const refused = { request: () => Promise.reject(new Error("no")) };

  it("says that it was cancelled, and what would help", async () => {
    await expect(cancelled("CANCELED")).rejects.toThrow(
      "Job 7 failed: it had not ended after 30 s and was cancelled (state CANCELED). Be faster.",
    );
  });

  it("counts an end that it reached on its own, and its failure", async () => {
    expect(await cancelled("DONE")).toEqual({ state: "DONE" });
    const failure = ({ state }: Job): Error => new Error(`it is ${state}`);
    await expect(cancelled("FAILED", {}, { failure })).rejects.toThrow("it is FAILED");
  });

  it("says that it may go on where it does not stop, or cannot be cancelled", async () => {
    await expect(cancelled("RUNNING")).rejects.toThrow(
      "it had not ended after 30 s and received a cancel request, but is still RUNNING: it may continue and incur costs.",
    );
    expect(time.elapsedMs()).toBe(40_000);
    await expect(cancelled("DONE", refused)).rejects.toThrow(
      "it was still RUNNING after 30 s and could not be cancelled (no). It may continue and incur costs.",
    );
  });

  it("takes the response's word where it is not watched", async () => {
    const unwatched = { watchMs: 0 };
    await expect(cancelled("RUNNING", unwatched)).rejects.toThrow(
      "it is still RUNNING after 30 s. It was cancelled.",
    );
    await expect(cancelled("RUNNING", { ...unwatched, ...refused })).rejects.toThrow(
      "it is still RUNNING after 30 s. It could not be cancelled (no).",
    );
  });

  it("is cancelled, too, when its state cannot be read, where that is wanted", async () => {
    const requests: string[] = [];
    const unreadable = (onPollError: boolean): Promise<Job> =>
      cancelled(
        "DONE",
        {
          onPollError,
          request: async () => {
            requests.push("cancel");
          },
        },
        { poll: () => Promise.reject(new Error("unreadable.")), pollErrorHint: "See the list." },
      );
    await expect(unreadable(false)).rejects.toThrow(/^unreadable\. See the list\.$/);
    expect(requests).toEqual([]);
    await expect(unreadable(true)).rejects.toThrow(
      /^unreadable\. Job 7 received a cancel request; whether it stopped is not known\. Its state was unknown after 0 s\. See the list\.$/,
    );
    expect(requests).toEqual(["cancel"]);
  });
});

it("grows its intervals from 50 ms to 20 s, never over 5 % beyond the first second", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600_000 }), (elapsedMs) => {
      const ms = intervalMs(elapsedMs);
      expect(ms).toBeGreaterThanOrEqual(50);
      expect(ms).toBeLessThanOrEqual(20_000);
      if (elapsedMs >= 1000) expect(ms).toBeLessThanOrEqual(elapsedMs / 20);
    }),
  );
});
