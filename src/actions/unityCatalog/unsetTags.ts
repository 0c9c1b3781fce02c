import { databricksAction } from "../../databricksAction";
import { applyTagGrants } from "../../errors/requiredGrant";
import { securableInputs, taggedKinds } from "../../inputs/unityCatalog/securableInputs";
import { taggedEntity, tagKeys } from "../../inputs/unityCatalog/tagInputs";
import { schemaOf } from "../../outputSchema";
import { tagExample, taggedSchemaExample } from "../../services/unityCatalog/tagExamples";
import { type TagAssignment, unsetEntityTags } from "../../services/unityCatalog/tags";

/**
 * Removes tags of a catalog, a schema, a table, a column or a volume, and gives the remaining tags. If it fails
 * partway, the error says how many were removed; the step can be repeated.
 * https://docs.databricks.com/api/workspace/entitytagassignments/delete
 */
export const unsetTags = databricksAction({
  label: "Unset Tags",
  description: "Remove tags of an object of Unity Catalog, or of a column, and return the remaining tags.",
  effect: "write",
  grants: applyTagGrants,
  inputs: { ...securableInputs(taggedKinds, taggedSchemaExample), tagKeys },
  repeat: { kind: "sameState" },
  perform: async (client, { tagKeys: keys, ...object }): Promise<TagAssignment[]> =>
    unsetEntityTags(client, taggedEntity(object), keys),
  example: [],
  schema: schemaOf([tagExample]),
});
