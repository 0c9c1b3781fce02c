/** Reads something that comes in pieces, where each piece says where the next begins. */

import { followPages } from "../http/paginate";

/** One piece. */
export interface PollPage<State, Item> {
  items: Item[];
  /** Where the next piece begins. */
  state: State;
  /** Whether there may be more at once. */
  more: boolean;
}

/**
 * Reads piece after piece until nothing more is there or enough has come.
 * @param first where to begin
 * @param read reads the piece that begins somewhere, when so many items are still wanted
 * @param most how many items are wanted
 */
export const readPages = async <Start, State extends Start, Item>(
  first: Start,
  read: (from: Start, room: number) => Promise<PollPage<State, Item>>,
  most: number,
): Promise<PollPage<State, Item>> => {
  let last = await read(first, most);
  const items: Item[] = [];
  const next = ({ more, state }: PollPage<State, Item>) =>
    more && items.length < most ? read(state, most - items.length) : undefined;
  for await (const page of followPages(last, next)) {
    for (const item of page.items) items.push(item);
    last = page;
  }
  return { ...last, items };
};
