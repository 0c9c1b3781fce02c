/** The tags of objects of Unity Catalog. https://docs.databricks.com/api/workspace/entitytagassignments */
import type { DatabricksClient } from "../../client";
import { isAlreadyThere, isObjectMissing } from "../../errors/kinds";
import { appendHint } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import { pagesOf } from "../../http/paginate";
import { type ApiPath, path, withSegments } from "../../http/path";
import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { readBack } from "../readBack";

/** One tag of an object. */
export interface TagAssignment {
  /** The type of the object, in the plural: `schemas`. */
  entity_type?: string;
  entity_name?: string;
  tag_key: string;
  /** Absent or empty for a tag without a value. */
  tag_value?: string;
  /** What set it, if not a user. */
  source_type?: string;
  update_time?: string;
  updated_by?: string;
}

/** The object with the tags: its type in the plural, as the API names it. */
export interface TaggedEntity {
  entity_type: string;
  entity_name: string;
}

const tagSchema = objectSchema<TagAssignment>({
  tag_key: nonBlankSchema,
  tag_value: optionalSchema(textSchema),
});

const assignments = path`/api/2.1/unity-catalog/entity-tag-assignments`;

const tagsPath = ({ entity_type, entity_name }: TaggedEntity): ApiPath =>
  path`/api/2.1/unity-catalog/entity-tag-assignments/${entity_type}/${entity_name}/tags`;

const fetchTags = (client: DatabricksClient, entity: TaggedEntity): Promise<TagAssignment[]> =>
  client.list(tagsPath(entity), pagesOf("tag_assignments", tagSchema), { max_results: 0 });

/** Changes tags one after the other, and gives all tags of the object; an error says how many were changed. */
const changeTags = async <Change>(
  client: DatabricksClient,
  entity: TaggedEntity,
  changes: readonly Change[],
  change: (one: Change) => Promise<unknown>,
): Promise<TagAssignment[]> => {
  await mapSeries(changes, change, (reason, done) =>
    done === 0 ? reason : appendHint(reason, `${done} of ${changes.length} tags were already changed.`),
  );
  return readBack(fetchTags(client, entity), { done: "The tags were changed", what: "the tags" });
};

/**
 * Sets tags of an object: existing ones get the new value, and others are unchanged.
 * @returns all tags of the object after the change
 */
export const setEntityTags = async (
  client: DatabricksClient,
  entity: TaggedEntity,
  tags: ReadonlyMap<string, string>,
): Promise<TagAssignment[]> => {
  const present = new Map((await fetchTags(client, entity)).map((tag) => [tag.tag_key, tag.tag_value ?? ""]));
  const changes = [...tags].filter(([key, value]) => present.get(key) !== value);
  return changeTags(client, entity, changes, async ([tag_key, tag_value]) => {
    const tag = { ...entity, tag_key, tag_value };
    const update = () =>
      client.patch(withSegments(tagsPath(entity), [tag_key]), tag, {
        query: { update_mask: "tag_value" },
        idempotent: true,
      });
    if (present.has(tag_key)) return update();
    try {
      // Keys are unique, so a creation may be repeated: if the tag already exists, its value is updated.
      return await client.post(assignments, tag, { idempotent: true });
    } catch (error) {
      if (isAlreadyThere(error)) return update();
      throw error;
    }
  });
};

/**
 * Removes tags of an object. One that it does not have is not an error.
 * @returns all tags of the object after the change
 */
export const unsetEntityTags = async (
  client: DatabricksClient,
  entity: TaggedEntity,
  keys: readonly string[],
): Promise<TagAssignment[]> => {
  const present = new Set((await fetchTags(client, entity)).map(({ tag_key }) => tag_key));
  const changes = keys.filter((key) => present.has(key));
  return changeTags(client, entity, changes, (key) =>
    client.delete(withSegments(tagsPath(entity), [key])).catch((error: unknown) => {
      if (!isObjectMissing(error)) throw error;
    }),
  );
};
