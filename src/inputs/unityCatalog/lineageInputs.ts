/** The inputs of Get Table Lineage. */
import { booleanInput, choiceInput } from "../choice";
import { withDefault } from "../defineInput";
import { integerInput } from "../integer";
import { recordTableInputs } from "../records/recordInputs";
import { warehouseId } from "../shared";
import { timeoutSeconds } from "../waiting";

/** How long Databricks keeps lineage, in days. */
const maxDays = 365;

const maxEntries = 100_000;

/** The inputs, in order. */
export const lineageInputs = {
  warehouseId,
  ...recordTableInputs,
  direction: withDefault(
    choiceInput({
      label: "Direction",
      comments:
        "Upstream returns the tables and paths that the table was written from, Downstream those that were written from the table.",
      choices: { both: "Both", upstream: "Upstream", downstream: "Downstream" },
    }),
    "both",
  ),
  byColumn: booleanInput({
    label: "By Column",
    comments:
      "When true, each entry is a pair of columns. When false, it is a pair of tables. Paths have no column lineage.",
  }),
  days: withDefault(
    integerInput({
      label: "Days",
      comments: `The number of days to look back, up to ${maxDays}: Databricks keeps lineage for a year.`,
      example: "30",
      min: 1,
      max: maxDays,
    }),
    30,
  ),
  limit: withDefault(
    integerInput({
      label: "Limit",
      comments:
        "The maximum number of entries to return, up to 100000, latest first. hasMore in the result says whether there are more.",
      example: "1000",
      min: 1,
      max: maxEntries,
    }),
    1000,
  ),
  timeoutSeconds: timeoutSeconds("for the query to end", "A query that has not ended by then is cancelled."),
};
