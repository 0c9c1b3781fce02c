import { mapConcurrent, prefetch } from "./concurrency";

/** Fetches whose answers come when the test says so. */
const byHand = () => {
  const asked: number[] = [];
  const answers = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  const fetch = (index: number): Promise<string> =>
    new Promise((resolve, reject) => {
      asked.push(index);
      answers.set(index, { resolve, reject });
    });
  return { asked, fetch, answer: (index: number) => answers.get(index) };
};

const all = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const taken: T[] = [];
  for await (const one of given) taken.push(one);
  return taken;
};

describe("fetching ahead", () => {
  it.each([0, 1, 3, 4, 5, 100])("gives all of %i in order", async (count) => {
    const wanted = Array.from({ length: count }, (_, index) => index);
    expect(await all(prefetch(count, 4, async (index) => index))).toEqual(wanted);
  });

  it("gives in order what comes in any order", async () => {
    const { fetch, answer } = byHand();
    const taking = all(prefetch(3, 3, fetch));
    await Promise.resolve();
    for (const index of [2, 0, 1]) answer(index)?.resolve(`${index}`);
    expect(await taking).toEqual(["0", "1", "2"]);
  });

  it("asks for nothing before somebody takes, and never for more than it may", async () => {
    const { asked, fetch, answer } = byHand();
    const given = prefetch(10, 3, fetch);
    expect(asked).toEqual([]);
    const first = given.next();
    expect(asked).toEqual([0, 1, 2]);
    // What has come but is not taken counts too, so memory stays bounded.
    for (const index of [0, 1, 2]) answer(index)?.resolve(`${index}`);
    expect(await first).toEqual({ done: false, value: "0" });
    expect(asked).toEqual([0, 1, 2]);
    expect(await given.next()).toEqual({ done: false, value: "1" });
    expect(asked).toEqual([0, 1, 2, 3]);
  });

  it("throws a failure when its turn comes, after what was before it", async () => {
    const { fetch, answer } = byHand();
    const given = prefetch(3, 3, fetch);
    const first = given.next();
    answer(1)?.reject(new Error("the second is gone"));
    answer(2)?.reject(new Error("the third is gone"));
    answer(0)?.resolve("0");
    expect(await first).toEqual({ done: false, value: "0" });
    await expect(given.next()).rejects.toThrow("the second is gone");
    expect(await given.next()).toEqual({ done: true, value: undefined });
  });

  it("asks for no more once nobody takes", async () => {
    const asked: number[] = [];
    for await (const one of prefetch(10, 2, async (index) => asked.push(index))) {
      if (one === 1) break;
    }
    expect(asked).toEqual([0, 1]);
  });
});

describe("working on several items at once", () => {
  it("gives the results in the items' order, with no more under way than allowed", async () => {
    const { asked, fetch, answer } = byHand();
    const mapping = mapConcurrent([5, 6, 7], 2, fetch);
    await Promise.resolve();
    expect(asked).toEqual([5, 6]);
    for (const item of [6, 5]) answer(item)?.resolve(`${item}`);
    await new Promise(setImmediate);
    expect(asked).toEqual([5, 6, 7]);
    answer(7)?.resolve("7");
    expect(await mapping).toEqual(["5", "6", "7"]);
  });

  it("throws a failure when the items in progress have ended, and starts no others", async () => {
    const { asked, fetch, answer } = byHand();
    let failure: unknown;
    const mapping = mapConcurrent([5, 6, 7], 2, fetch).catch((error: unknown) => {
      failure = error;
    });
    await Promise.resolve();
    answer(5)?.reject(new Error("the first is gone"));
    await new Promise(setImmediate);
    expect(failure).toBeUndefined();
    answer(6)?.resolve("6");
    await mapping;
    expect(failure).toEqual(new Error("the first is gone"));
    expect(asked).toEqual([5, 6]);
  });
});
