/** Several requests, one after the other, with an error that knows how many succeeded. */

async function* resultsInOrder<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Promise<Result>,
): AsyncGenerator<Result> {
  for (const [index, item] of items.entries()) yield await map(item, index);
}

/**
 * Maps items one after the other; the first failure ends it.
 * @param map takes an item and its index
 * @param explain makes the error out of the failure, given how many items were done before it
 * @returns the results, in order
 */
export const mapSeries = async <Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Promise<Result>,
  explain: (reason: unknown, done: number) => unknown,
): Promise<Result[]> => {
  const results: Result[] = [];
  try {
    for await (const result of resultsInOrder(items, map)) results.push(result);
  } catch (reason) {
    throw explain(reason, results.length);
  }
  return results;
};
