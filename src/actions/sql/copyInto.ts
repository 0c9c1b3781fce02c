import { databricksAction } from "../../databricksAction";
import { onlyWhen, readVolumeGrant, useWarehouseGrants, writeTableGrants } from "../../errors/requiredGrant";
import { copyIntoInputs, copyIntoSettings } from "../../inputs/sql/copyIntoInputs";
import { loadFiles } from "../../services/sql/copyInto";
import { copyIntoResultExample, copyIntoResultSchema } from "../../services/sql/copyIntoExamples";

/**
 * Takes files of a volume and a Delta table, loads each file once, and gives the counts of rows. Files that were loaded
 * before are skipped, unless Force is true.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into
 */
export const copyInto = databricksAction({
  label: "Copy Into Table",
  description:
    "Load files of a volume into a Delta table, each file once: files that were loaded before are skipped.",
  effect: "write",
  grants: [
    ...useWarehouseGrants,
    ...writeTableGrants,
    ...onlyWhen("if Source Path is in a volume", [readVolumeGrant]),
  ],
  inputs: copyIntoInputs,
  repeat: {
    kind: "sameState",
    advice: "Files that were loaded are skipped. With Force, they are loaded again.",
  },
  perform: (client, given) =>
    loadFiles(client.withTimeout(given.timeoutSeconds), given.warehouseId, copyIntoSettings(given)),
  example: copyIntoResultExample,
  schema: copyIntoResultSchema,
});
