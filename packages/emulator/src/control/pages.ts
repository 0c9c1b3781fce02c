/** Pages of a list, by opaque tokens. */
import { notImplemented } from "../apiError";
import { fieldsOf, invalidParameter } from "./requests";

/** One page of a list and the tokens of its neighbours, which are absent at either end. */
export interface ListPage<T> {
  items: T[];
  next?: string;
  previous?: string;
}

/** How large pages are where the request does not say, and at most. */
export interface PageSizes {
  defaultSize: number;
  maxSize: number;
}

const PREFIX = "offset:";

/** The token of the page that begins at this offset. */
export const pageTokenOf = (offset: number): string =>
  Buffer.from(`${PREFIX}${offset}`).toString("base64url");

/** The offset that a token stands for. @throws HttpError 400 for one that no page gave */
export function pageOffsetOf(token: unknown, total: number): number {
  if (token === undefined || token === "") return 0;
  const text = typeof token === "string" ? Buffer.from(token, "base64url").toString() : "";
  const offset = /^offset:\d+$/.test(text) ? Number(text.slice(PREFIX.length)) : Number.NaN;
  if (!(offset <= total)) throw invalidParameter(`Invalid page token: ${String(token)}`);
  return offset;
}

/**
 * A page as a response contains it: its items under their name, if there are any, and the token of the next page.
 * @param onWire how an item is returned, if not unchanged
 */
export const pageFields = <T>(
  name: string,
  { items, next }: ListPage<T>,
  onWire: (item: T) => unknown = (item) => item,
) => ({
  ...(items.length > 0 && { [name]: items.map((item) => onWire(item)) }),
  ...(next && { next_page_token: next }),
});

/**
 * Refuses what older clients page by: lists here are paged by tokens.
 * @throws HttpError 501 NOT_IMPLEMENTED where one of these fields is given
 */
export function refusePaging(given: unknown, names: readonly string[]): void {
  const fields = fieldsOf(given);
  const found = names.find((name) => fields[name] !== undefined);
  if (found === undefined) return;
  throw notImplemented(`pages lists by page_token, not by ${found}.`);
}

function sizeOf(field: string, given: unknown, { defaultSize, maxSize }: PageSizes): number {
  if (given === undefined || given === "") return defaultSize;
  const size = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw invalidParameter(`Invalid ${field}: ${String(given)}`);
  return size === 0 ? defaultSize : Math.min(size, maxSize);
}

/**
 * The page that `page_size`, or another field, and `page_token` of a query ask for. A page is never larger than the server
 * allows, whatever was asked.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for a token that no page gave, or a size that is no number
 */
export function pageOf<T>(all: T[], query: unknown, sizes: PageSizes, sizeField = "page_size"): ListPage<T> {
  const { [sizeField]: asked, page_token } = fieldsOf(query);
  const size = sizeOf(sizeField, asked, sizes);
  const start = pageOffsetOf(page_token, all.length);
  const end = start + size;
  return {
    items: all.slice(start, end),
    ...(end < all.length && { next: pageTokenOf(end) }),
    ...(start > 0 && { previous: pageTokenOf(Math.max(0, start - size)) }),
  };
}
