/** SCIM's `attributes` and `excludedAttributes`. */
import { fieldsOf } from "../../control/requests";

const names = (value: unknown): string[] | undefined =>
  typeof value === "string" && value !== "" ? value.split(",").map((name) => name.trim()) : undefined;

/** The attributes of a resource that a query asks for; the id and the schemas are always there. */
export function selectAttributes<T extends object>(resource: T, query: unknown): Partial<T> {
  const fields = fieldsOf(query);
  const wanted = names(fields.attributes);
  const unwanted = names(fields.excludedAttributes);
  const selected = Object.entries(resource).filter(
    ([name]) =>
      name === "id" ||
      name === "schemas" ||
      ((wanted?.includes(name) ?? true) && !(unwanted?.includes(name) ?? false)),
  );
  return Object.fromEntries(selected) as Partial<T>;
}
