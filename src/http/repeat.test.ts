import { Deadline } from "./deadline";
import { type RepeatPolicy, repeatWithPauses } from "./repeat";

const failing = (times: number) => {
  let calls = 0;
  return async (): Promise<number> => {
    calls += 1;
    if (calls <= times) throw new Error(`failure ${calls}`);
    return calls;
  };
};

const policy = (known: Partial<RepeatPolicy> = {}): RepeatPolicy => ({
  maxRepeats: 3,
  firstPauseMs: 0,
  shouldRepeat: () => true,
  onRepeat: () => undefined,
  gaveUp: (error, times) => new Error(`${(error as Error).message}, ${times} times`),
  ...known,
});

describe("an operation that fails for a passing reason", () => {
  it("is repeated until it succeeds, and each repeat is told", async () => {
    const told: string[] = [];
    const onRepeat = (error: unknown): unknown => told.push((error as Error).message);
    expect(await repeatWithPauses(Deadline.after(1000), failing(2), policy({ onRepeat }))).toBe(3);
    expect(told).toEqual(["failure 1", "failure 2"]);
  });

  it("is given up after so many repeats, and where no time is left for the pause", async () => {
    const all = repeatWithPauses(Deadline.after(1000), failing(9), policy());
    await expect(all).rejects.toThrow("failure 4, 4 times");
    const slow = repeatWithPauses(Deadline.after(1000), failing(9), policy({ firstPauseMs: 10_000 }));
    await expect(slow).rejects.toThrow("failure 1, 1 times");
  });

  it("is not repeated for another reason", async () => {
    const refused = repeatWithPauses(Deadline.after(1000), failing(9), policy({ shouldRepeat: () => false }));
    await expect(refused).rejects.toThrow(/^failure 1$/);
  });
});
