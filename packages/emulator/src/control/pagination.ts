/** How the lists of one workspace are split into pages, as far as a test may set it. */
import { type ListPage, type PageSizes, pageOf } from "./pages";
import { fieldsOf } from "./requests";

/** What a test may set. */
export interface PaginationSettings {
  /** The most items of a page, whatever was asked for. */
  maxPageSize?: number;
  /** Pages without items, but with a token, that come first: Databricks may give such. */
  emptyPages: number;
}

export const defaultPagination: PaginationSettings = { emptyPages: 0 };

const EMPTY = /^empty-(\d+)$/;

/**
 * The page that `max_results` and `page_token` ask for, as text of a query or as a body's number.
 * @throws HttpError 400 as `pageOf` does
 */
export function paginate<T>(
  all: T[],
  asked: unknown,
  sizes: PageSizes,
  settings: PaginationSettings,
): ListPage<T> {
  const { max_results, page_token } = fieldsOf(asked);
  const passed = Number(EMPTY.exec(String(page_token ?? "empty-0"))?.[1] ?? settings.emptyPages);
  if (passed < settings.emptyPages) return { items: [], next: `empty-${passed + 1}` };
  const maxSize = Math.min(settings.maxPageSize ?? sizes.maxSize, sizes.maxSize);
  return pageOf(
    all,
    {
      ...(max_results !== undefined && { max_results: String(max_results) }),
      ...(page_token !== undefined && !EMPTY.test(String(page_token)) && { page_token }),
    },
    { defaultSize: Math.min(sizes.defaultSize, maxSize), maxSize },
    "max_results",
  );
}
