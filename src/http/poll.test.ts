import fc from "fast-check";
import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import { Deadline } from "./deadline";
import { DatabricksError } from "./errors";
import { intervalMs, pollUntilDone } from "./poll";

let time: VirtualTime;

beforeEach(() => {
  time = startVirtualTime();
});

afterEach(() => time.stop());

interface Job {
  state: string;
}

/** Something that ends after a time; looks are counted. */
const run = async (endsAfterMs: number, timeoutMs = 600_000, known = ["RUNNING"]) => {
  const deadline = Deadline.after(timeoutMs);
  const looks: number[] = [];
  const notices: number[] = [];
  const look = (): Job => {
    return {
      state: deadline.elapsedMs >= endsAfterMs ? "DONE" : (known[looks.length % known.length] ?? "RUNNING"),
    };
  };
  const ended = await pollUntilDone<Job>({
    deadline,
    initial: look(),
    poll: async () => {
      looks.push(deadline.elapsedMs);
      return look();
    },
    progress: ({ state }) => (state === "DONE" ? "done" : "pending"),
    onDeadline: async (last) => {
      throw new Error(`still ${last?.state} after ${deadline.elapsedMs} ms and ${looks.length} looks`);
    },
    onProgress: (_last, elapsedMs) => notices.push(elapsedMs),
  });
  return { ended, looks, notices, waitedMs: deadline.elapsedMs };
};

/** A wait of one second whose every poll fails. */
const failing = (error: Error, initial: Job | null = { state: "RUNNING" }): Promise<Job> =>
  pollUntilDone<Job>({
    deadline: Deadline.after(1000),
    ...(initial && { initial }),
    poll: () => Promise.reject(error),
    progress: () => "pending",
    onDeadline: async (last = { state: "never seen" }) => last,
  });

describe("pollUntilDone", () => {
  it("does not look again at what has ended already", async () => {
    expect(await run(0)).toMatchObject({ looks: [], waitedMs: 0, ended: { state: "DONE" } });
  });

  it("waits at most a quarter longer within the first second and 5 % beyond, whatever the time", async () => {
    for (const endsAfterMs of [1, 60, 300, 999, 1000, 2500, 10_000, 61_000, 299_000, 599_000]) {
      const { waitedMs } = await run(endsAfterMs);
      const allowed = endsAfterMs < 1000 ? Math.max(50, endsAfterMs / 4) : endsAfterMs / 20 + 50;
      expect(waitedMs - endsAfterMs).toBeLessThanOrEqual(allowed);
    }
  });

  it("looks seldom enough: some hundred times in ten minutes", async () => {
    expect((await run(599_000)).looks.length).toBeLessThan(200);
  });

  it("goes on through states that nobody knows", async () => {
    expect((await run(5000, 600_000, ["RUNNING", "BRAND_NEW", ""])).ended.state).toBe("DONE");
  });

  it("looks a last time at the deadline, then gives up with the last state", async () => {
    await expect(run(90_000, 60_000)).rejects.toThrow(/^still RUNNING after 60000 ms and \d+ looks$/);
    expect((await run(60_000, 60_000)).ended.state).toBe("DONE");
  });

  it("tells of the wait about every ten seconds", async () => {
    const { notices } = await run(60_000);
    expect(notices.length).toBeGreaterThanOrEqual(4);
    expect(notices.length).toBeLessThanOrEqual(6);
    expect(notices[0]).toBeGreaterThanOrEqual(10_000);
  });

  it("hands on what a look throws", async () => {
    await expect(failing(new Error("gone"))).rejects.toThrow("gone");
  });

  it("takes what the deadline ended for the deadline, with the state that was seen last", async () => {
    const cut = new DatabricksError({
      operation: "GET /a",
      message: "no answer came",
      deadlineExceeded: true,
    });
    expect(await failing(cut)).toEqual({ state: "RUNNING" });
    expect(await failing(cut, null)).toEqual({ state: "never seen" });
  });

  it("hands on that the outcome of a write is unknown, also at the deadline", async () => {
    const failure = { operation: "POST /a", message: "no answer came", deadlineExceeded: true };
    await expect(failing(new DatabricksError({ ...failure, outcomeUnknown: true }))).rejects.toThrow(
      "not known",
    );
  });

  it("asks for the state at once where nothing is known, and gives what it learns", async () => {
    const deadline = Deadline.after(1000);
    const done = await pollUntilDone<Job>({
      deadline,
      poll: async () => ({ state: "DONE" }),
      progress: () => "done",
      onDeadline: async () => ({ state: "late" }),
    });
    expect([done, deadline.elapsedMs]).toEqual([{ state: "DONE" }, 0]);
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
