import { abortError, interruptedBy, RunningStatements } from "./runningStatements";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Work that ends when the test says so. */
const work = <T>() => {
  let end: (result: T) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const done = new Promise<T>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { done, end, fail };
};

const discarding = () => {
  const discarded: unknown[] = [];
  return { discarded, discard: async (result: unknown) => void discarded.push(result) };
};

/** Notes how a promise has ended, if it has. */
const outcome = (promise: Promise<unknown>) => {
  const seen: unknown[] = [];
  promise.then(
    (result) => seen.push(result),
    (error: Error) => seen.push(error.name),
  );
  return seen;
};

describe("a statement", () => {
  it("gives its result, which its caller keeps", async () => {
    const { discarded, discard } = discarding();
    const given = new AbortController();
    const statements = new RunningStatements();
    expect(await statements.run(given.signal, async () => "rows", discard)).toBe("rows");
    given.abort();
    await jest.runAllTimersAsync();
    expect(discarded).toEqual([]);
  });

  it("fails as its work does", async () => {
    const failing = new RunningStatements().run(
      undefined,
      () => Promise.reject(new RangeError()),
      async () => {},
    );
    await expect(failing).rejects.toBeInstanceOf(RangeError);
  });

  it("does not begin where it was aborted before", async () => {
    const begin = jest.fn();
    const running = new RunningStatements().run(AbortSignal.abort(), begin, async () => {});
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(begin).not.toHaveBeenCalled();
  });

  it("ends a second after its abort where it does not heed it, and frees what it gives later", async () => {
    const { discarded, discard } = discarding();
    const { done, end } = work<string>();
    const given = new AbortController();
    const ended = outcome(new RunningStatements().run(given.signal, () => done, discard));
    await jest.advanceTimersByTimeAsync(5_000);
    given.abort();
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toEqual(["AbortError"]);
    end("late");
    await jest.runAllTimersAsync();
    expect(discarded).toEqual(["late"]);
  });

  it("is waited for, and no longer, where it heeds its abort", async () => {
    const given = new AbortController();
    const heeding = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(abortError()));
      });
    const running = new RunningStatements().run(given.signal, heeding, async () => {});
    given.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(jest.getTimerCount()).toBe(0);
  });
});

it("ends all statements, those that do not heed it, too", async () => {
  const statements = new RunningStatements();
  const { done } = work<string>();
  const ended = [1, 2].map(() =>
    outcome(
      statements.run(
        undefined,
        () => done,
        async () => {},
      ),
    ),
  );
  const closed = outcome(statements.end());
  await jest.advanceTimersByTimeAsync(999);
  expect([...ended, closed]).toEqual([[], [], []]);
  await jest.advanceTimersByTimeAsync(1);
  expect([...ended, closed]).toEqual([["AbortError"], ["AbortError"], [undefined]]);
  await statements.end();
});

it("interrupts a connection until its work has ended", async () => {
  const interrupt = jest.fn();
  const stop = new AbortController();
  const { done, fail } = work<string>();
  const ended = outcome(interruptedBy(stop.signal, { interrupt }, () => done));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(interrupt).not.toHaveBeenCalled();
  stop.abort();
  await jest.advanceTimersByTimeAsync(100);
  expect(interrupt.mock.calls.length).toBeGreaterThan(2);
  fail(abortError());
  await jest.advanceTimersByTimeAsync(0);
  const before = interrupt.mock.calls.length;
  await jest.advanceTimersByTimeAsync(1_000);
  expect([ended, interrupt.mock.calls.length]).toEqual([["AbortError"], before]);
});
