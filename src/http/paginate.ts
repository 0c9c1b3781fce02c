/** One pager for every list that returns `next_page_token`. */
import { DatabricksError } from "./errors";
import { fitsIntoMemory } from "./memory";
import { listSchema, objectSchema, optionalSchema, type ResponseSchema, textSchema } from "./schema";

/** What every page may carry: an absent or empty token ends the list. */
export interface Page {
  next_page_token?: string;
  /** Whether more follows, where Databricks says so beside the token: the last page may have a token, its own. */
  has_next_page?: boolean;
}

/** The token of the page after a page; undefined at the last. */
export const nextTokenOf = ({ next_page_token: token, has_next_page }: Page): string | undefined =>
  (has_next_page !== false && token) || undefined;

/** The pages of a list: how one is read, and what it holds. */
export interface Pages<Item> {
  schema: ResponseSchema<Page>;
  itemsOf: (page: Page) => Item[];
  /** Whether an item is wanted, if not all are. */
  isWanted?: (item: Item) => boolean;
  /** What the query calls the token of a page, if not `page_token`. */
  tokenParameter?: string;
  /** The body of the search for a page, if it is not the first body with the token. */
  bodyOf?: (pageToken: string) => object | undefined;
  /** Ends the list when it is no longer needed. */
  signal?: AbortSignal;
}

/**
 * Pages that hold their items in a field; an absent list is empty.
 * @param field the name of the list
 * @param item one of its items; absent ones are omitted
 * @param olderField the older name of the list, if it had one
 */
export const pagesOf = <Item>(
  field: string,
  item: ResponseSchema<Item>,
  olderField = field,
): Pages<Exclude<Item, undefined>> => {
  type Held = Page & Record<string, unknown>;
  const items = optionalSchema(listSchema(item));
  return {
    schema: objectSchema<Held>({
      [field]: items,
      [olderField]: items,
      next_page_token: optionalSchema(textSchema),
    }),
    itemsOf: (page) =>
      ((page as Held)[field] ?? (page as Held)[olderField] ?? []) as Exclude<Item, undefined>[],
  };
};

/** Pages each of which is an item itself: a part of something long. */
export const partsOf = <Item extends Page>(part: ResponseSchema<Item>): Pages<Item> => ({
  schema: part,
  itemsOf: (page) => [page as Item],
});

/** The page size to request: the largest one, or a smaller limit. */
export const pageSizeFor = (limit: number | undefined, maxSize: number): number =>
  Math.min(limit ?? maxSize, maxSize);

/** More pages than any list has, and more empty pages in a row: Databricks does send some. */
const maxPages = 5000;
const maxEmptyPages = 500;

/**
 * Every page, one after the other; the first is given.
 * @param next fetches the page after a page; undefined at the last
 */
export async function* followPages<P>(
  first: P,
  next: (page: P) => Promise<P> | undefined,
): AsyncGenerator<P> {
  let page: P | undefined = first;
  while (page !== undefined) {
    yield page;
    page = await next(page);
  }
}

/** Counts the pages of a list, and ends a list that would not end. */
class PageGuard {
  readonly #tokens = new Set<string>();
  #emptyPages = 0;

  constructor(readonly operation: string) {}

  /** @throws DatabricksError when a token is repeated, when there are too many pages, or no memory for more items */
  check(token: string, newItems: number, items: number): void {
    const pages = this.#tokens.size + 1;
    this.#emptyPages = newItems === 0 ? this.#emptyPages + 1 : 0;
    if (this.#tokens.has(token)) {
      throw this.#error(`Databricks repeated a page token after ${pages} pages, so the list would not end`);
    }
    if (pages >= maxPages)
      throw this.#error(`the list has not ended after ${pages} pages with ${items} items`);
    if (this.#emptyPages >= maxEmptyPages) {
      throw this.#error(`the list has not ended after ${this.#emptyPages} empty pages`);
    }
    if (!fitsIntoMemory(0)) {
      throw this.#error(`the ${items} items of the first ${pages} pages are all that fit into the memory`);
    }
    this.#tokens.add(token);
  }

  /** @throws DatabricksError when a page without a token is not the last one */
  checkEnd({ has_next_page: hasMore }: Page, items: number): void {
    if (hasMore) {
      throw this.#error(`Databricks gave ${items} items and says that more follow, but not where`);
    }
  }

  #error(message: string): DatabricksError {
    return new DatabricksError({ operation: this.operation, message, hint: "Narrow down the list." });
  }
}

/**
 * The items of a list, page by page. An empty page with a token does not end the list.
 * @param operation the list in words, for errors
 * @param fetchPage fetches the page of a token; without one, for the first
 * @param itemsOf takes the items out of a page
 * @param isWanted whether an item is given; a page of others is not empty
 * @throws DatabricksError when the list would not end, has no token for what follows, or does not fit into the memory
 */
export async function* readItemPages<Item>(
  operation: string,
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => Item[],
  isWanted: (item: Item) => boolean = () => true,
): AsyncGenerator<Item[]> {
  const guard = new PageGuard(operation);
  let count = 0;
  let newItems = 0;
  const nextPage = (page: Page): Promise<Page> | undefined => {
    const token = nextTokenOf(page);
    if (token === undefined) return void guard.checkEnd(page, count);
    guard.check(token, newItems, count);
    return fetchPage(token);
  };
  for await (const page of followPages(await fetchPage(undefined), nextPage)) {
    const items = itemsOf(page);
    newItems = items.length;
    count += items.length;
    yield items.filter(isWanted);
  }
}

/**
 * Reads every page of a list. Takes and throws what `readItemPages` does.
 * @param limit the maximum number of items; no page is fetched beyond it
 */
export const collectPages = async <Item>(
  operation: string,
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => Item[],
  limit = Number.POSITIVE_INFINITY,
  isWanted?: (item: Item) => boolean,
): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const more of readItemPages(operation, fetchPage, itemsOf, isWanted)) {
    for (const item of more) items.push(item);
    if (items.length >= limit) return items.slice(0, limit);
  }
  return items;
};
