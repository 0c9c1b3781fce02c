/** Fetches the next items while earlier ones are processed. */

/**
 * Fetches things by number, several at a time, and gives them in order. At most `concurrency` are in flight or waiting
 * to be consumed, so memory stays bounded.
 * @param count how many there are
 * @param concurrency how many are fetched at once
 * @param fetch fetches one by its number, from 0
 * @throws what the first failing fetch threw, when its turn comes
 */
export async function* prefetch<T>(
  count: number,
  concurrency: number,
  fetch: (index: number) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  let next = 0;
  const startMore = (): void => {
    while (next < count && underWay.length < concurrency) {
      const fetching = fetch(next);
      // Its failure is thrown when its turn comes; until then it is not unhandled.
      fetching.catch(() => undefined);
      underWay.push(fetching);
      next += 1;
    }
  };
  for (startMore(); underWay.length > 0; startMore()) yield await (underWay.shift() as Promise<T>);
}

/**
 * Processes items, several at a time, and gives the results in the items' order. After a failure, none is started, and
 * those in progress end before it is thrown, so that nothing continues after a step has failed.
 * @param concurrency how many are processed at once
 * @throws what the first failing item threw
 */
export const mapConcurrent = async <Item, Result>(
  items: readonly Item[],
  concurrency: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const started: Promise<Result>[] = [];
  const pending = prefetch(items.length, concurrency, (index) => {
    const processing = map(items[index] as Item);
    started.push(processing);
    return processing;
  });
  const results: Result[] = [];
  try {
    for await (const result of pending) results.push(result);
  } finally {
    await Promise.allSettled(started);
  }
  return results;
};
