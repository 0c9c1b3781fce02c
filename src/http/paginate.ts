/** One pager for every list that answers `next_page_token`. */
import { DatabricksError } from "./errors";

/** What every page may carry: an absent or empty token ends the list. */
export interface Page {
  next_page_token?: string;
}

/**
 * Every page of something, one after the other; the first is already there.
 * @param next asks for the page after a page; undefined at the last
 */
async function* follow<P>(
  first: P | undefined,
  next: (page: P) => Promise<P> | undefined,
): AsyncGenerator<P> {
  let page = first;
  while (page !== undefined) {
    yield page;
    page = await next(page);
  }
}

/**
 * Reads every page of a list. An empty page with a token goes on.
 * @param operation the list in words, for errors
 * @param fetchPage asks for the page of a token; without one, for the first
 * @param itemsOf takes the items out of a page; absent means none
 * @param most how many items are wanted; no page is asked for beyond them
 * @throws DatabricksError when a token comes twice, which would never end, or when the items are no list
 */
export const collectPages = async <P extends Page, Item>(
  operation: string,
  fetchPage: (pageToken: string | undefined) => Promise<P>,
  itemsOf: (page: P) => Item[] | undefined,
  most = Number.POSITIVE_INFINITY,
): Promise<Item[]> => {
  const items: Item[] = [];
  const seen = new Set<string>();
  const nextPage = ({ next_page_token: token }: P): Promise<P> | undefined => {
    if (!token) return undefined;
    if (seen.has(token)) {
      throw new DatabricksError({
        operation,
        message: `Databricks repeated a page token after ${seen.size + 1} pages, so the list would not end`,
      });
    }
    seen.add(token);
    return fetchPage(token);
  };
  for await (const page of follow(await fetchPage(undefined), nextPage)) {
    const more = itemsOf(page) ?? [];
    if (!Array.isArray(more)) {
      throw new DatabricksError({ operation, message: "the answer holds something else in place of a list" });
    }
    for (const item of more) items.push(item);
    if (items.length >= most) return items.slice(0, most);
  }
  return items;
};
