/** Reads a list that has no page tokens: each page leaves a state, and the next page begins where that says. */
import { followPages } from "../http/paginate";

/** One page. */
export interface PollPage<State, Item> {
  items: Item[];
  /** Where the next page begins. */
  state: State;
  /** Whether there may be more now. */
  hasMore: boolean;
}

/**
 * Reads page after page until there is no more or enough items have come.
 * @param initial where to begin
 * @param read reads the page that begins at a state, when so many items are still wanted
 * @param limit how many items are wanted
 * @returns the items of all pages, and the state that the last one left
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
