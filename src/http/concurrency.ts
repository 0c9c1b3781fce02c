/** Fetches what is needed next while what came is worked on. */

/**
 * Fetches things by number, several at a time, and gives them in order. No more than `inFlight` are under way or wait to
 * be taken, so memory stays bounded.
 * @param count how many there are
 * @param inFlight how many are fetched at once
 * @param fetch fetches one by its number, from 0
 * @throws what the first failing fetch threw, when its turn comes
 */
export async function* prefetch<T>(
  count: number,
  inFlight: number,
  fetch: (index: number) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  let next = 0;
  const startMore = (): void => {
    while (next < count && underWay.length < inFlight) {
      const fetching = fetch(next);
      // Its failure is told when its turn comes; until then it is not unhandled.
      fetching.catch(() => undefined);
      underWay.push(fetching);
      next += 1;
    }
  };
  for (startMore(); underWay.length > 0; startMore()) yield await (underWay.shift() as Promise<T>);
}

/**
 * Fetches things by number, several at a time, and gives all of them in order.
 * @throws what the first failing fetch threw
 */
export const mapConcurrent = async <T>(
  count: number,
  inFlight: number,
  fetch: (index: number) => Promise<T>,
): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of prefetch(count, inFlight, fetch)) all.push(one);
  return all;
};
