/** The inputs of Table Changes. */
import { booleanInput, choiceInput } from "../../inputs/choice";
import { asOptional, withDefault } from "../../inputs/defineInput";
import { integerInput } from "../../inputs/integer";
import { warehouseId } from "../../inputs/shared";
import { catalogOfTable, schemaOfTable, tableName } from "../../inputs/tables";
import { timestampInput } from "../../inputs/timestamp";
import { capInput, pageSizeInput, pollTimeout } from "../pollInputs";

/** The inputs, in order. */
export const changeInputs = {
  warehouseId,
  catalog: { ...catalogOfTable, example: "workspace" },
  schema: { ...schemaOfTable, example: "default" },
  table: { ...tableName, example: "orders" },
  startFrom: withDefault(
    choiceInput({
      label: "Start From",
      comments: "Where the first poll starts.",
      example: "version",
      choices: {
        now: "Now: later changes count",
        version: "A version: its changes and later ones count",
        time: "A time: changes from then on count",
      },
    }),
    "now",
  ),
  startVersion: asOptional(
    integerInput({
      label: "Start Version",
      comments: "The first version whose changes are returned, if Start From is a version.",
      placeholder: "12",
      example: "1",
      max: Number.MAX_SAFE_INTEGER,
    }),
  ),
  startTime: asOptional(
    timestampInput({
      label: "Start Time",
      comments: "The time from which changes are returned, if Start From is a time.",
      example: "2025-11-18T12:00:00Z",
    }),
  ),
  includeBeforeImages: booleanInput({
    label: "Include Before-Images",
    comments:
      "When true, an update also returns the row before the update, with the change type update_preimage. When false, only the row after the update is returned.",
  }),
  pageSize: pageSizeInput(
    "The number of changes that one statement reads, in whole versions of the table. A flow with batching gets them page by page.",
  ),
  changeCap: capInput(
    "Change Cap",
    "The maximum number of changes that one poll returns, in whole versions; a larger version is returned whole. Further changes are returned by the next poll.",
  ),
  afterGap: withDefault(
    choiceInput({
      label: "When Changes Are Lost",
      comments:
        "What happens to a poll whose changes can no longer be read: the feed was off, versions were vacuumed, or the table was replaced. Versions that can still be read are always returned.",
      choices: { fail: "Fail, and say what to do", newest: "Go on from the newest version" },
    }),
    "fail",
  ),
  timeoutSeconds: pollTimeout,
};
