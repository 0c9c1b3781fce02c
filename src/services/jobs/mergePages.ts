/** Jobs and runs are paged when one of their lists is long. */
import { isJsonObject } from "../../http/json";

/** What a page of a job or a run may have besides its own fields. */
interface PageOfOne {
  next_page_token?: string;
  has_more?: boolean;
  [field: string]: unknown;
}

/** Lists continue from the previous page; everything else is as on the first page. */
const merge = (first: unknown, more: unknown): unknown => {
  if (Array.isArray(first) && Array.isArray(more)) return [...first, ...more];
  if (!isJsonObject(first) || !isJsonObject(more)) return first ?? more;
  const names = [...new Set([...Object.keys(first), ...Object.keys(more)])];
  return Object.fromEntries(names.map((name) => [name, merge(first[name], more[name])]));
};

/** The fields of a job or a run whose lists are paged. A complete list is empty on later pages. */
const pagedLists: ReadonlySet<string> = new Set([
  "tasks",
  "job_clusters",
  "environments",
  "parameters",
  "job_parameters",
  "iterations",
  "repair_history",
]);

const onlyLists = (page: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(page).filter(([name, value]) => pagedLists.has(name) && Array.isArray(value)),
  );

/**
 * Makes one job, or one run, from its pages.
 * @param pages at least one
 * @returns the first page with the lists of all, without the fields about pages
 */
export const mergePages = <T extends PageOfOne>(pages: readonly T[]): T => {
  const merged = pages.reduce<Record<string, unknown>>((combined, page, index) => {
    if (index === 0) return page;
    const { settings } = page;
    return merge(combined, {
      ...onlyLists(page),
      ...(isJsonObject(settings) && { settings: onlyLists(settings) }),
    }) as Record<string, unknown>;
  }, {});
  const { next_page_token: _token, has_more: _more, ...mergedFields } = merged;
  return mergedFields as T;
};
