import { databricksAction } from "../../databricksAction";
import { writeRecordsGrants } from "../../errors/requiredGrant";
import { deleteInputs, withFullNames } from "../../inputs/records/writeInputs";
import { deleteRecords } from "../../services/records/deleteRecords";
import { deleteResultExample, writeResultSchema } from "../../services/records/recordsExamples";

/**
 * Deletes the rows of a table that have the keys of records. Rows that are not found are no error, so that a repeat does
 * no harm. https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into
 */
export const deleteRows = databricksAction({
  label: "Delete Rows",
  description: "Delete the rows of a table whose keys match the given records.",
  effect: "write",
  grants: writeRecordsGrants,
  inputs: deleteInputs,
  repeat: {
    kind: "sameState",
    advice: "Rows that were already deleted are not found, which is not an error.",
  },
  perform: (client, given, step) => deleteRecords(client, withFullNames(given), step),
  example: deleteResultExample,
  schema: writeResultSchema,
});
