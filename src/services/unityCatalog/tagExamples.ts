/** Examples of tags. */
import type { TagAssignment } from "./tags";
import { schemaExample } from "./unityCatalogExamples";

/** The object with the tags. */
export const taggedSchemaExample = { type: "schema", name: schemaExample.full_name } as const;

/** A tag, as the example of the input sets it. */
export const tagExample = {
  entity_type: "schemas",
  entity_name: taggedSchemaExample.name,
  tag_key: "customer",
  tag_value: "acme",
  update_time: "2025-11-18T12:00:00.000Z",
  updated_by: "ada@example.com",
} satisfies TagAssignment;
