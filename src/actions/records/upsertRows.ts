import { databricksAction } from "../../databricksAction";
import { writeRecordsGrants } from "../../errors/requiredGrant";
import { upsertInputs, withFullNames } from "../../inputs/records/writeInputs";
import { upsertResultExample, writeResultSchema } from "../../services/records/recordsExamples";
import { upsertRecords } from "../../services/records/upsertRecords";

/**
 * Updates the rows that have the keys of records and inserts the other records. The same records twice leave the same
 * table. https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into
 */
export const upsertRows = databricksAction({
  label: "Upsert Rows",
  description: "Update the rows of a table whose keys match the given records, and insert the other records.",
  important: true,
  effect: "write",
  grants: writeRecordsGrants,
  inputs: upsertInputs,
  repeat: { kind: "sameState" },
  perform: (client, given, step) => upsertRecords(client, withFullNames(given), step),
  example: upsertResultExample,
  schema: writeResultSchema,
});
