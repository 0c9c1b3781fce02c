import { databricksAction } from "../../databricksAction";
import { applyTagGrants } from "../../errors/requiredGrant";
import { securableInputs, taggedKinds } from "../../inputs/unityCatalog/securableInputs";
import { taggedEntity, tagValues } from "../../inputs/unityCatalog/tagInputs";
import { tagExample, taggedSchemaExample } from "../../services/unityCatalog/tagExamples";
import { setEntityTags, type TagAssignment } from "../../services/unityCatalog/tags";

/**
 * Sets tags of a catalog, a schema, a table, a column or a volume, and gives all its tags. If it fails partway, the
 * error says how many were set; the step can be repeated.
 * https://docs.databricks.com/api/workspace/entitytagassignments/create
 */
export const setTags = databricksAction({
  label: "Set Tags",
  description: "Set tags of an object of Unity Catalog, or of a column, and return all its tags.",
  effect: "write",
  grants: applyTagGrants,
  inputs: { ...securableInputs(taggedKinds, taggedSchemaExample), tags: tagValues },
  repeat: { kind: "sameState" },
  perform: async (client, { tags, ...object }): Promise<TagAssignment[]> =>
    setEntityTags(client, taggedEntity(object), tags),
  example: [tagExample],
});
