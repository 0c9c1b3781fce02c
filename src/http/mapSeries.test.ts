import { mapSeries } from "./mapSeries";

const never = (reason: unknown): unknown => reason;

describe("writes in turn", () => {
  it("are sent one after the other and give their results in order", async () => {
    const log: string[] = [];
    const send = async (item: string): Promise<string> => {
      log.push(`begin ${item}`);
      await Promise.resolve();
      log.push(`end ${item}`);
      return item.toUpperCase();
    };
    expect(await mapSeries(["a", "b"], send, never)).toEqual(["A", "B"]);
    expect(log).toEqual(["begin a", "end a", "begin b", "end b"]);
    expect(await mapSeries([], send, never)).toEqual([]);
  });

  it("stop at the first that fails, and the error knows how many went before it", async () => {
    const sent: number[] = [];
    const send = async (item: number): Promise<void> => {
      sent.push(item);
      if (item === 2) throw new Error("no");
    };
    const explain = (reason: unknown, done: number): Error =>
      new Error(`${done} done: ${(reason as Error).message}`);
    await expect(mapSeries([1, 2, 3], send, explain)).rejects.toThrow("1 done: no");
    expect(sent).toEqual([1, 2]);
  });
});
