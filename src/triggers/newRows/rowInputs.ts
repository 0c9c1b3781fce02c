/** The inputs of New Rows. */
import { choiceInput } from "../../inputs/choice";
import { asOptional, defineInput, type Reader, withDefault } from "../../inputs/defineInput";
import { integerInput } from "../../inputs/integer";
import { warehouseId } from "../../inputs/shared";
import { catalogOfTable, schemaOfTable, tableName } from "../../inputs/tables";
import { readTrimmed, textInput, trimmedInput } from "../../inputs/text";
import { actingReason } from "../../services/sql/sqlEffects";
import { firstWord, markersOf, withoutTerminator } from "../../services/sql/sqlText";
import { capInput, pageSizeInput, pollTimeout } from "../pollInputs";

const queryWords = ["SELECT", "WITH", "FROM", "TABLE", "VALUES"];

/** Reads a query, which must certainly only read, and have no parameters. */
const readQuery: Reader<string> = (value, label) => {
  const query = withoutTerminator(readTrimmed(value, label));
  const word = firstWord(query);
  const reason = actingReason(query) ?? (queryWords.includes(word) ? undefined : `it begins with ${word}`);
  if (reason !== undefined) throw new Error(`${label} must be one query that only reads, but ${reason}.`);
  const marker = markersOf(query).find(({ certain }) => certain);
  if (marker) throw new Error(`${label} must not have parameters, but has the marker :${marker.name}.`);
  return query;
};

/** The inputs, in order. */
export const rowInputs = {
  warehouseId,
  catalog: catalogOfTable,
  schema: schemaOfTable,
  table: {
    ...asOptional(tableName),
    comments: `${tableName.comments} Either this or SQL Query is required.`,
  },
  sqlQuery: asOptional(
    defineInput(
      {
        label: "SQL Query",
        type: "code",
        language: "sql",
        comments: "A query whose rows are polled instead of a table's.",
        placeholder: "SELECT id, total, updated_at FROM main.sales.orders WHERE total > 100",
        example: "SELECT id, time, magnitude FROM samples.geology.earthquakes WHERE magnitude > 4",
      },
      readQuery,
    ),
  ),
  cursorColumn: textInput({
    label: "Cursor Column",
    comments:
      "The column that increases with each new row: a whole number, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_NTZ or STRING. Rows with NULL in it are skipped.",
    placeholder: "updated_at",
    example: "time",
    dataSource: "selectColumn",
  }),
  keyColumn: asOptional(
    trimmedInput({
      label: "Key Column",
      comments:
        "A column that distinguishes rows with the same cursor value. Without it, rows with the same value are always in the same page, and rows are distinguished by all their columns.",
      example: "id",
      dataSource: "selectColumn",
    }),
  ),
  startFrom: withDefault(
    choiceInput({
      label: "Start From",
      comments: "Where the first poll starts.",
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
        "The first value of the cursor column that counts as new, if Start From is a value. A TIMESTAMP must include its time zone.",
      placeholder: "2025-11-18T12:00:00Z",
      example: "2018-02-07T00:00:00Z",
    }),
  ),
  lookBack: withDefault(
    integerInput({
      label: "Look-Back",
      comments:
        "How far below the cursor each poll looks for rows that arrived late: seconds for a timestamp, days for a date, units for a number. Up to 5000 rows are remembered so that none is returned twice.",
      placeholder: "300",
      example: "0",
      max: 2_000_000_000,
    }),
    0,
  ),
  pageSize: pageSizeInput(
    "The number of rows that one statement reads. A flow with batching gets them page by page.",
  ),
  rowCap: {
    ...capInput(
      "Row Cap",
      "The maximum number of rows that one poll returns. Further rows are returned by the next poll; none is skipped.",
    ),
    example: "2",
  },
  timeoutSeconds: pollTimeout,
};
