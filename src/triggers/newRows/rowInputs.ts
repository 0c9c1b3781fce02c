/** The inputs of New Rows. */
import { input } from "@prismatic-io/spectral";
import { choiceWithDefault, integerOrZero, optionalText, requiredText } from "../../inputs/clean";
import { positiveIntegerOr } from "../../inputs/count";
import { warehouseId } from "../../inputs/shared";
import { optionalTable, tableCatalog, tableName, tableSchema } from "../../inputs/tables";
import { timeoutSeconds } from "../../inputs/waiting";
import { firstWord, markersOf, withoutTerminator, writingReason } from "../../services/sql/sqlText";

/** Where the first poll begins. */
export const starts = ["now", "beginning", "value"] as const;

const queryWords = ["SELECT", "WITH", "FROM", "TABLE", "VALUES"];

/** A query must be one that surely only reads, and whole without parameters. */
const readingQuery = (value: unknown): string | undefined => {
  const given = optionalText("SQL Query")(value);
  if (given === undefined) return undefined;
  const query = withoutTerminator(given);
  const word = firstWord(query);
  const reason = writingReason(query) ?? (queryWords.includes(word) ? undefined : `it begins with ${word}`);
  if (reason !== undefined) throw new Error(`SQL Query must be one query that only reads, but ${reason}.`);
  const marker = markersOf(query).find(({ certain }) => certain);
  if (marker) throw new Error(`SQL Query must stand without parameters, but has the marker :${marker.name}.`);
  return query;
};

/** The inputs, in order. */
export const rowInputs = {
  warehouseId,
  catalog: tableCatalog,
  schema: tableSchema,
  table: input({
    ...tableName,
    required: false,
    comments: `${tableName.comments} Either this or SQL Query is needed.`,
    clean: optionalTable,
  }),
  sqlQuery: input({
    label: "SQL Query",
    type: "code",
    language: "sql",
    required: false,
    placeholder: "SELECT id, total, updated_at FROM main.sales.orders WHERE total > 100",
    example: "SELECT id, time, magnitude FROM samples.geology.earthquakes WHERE magnitude > 4",
    comments: "A query whose rows are polled in place of those of a table.",
    clean: readingQuery,
  }),
  cursorColumn: input({
    label: "Cursor Column",
    type: "string",
    required: true,
    dataSource: "selectColumn",
    placeholder: "updated_at",
    example: "time",
    comments:
      "The column that grows with each new row: a whole number, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_NTZ or STRING. Rows in which it is NULL are left out.",
    clean: requiredText("Cursor Column"),
  }),
  keyColumn: input({
    label: "Key Column",
    type: "string",
    required: false,
    dataSource: "selectColumn",
    placeholder: "id",
    example: "id",
    comments:
      "A column that tells rows of the same cursor value apart. Without one, rows of the same value always come in the same page, and rows are told apart by all their columns.",
    clean: optionalText("Key Column"),
  }),
  startFrom: input({
    label: "Start From",
    type: "string",
    required: false,
    default: "now" satisfies (typeof starts)[number],
    model: [
      { label: "Now: rows that are there count as old", value: "now" },
      { label: "The beginning: every row counts as new", value: "beginning" },
      { label: "A value: rows from Start Value on count as new", value: "value" },
    ],
    example: "beginning",
    comments: "Where the first poll begins.",
    clean: choiceWithDefault("Start From", starts, "now"),
  }),
  startValue: input({
    label: "Start Value",
    type: "string",
    required: false,
    placeholder: "2025-11-18T12:00:00Z",
    example: "2018-02-07T00:00:00Z",
    comments:
      "The first value of the cursor column that counts, where Start From is a value. A TIMESTAMP takes its zone along.",
    clean: optionalText("Start Value"),
  }),
  lookBack: input({
    label: "Look-Back",
    type: "string",
    required: false,
    default: "0",
    placeholder: "300",
    example: "0",
    comments:
      "How far below the cursor each poll looks again for rows that came late: seconds of a timestamp, days of a date, units of a number. Up to 5000 rows are remembered, so that none comes twice.",
    clean: integerOrZero("Look-Back", 2_000_000_000),
  }),
  pageSize: positiveIntegerOr(
    "Page Size",
    1000,
    "How many rows one statement reads. A flow that batches gets them page by page.",
  ),
  rowCap: input({
    ...positiveIntegerOr(
      "Row Cap",
      10_000,
      "How many rows one poll gives at most. What is beyond them comes with the next poll; nothing is left out.",
    ),
    example: "2",
  }),
  timeoutSeconds: timeoutSeconds(
    "for the statements of one poll",
    "A poll that takes longer fails, and the next one begins where it began.",
  ),
};
