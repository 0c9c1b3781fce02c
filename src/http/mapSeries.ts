/** Several requests, one after the other, with an error that knows how many succeeded. */
import { mapConcurrent } from "./concurrency";

/**
 * Maps items one after the other; none is sent once one has failed.
 * @param map sends one
 * @param explain makes the error out of what one was refused with, knowing how many succeeded before it
 * @returns what each gave, in order
 */
export const mapSeries = async <Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
  explain: (reason: unknown, done: number) => unknown,
): Promise<Result[]> => {
  let done = 0;
  try {
    return await mapConcurrent(items, 1, async (item) => {
      const result = await map(item);
      done += 1;
      return result;
    });
  } catch (reason) {
    throw explain(reason, done);
  }
};
