/** Several writes, one after the other: what comes of the rest when one of them fails. */

async function* outcomes<Item, Result>(
  items: readonly Item[],
  send: (item: Item, index: number) => Promise<Result>,
): AsyncGenerator<Result> {
  for (const [index, item] of items.entries()) yield await send(item, index);
}

/**
 * Sends items one after the other; none is sent once one has failed.
 * @param send sends one
 * @param explain makes the error out of what one was refused with, knowing how many were sent before it
 * @returns what each gave, in order
 */
export const mapSeries = async <Item, Result>(
  items: readonly Item[],
  send: (item: Item, index: number) => Promise<Result>,
  explain: (reason: unknown, done: number) => unknown,
): Promise<Result[]> => {
  const results: Result[] = [];
  try {
    for await (const result of outcomes(items, send)) results.push(result);
  } catch (reason) {
    throw explain(reason, results.length);
  }
  return results;
};
