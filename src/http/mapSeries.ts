/** Several writes, one after the other: what comes of the rest when one of them fails. */
import { mapConcurrent } from "./concurrency";

/**
 * Sends items one after the other; none is sent once one has failed.
 * @param send sends one
 * @param explain makes the error out of what one was refused with, knowing how many were sent before it
 * @returns what each gave, in order
 */
export const mapSeries = async <Item, Result>(
  items: readonly Item[],
  send: (item: Item) => Promise<Result>,
  explain: (reason: unknown, done: number) => unknown,
): Promise<Result[]> => {
  let done = 0;
  try {
    return await mapConcurrent(items, 1, async (item) => {
      const result = await send(item);
      done += 1;
      return result;
    });
  } catch (reason) {
    throw explain(reason, done);
  }
};
