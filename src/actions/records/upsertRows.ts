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
  description:
    "Update the rows of a table that have the keys of records, and insert the records whose keys the table does not have.",
  important: true,
  effect: "write",
  grants: writeRecordsGrants,
  inputs: upsertInputs,
  repeat: { kind: "sameState" },
  perform: (client, given, step) => upsertRecords(client, withFullNames(given), step),
  example: upsertResultExample,
  schema: writeResultSchema,
});
