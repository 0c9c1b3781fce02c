/** The inputs of New Rows. */
import { choiceInput } from "../../inputs/choice";
import { asOptional, defineInput, type Reader, withDefault } from "../../inputs/defineInput";
import { integerInput } from "../../inputs/integer";
import { warehouseId } from "../../inputs/shared";
import { catalogOfTable, schemaOfTable, tableName } from "../../inputs/tables";
import { readTrimmed, textInput, trimmedInput } from "../../inputs/text";
import { firstWord, markersOf, withoutTerminator, writingReason } from "../../services/sql/sqlText";
import { capInput, pageSizeInput, pollTimeout } from "../pollInputs";

const queryWords = ["SELECT", "WITH", "FROM", "TABLE", "VALUES"];

/** Reads a query, which must be one that surely only reads, and whole without parameters. */
const readQuery: Reader<string> = (value, label) => {
  const query = withoutTerminator(readTrimmed(value, label));
  const word = firstWord(query);
  const reason = writingReason(query) ?? (queryWords.includes(word) ? undefined : `it begins with ${word}`);
  if (reason !== undefined) throw new Error(`${label} must be one query that only reads, but ${reason}.`);
  const marker = markersOf(query).find(({ certain }) => certain);
  if (marker) throw new Error(`${label} must stand without parameters, but has the marker :${marker.name}.`);
  return query;
};

/** The inputs, in order. */
export const rowInputs = {
  warehouseId,
  catalog: catalogOfTable,
  schema: schemaOfTable,
  table: {
    ...asOptional(tableName),
    comments: `${tableName.comments} Either this or SQL Query is needed.`,
  },
  sqlQuery: asOptional(
    defineInput(
      {
        label: "SQL Query",
        type: "code",
        language: "sql",
        comments: "A query whose rows are polled in place of those of a table.",
        placeholder: "SELECT id, total, updated_at FROM main.sales.orders WHERE total > 100",
        example: "SELECT id, time, magnitude FROM samples.geology.earthquakes WHERE magnitude > 4",
      },
      readQuery,
    ),
  ),
  cursorColumn: textInput({
    label: "Cursor Column",
    comments:
      "The column that grows with each new row: a whole number, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_NTZ or STRING. Rows in which it is NULL are left out.",
    placeholder: "updated_at",
    example: "time",
    dataSource: "selectColumn",
  }),
  keyColumn: asOptional(
    trimmedInput({
      label: "Key Column",
      comments:
        "A column that tells rows of the same cursor value apart. Without one, rows of the same value always come in the same page, and rows are told apart by all their columns.",
      example: "id",
      dataSource: "selectColumn",
    }),
  ),
  startFrom: withDefault(
    choiceInput({
      label: "Start From",
      comments: "Where the first poll begins.",
      example: "beginning",
      choices: {
        now: "Now: rows that are there count as old",
        beginning: "The beginning: every row counts as new",
        value: "A value: rows from Start Value on count as new",
      },
    }),
    "now",
  ),
  startValue: asOptional(
    trimmedInput({
      label: "Start Value",
      comments:
        "The first value of the cursor column that counts, where Start From is a value. A TIMESTAMP takes its zone along.",
      placeholder: "2025-11-18T12:00:00Z",
      example: "2018-02-07T00:00:00Z",
    }),
  ),
  lookBack: withDefault(
    integerInput({
      label: "Look-Back",
      comments:
        "How far below the cursor each poll looks again for rows that came late: seconds of a timestamp, days of a date, units of a number. Up to 5000 rows are remembered, so that none comes twice.",
      placeholder: "300",
      example: "0",
      max: 2_000_000_000,
    }),
    0,
  ),
  pageSize: pageSizeInput("How many rows one statement reads. A flow that batches gets them page by page."),
  rowCap: {
    ...capInput(
      "Row Cap",
      "How many rows one poll gives at most. What is beyond them comes with the next poll; nothing is left out.",
    ),
    example: "2",
  },
  timeoutSeconds: pollTimeout,
};
