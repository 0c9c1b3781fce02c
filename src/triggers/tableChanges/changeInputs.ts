/** The inputs of Table Changes. */
import { input } from "@prismatic-io/spectral";
import { boolean, choiceWithDefault, integer, optional } from "../../inputs/clean";
import { positiveIntegerOr } from "../../inputs/count";
import { warehouseId } from "../../inputs/shared";
import { tableCatalog, tableName, tableSchema } from "../../inputs/tables";
import { optionalTime } from "../../inputs/time";
import { timeoutSeconds } from "../../inputs/waiting";
import { afterGapChoices } from "./missingChanges";

/** Where the first poll begins. */
export const changeStarts = ["now", "version", "time"] as const;

/** The inputs, in order. */
export const changeInputs = {
  warehouseId,
  catalog: input({ ...tableCatalog, example: "workspace" }),
  schema: input({ ...tableSchema, example: "default" }),
  table: input({ ...tableName, example: "orders" }),
  startFrom: input({
    label: "Start From",
    type: "string",
    required: false,
    default: "now" satisfies (typeof changeStarts)[number],
    model: [
      { label: "Now: later changes count", value: "now" },
      { label: "A version: its changes and later ones count", value: "version" },
      { label: "A time: changes from then on count", value: "time" },
    ],
    example: "version",
    comments: "Where the first poll begins.",
    clean: choiceWithDefault("Start From", changeStarts, "now"),
  }),
  startVersion: input({
    label: "Start Version",
    type: "string",
    required: false,
    placeholder: "12",
    example: "1",
    comments: "The first version whose changes count, where Start From is a version.",
    clean: optional(integer("Start Version", Number.MAX_SAFE_INTEGER)),
  }),
  startTime: input({
    label: "Start Time",
    type: "string",
    required: false,
    placeholder: "2025-11-18T12:00:00Z",
    example: "2025-11-18T12:00:00Z",
    comments: "The time from which changes count, where Start From is a time.",
    clean: optionalTime("Start Time"),
  }),
  includeBeforeImages: input({
    label: "Include Before-Images",
    type: "boolean",
    required: false,
    default: "false",
    comments:
      "When true, an update also gives the row as it was before, with the change type update_preimage. When false, it gives the row after it alone.",
    clean: boolean("Include Before-Images"),
  }),
  pageSize: positiveIntegerOr(
    "Page Size",
    1000,
    "How many changes one statement reads, in whole versions of the table. A flow that batches gets them page by page.",
  ),
  changeCap: positiveIntegerOr(
    "Change Cap",
    10_000,
    "How many changes one poll gives at most, in whole versions; a version with more comes whole. What is beyond them comes with the next poll.",
  ),
  afterGap: input({
    label: "When Changes Are Lost",
    type: "string",
    required: false,
    default: "fail" satisfies (typeof afterGapChoices)[number],
    model: [
      { label: "Fail, and say what to do", value: "fail" },
      { label: "Go on from the newest version", value: "newest" },
    ],
    comments:
      "What becomes of a poll whose changes can no longer be read: the feed was off, versions were vacuumed, or the table was replaced. Versions that can still be read always come.",
    clean: choiceWithDefault("When Changes Are Lost", afterGapChoices, "fail"),
  }),
  timeoutSeconds: timeoutSeconds(
    "for the statements of one poll",
    "A poll that takes longer fails, and the next one begins where it began.",
  ),
};
