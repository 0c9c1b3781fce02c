/** One pager for every list that answers `next_page_token`. */
import { DatabricksError } from "./errors";

/** What every page may carry: an absent or empty token ends the list. */
export interface Page {
  next_page_token?: string;
}

/**
 * Reads every page of a list. An empty page with a token goes on.
 * @param operation the list in words, for errors
 * @param fetchPage asks for the page of a token; without one, for the first
 * @param itemsOf takes the items out of a page; absent means none
 * @throws DatabricksError when a token comes twice, which would never end, or when the items are no list
 */
export const collectPages = async <P extends Page, Item>(
  operation: string,
  fetchPage: (pageToken: string | undefined) => Promise<P>,
  itemsOf: (page: P) => Item[] | undefined,
): Promise<Item[]> => {
  const items: Item[] = [];
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const page = await fetchPage(pageToken);
    const more = itemsOf(page) ?? [];
    if (!Array.isArray(more)) {
      throw new DatabricksError({ operation, message: "the answer holds something else in place of a list" });
    }
    for (const item of more) items.push(item);
    pageToken = page.next_page_token || undefined;
    if (pageToken !== undefined && seen.has(pageToken)) {
      throw new DatabricksError({
        operation,
        message: `Databricks repeated a page token after ${seen.size + 1} pages, so the list would not end`,
      });
    }
    if (pageToken !== undefined) seen.add(pageToken);
  } while (pageToken !== undefined);
  return items;
};
