import { databricksAction } from "../../databricksAction";
import { writeRecordsGrants } from "../../errors/requiredGrant";
import { insertInputs, withFullNames } from "../../inputs/records/writeInputs";
import { insertRecords } from "../../services/records/insertRecords";
import { insertResultExample, writeResultSchema } from "../../services/records/recordsExamples";

/**
 * Inserts records into a table, each value checked against its column before anything is sent. With Staging Volume and
 * Batch ID the same records are appended exactly once.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-dml-insert-into
 */
export const insertRows = databricksAction({
  label: "Insert Rows",
  description:
    "Insert records into a table: append them, replace the whole table, or replace the rows with the same keys.",
  effect: "write",
  grants: writeRecordsGrants,
  inputs: insertInputs,
  repeat: {
    kind: "once",
    advice:
      "With Staging Volume and Batch ID, records are appended once, whatever runs again; with Staging Volume alone, once for a step that is retried. Without it, they are appended again. With the modes that replace, the table is the same.",
  },
  perform: (client, given, step) => insertRecords(client, withFullNames(given), step),
  example: insertResultExample,
  schema: writeResultSchema,
});
