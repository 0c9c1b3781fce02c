import { WorkspaceClock } from "./clock";

/** Lets everything that is ready to run do so, timers of 0 ms included. */
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** Notes the order in which sleepers wake. */
function sleepers(clock: WorkspaceClock) {
  const woken: string[] = [];
  const sleep = (name: string, ms: number, signal?: AbortSignal) =>
    clock.sleep(ms, signal).then(() => woken.push(name));
  return { woken, sleep };
}

describe("a manual clock", () => {
  it("stands still until it is moved", async () => {
    const clock = new WorkspaceClock("manual", 1_000);
    await rest();
    expect(clock.now()).toBe(1_000);
    clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  it("wakes those whose time has come, the earliest first, and lets the others sleep", async () => {
    const clock = new WorkspaceClock("manual", 0);
    const { woken, sleep } = sleepers(clock);
    void sleep("late", 300);
    void sleep("second", 200);
    void sleep("first", 100);
    clock.advance(200);
    await rest();
    expect(woken).toEqual(["first", "second"]);
    clock.advance(100);
    await rest();
    expect(woken).toEqual(["first", "second", "late"]);
  });

  it("wakes a sleeper whose signal aborts, and none that was aborted before", async () => {
    const clock = new WorkspaceClock("manual", 0);
    const { woken, sleep } = sleepers(clock);
    const abort = new AbortController();
    const sleeping = sleep("aborted", 100, abort.signal);
    abort.abort();
    await sleeping;
    await sleep("at once", 100, abort.signal);
    expect(woken).toEqual(["aborted", "at once"]);
    expect(clock.now()).toBe(0);
  });

  it("does not sleep for no time, less than none, or what is no number", async () => {
    const clock = new WorkspaceClock("manual", 0);
    await Promise.all([clock.sleep(0), clock.sleep(-1), clock.sleep(Number.NaN)]);
    expect(clock.now()).toBe(0);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses to move by %p ms", (ms) => {
    const clock = new WorkspaceClock("manual", 5);
    expect(() => clock.advance(ms)).toThrow(RangeError);
    expect(clock.now()).toBe(5);
  });

  it("wakes everyone when it closes, and nobody sleeps after that", async () => {
    const clock = new WorkspaceClock("manual", 0);
    const sleeping = clock.sleep(1_000);
    clock.close();
    await sleeping;
    await clock.sleep(1_000);
    expect(clock.closed).toBe(true);
    expect(clock.now()).toBe(0);
  });
});

describe("an auto clock", () => {
  it("jumps to the next sleeper once all rests", async () => {
    const clock = new WorkspaceClock("auto", 0);
    const seen: number[] = [];
    await Promise.all([
      clock.sleep(60_000).then(() => seen.push(clock.now())),
      clock.sleep(3_600_000).then(() => seen.push(clock.now())),
    ]);
    expect(seen).toEqual([60_000, 3_600_000]);
  });

  it("does not jump while real work goes on", async () => {
    const clock = new WorkspaceClock("auto", 0);
    let finish: (value: string) => void = () => undefined;
    const work = clock.during(new Promise<string>((resolve) => (finish = resolve)));
    const sleeping = clock.sleep(60_000);
    await rest();
    expect(clock.now()).toBe(0);
    finish("done");
    expect(await work).toBe("done");
    await sleeping;
    expect(clock.now()).toBe(60_000);
  });

  it("calls off a jump that was due when real work began", async () => {
    const clock = new WorkspaceClock("auto", 0);
    const sleeping = clock.sleep(60_000);
    let finish: () => void = () => undefined;
    const work = clock.during(new Promise<void>((resolve) => (finish = resolve)));
    await rest();
    expect(clock.now()).toBe(0);
    finish();
    await Promise.all([work, sleeping]);
    expect(clock.now()).toBe(60_000);
  });

  describe("while real work goes on", () => {
    beforeEach(() => jest.useFakeTimers({ now: 50_000 }));
    afterEach(() => jest.useRealTimers());

    it("lets nobody sleep longer than on the wall", async () => {
      const clock = new WorkspaceClock("auto", 0);
      const { woken, sleep } = sleepers(clock);
      void clock.during(new Promise(() => undefined));
      void sleep("long", 60_000);
      void sleep("short", 5_000);
      await jest.advanceTimersByTimeAsync(4_999);
      expect([clock.now(), woken]).toEqual([0, []]);
      await jest.advanceTimersByTimeAsync(1);
      expect([clock.now(), woken]).toEqual([5_000, ["short"]]);
      await jest.advanceTimersByTimeAsync(55_000);
      expect([clock.now(), woken]).toEqual([60_000, ["short", "long"]]);
    });
  });

  it("jumps again after work that failed", async () => {
    const clock = new WorkspaceClock("auto", 0);
    const work = clock.during(Promise.reject(new Error("broken")));
    const sleeping = clock.sleep(10);
    await expect(work).rejects.toThrow("broken");
    await sleeping;
    expect(clock.now()).toBe(10);
  });

  it("goes where somebody has seen that something changes", async () => {
    const clock = new WorkspaceClock("auto", 0);
    clock.announceChange(500);
    clock.announceChange(500);
    expect(clock.now()).toBe(0);
    await rest();
    expect(clock.now()).toBe(500);
    await rest();
    expect(clock.now()).toBe(500);
  });

  it("never jumps to a sleeper that has no end", async () => {
    const clock = new WorkspaceClock("auto", 0);
    const sleeping = clock.sleep(Number.POSITIVE_INFINITY);
    await rest();
    expect(clock.now()).toBe(0);
    clock.close();
    await sleeping;
  });
});

describe("a real clock", () => {
  beforeEach(() => jest.useFakeTimers({ now: 50_000 }));
  afterEach(() => jest.useRealTimers());

  it("goes as the wall's does, from where it was started", () => {
    const clock = new WorkspaceClock("real", 1_000);
    jest.advanceTimersByTime(70);
    expect(clock.now()).toBe(1_070);
  });

  it("wakes a sleeper in its time, or earlier when it is moved", async () => {
    const clock = new WorkspaceClock("real", 0);
    const { woken, sleep } = sleepers(clock);
    void sleep("by itself", 100);
    void sleep("moved", 10_000);
    await jest.advanceTimersByTimeAsync(99);
    expect(woken).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(woken).toEqual(["by itself"]);
    clock.advance(9_900);
    await jest.advanceTimersByTimeAsync(0);
    expect(woken).toEqual(["by itself", "moved"]);
  });

  it("sleeps longer than a timer can", async () => {
    const clock = new WorkspaceClock("real", 0);
    const { woken, sleep } = sleepers(clock);
    void sleep("a year", 365 * 86_400_000);
    await jest.advanceTimersByTimeAsync(364 * 86_400_000);
    expect(woken).toEqual([]);
    await jest.advanceTimersByTimeAsync(86_400_000);
    expect(woken).toEqual(["a year"]);
  });

  it("goes on from where it is when its mode changes", async () => {
    const clock = new WorkspaceClock("real", 0);
    const { woken, sleep } = sleepers(clock);
    void sleep("sleeper", 100);
    jest.advanceTimersByTime(40);
    clock.setMode("manual");
    await jest.advanceTimersByTimeAsync(1_000);
    expect(clock.now()).toBe(40);
    expect(woken).toEqual([]);
    clock.setMode("real");
    await jest.advanceTimersByTimeAsync(60);
    expect(clock.now()).toBe(100);
    expect(woken).toEqual(["sleeper"]);
    expect(clock.mode).toBe("real");
  });
});
