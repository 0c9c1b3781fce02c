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
      comments: "Whether to return what the table was made from, what was made from it, or both.",
      choices: { both: "Both", upstream: "Upstream", downstream: "Downstream" },
    }),
    "both",
  ),
  byColumn: booleanInput({
    label: "By Column",
    comments: "When true, each pair of columns is an entry of its own. Paths have no lineage by column.",
  }),
  days: withDefault(
    integerInput({
      label: "Days",
      comments: `How many days to look back, ${maxDays} at most: Databricks keeps lineage for a year.`,
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
        "The maximum number of entries to return, the latest first. hasMore in the result tells whether there are more.",
      example: "1000",
      min: 1,
      max: maxEntries,
    }),
    1000,
  ),
  timeoutSeconds: timeoutSeconds("for the entries", "A statement that has not ended by then is cancelled."),
};
