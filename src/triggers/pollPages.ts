/** Reads a list that has no page tokens: each page gives a state, from which the next page starts. */
import { followPages } from "../http/paginate";

/** One page. */
export interface PollPage<State, Item> {
  items: Item[];
  /** Where the next page starts. */
  state: State;
  /** Whether there may be more now. */
  hasMore: boolean;
}

/**
 * Reads page after page until there are no more or enough items.
 * @param initial where to start
 * @param read reads the page that starts at a state, given the remaining number of items
 * @param limit the maximum number of items
 * @returns the items of all pages, and the state of the last one
 */
export const readPages = async <Start, State extends Start, Item>(
  initial: Start,
  read: (from: Start, remaining: number) => Promise<PollPage<State, Item>>,
  limit: number,
): Promise<PollPage<State, Item>> => {
  let last = await read(initial, limit);
  const items: Item[] = [];
  const next = ({ hasMore, state }: PollPage<State, Item>) =>
    hasMore && items.length < limit ? read(state, limit - items.length) : undefined;
  for await (const page of followPages(last, next)) {
    for (const item of page.items) items.push(item);
    last = page;
  }
  return { ...last, items };
};
