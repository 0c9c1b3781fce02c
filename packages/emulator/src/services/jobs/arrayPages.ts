/** Long lists within one object, in pages that share a token. */
import { pageOffsetOf, pageTokenOf } from "../../control/pages";

/** How many entries of each list a page has. */
const ARRAY_PAGE = 100;

/**
 * The object with at most 100 entries of each of these lists. On later pages lists without more entries are empty.
 * @param token of an earlier page
 * @throws HttpError 400 for a token that no page gave
 */
export function arrayPage<T extends object>(
  whole: T,
  names: string[],
  token: unknown,
): { page: T; next?: string } {
  const start = pageOffsetOf(token, Number.POSITIVE_INFINITY);
  const end = start + ARRAY_PAGE;
  const lists = Object.entries(whole).filter(
    (entry): entry is [string, unknown[]] => names.includes(entry[0]) && Array.isArray(entry[1]),
  );
  const cut = Object.fromEntries(lists.map(([name, list]) => [name, list.slice(start, end)]));
  const hasMore = lists.some(([, list]) => list.length > end);
  return { page: { ...whole, ...cut }, ...(hasMore && { next: pageTokenOf(end) }) };
}

/** The object without these lists. */
export const withoutLists = <T extends object>(whole: T, names: string[]): Partial<T> =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name))) as Partial<T>;
