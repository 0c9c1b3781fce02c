/** SCIM's `attributes` and `excludedAttributes`. */
import { fieldsOf } from "../../control/requests";

/** The attributes that a list names, in lower case: case does not matter. */
const names = (value: unknown): string[] | undefined =>
  typeof value === "string" && value !== ""
    ? value.split(",").map((name) => name.trim().toLowerCase())
    : undefined;

/**
 * The attributes of a resource that a query selects. An attribute is returned whole even if the query names a part such
 * as `emails.value`. The id and the schemas are always returned.
 */
export function selectAttributes<T extends object>(resource: T, query: unknown): Partial<T> {
  const fields = fieldsOf(query);
  const wanted = names(fields.attributes)?.map((name) => name.split(".", 1)[0]);
  const unwanted = names(fields.excludedAttributes);
  const selected = Object.entries(resource).filter(
    ([name]) =>
      name === "id" ||
      name === "schemas" ||
      ((wanted?.includes(name.toLowerCase()) ?? true) && !(unwanted?.includes(name.toLowerCase()) ?? false)),
  );
  return Object.fromEntries(selected) as Partial<T>;
}
