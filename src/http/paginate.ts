/** One pager for every list that answers `next_page_token`. */

/** What every page may carry: an absent or empty token ends the list. */
export interface Page {
  next_page_token?: string;
}

/**
 * Reads every page of a list. An empty page with a token goes on.
 * @param fetchPage asks for the page of a token; without one, for the first
 * @param itemsOf takes the items out of a page; absent means none
 * @throws Error when Databricks answers a token twice, which would never end
 */
export const collectPages = async <P extends Page, Item>(
  fetchPage: (pageToken: string | undefined) => Promise<P>,
  itemsOf: (page: P) => Item[] | undefined,
): Promise<Item[]> => {
  const items: Item[] = [];
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const page = await fetchPage(pageToken);
    for (const item of itemsOf(page) ?? []) items.push(item);
    pageToken = page.next_page_token || undefined;
    if (pageToken !== undefined && seen.has(pageToken)) {
      throw new Error(
        `Databricks repeated a page token after ${seen.size + 1} pages, so the list would not end`,
      );
    }
    if (pageToken !== undefined) seen.add(pageToken);
  } while (pageToken !== undefined);
  return items;
};
