import { databricksAction } from "../../databricksAction";
import { manageTableGrant, useSchemaGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { recordTableInputs } from "../../inputs/records/recordInputs";
import { fullTable } from "../../inputs/tables";
import { recordTableExample } from "../../services/records/recordsExamples";
import { type DeletedObject, deleteObject } from "../../services/unityCatalog/catalogChanges";

/**
 * Deletes a table or view and says whether it existed. Databricks keeps the data of a managed table for a week, during
 * which it can be restored: https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-undrop-table
 * https://docs.databricks.com/api/workspace/tables/delete
 */
export const deleteTable = databricksAction({
  label: "Delete Table",
  description:
    "Delete a table or view. Within 7 days, the statement UNDROP TABLE restores a managed table. The data of an external table is kept.",
  effect: "write",
  grants: [manageTableGrant, ...useSchemaGrants],
  inputs: { ...recordTableInputs, ignoreMissing: ignoreMissingInput("table") },
  repeat: {
    kind: "refused",
    advice: "A table that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { ignoreMissing, ...name }): Promise<DeletedObject> => {
    const fullName = Object.values(fullTable(name)).join(".");
    return deleteObject(client, path`/api/2.1/unity-catalog/tables/${fullName}`, fullName, { ignoreMissing });
  },
  example: { full_name: Object.values(recordTableExample).join("."), deleted: true },
});
