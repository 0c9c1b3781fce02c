/** Inputs that the SQL actions share, beside the statement itself. All may be left out. */

import { input } from "@prismatic-io/spectral";
import { labels } from "../../labels";
import { type ResultFormat, resultFormats } from "../../services/sql/result";
import { statementResult } from "../../services/sql/statements";
import { type Disposition, dispositions } from "../../services/sql/submission";
import { boolean, choiceWithDefault, integerOrZero, keyValues, optionalText, requiredId } from "../clean";
import { valueText } from "../valueText";
import { timeoutSeconds } from "../waiting";

export const catalog = input({
  label: "Catalog",
  type: "string",
  required: false,
  dataSource: "selectCatalog",
  placeholder: "main",
  example: "samples",
  comments: "The catalog of names that do not name one, as after USE CATALOG.",
  clean: optionalText("Catalog"),
});

export const schema = input({
  label: "Schema",
  type: "string",
  required: false,
  dataSource: "selectSchema",
  placeholder: "default",
  example: "aviation",
  comments: "The schema of names that do not name one, as after USE SCHEMA.",
  clean: optionalText("Schema"),
});

export const waitForResult = input({
  label: "Wait For Result",
  type: "boolean",
  required: false,
  default: "true",
  comments:
    "When true, the action waits for the end of the statement and gives its result. When false, it gives the statement's ID and state at once.",
  clean: boolean("Wait For Result", true),
});

export const resultFormat = input({
  label: "Result Format",
  type: "string",
  required: false,
  default: "rows" satisfies ResultFormat,
  model: [
    { label: "Rows (objects of typed values)", value: "rows" },
    { label: "Databricks response (all rows in result.data_array)", value: "databricksResponse" },
    { label: "CSV file", value: "csv" },
    { label: "JSON Lines file", value: "jsonLines" },
  ],
  comments:
    "The shape of the result. A file takes the least memory and the least time, and suits results that a later step passes on whole.",
  clean: choiceWithDefault("Result Format", resultFormats, "rows"),
});

export const disposition = input({
  label: "Disposition",
  type: "string",
  required: false,
  default: "automatic" satisfies Disposition,
  model: [
    { label: "Automatic", value: "automatic" },
    { label: "Inline (up to 25 MiB)", value: "inline" },
    { label: "External links (up to 100 GiB)", value: "externalLinks" },
  ],
  comments:
    "How the result travels. Automatic asks for it inline and, when it is too large for that and the statement only reads, runs the statement again with external links. External links need a network path to the cloud storage of the workspace.",
  clean: choiceWithDefault("Disposition", dispositions, "automatic"),
});

export const rowLimit = input({
  label: "Row Limit",
  type: "string",
  required: false,
  placeholder: "1000",
  example: "1000",
  comments: "The most rows that the result may have; the manifest says truncated when some were cut off.",
  clean: integerOrZero("Row Limit", Number.MAX_SAFE_INTEGER),
});

export const byteLimit = input({
  label: "Byte Limit",
  type: "string",
  required: false,
  placeholder: "10000000",
  example: "10000000",
  comments:
    "The most bytes that the result may have, in Databricks' own counting; the manifest says truncated when rows were cut off.",
  clean: integerOrZero("Byte Limit", Number.MAX_SAFE_INTEGER),
});

export const queryTags = input({
  label: "Query Tags",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  placeholder: "team",
  example: '[{"key": "team", "value": "data"}]',
  comments:
    "Keys and values that the query history and the billing tables of Databricks keep with the statement; 20 at most.",
  clean: (value: unknown): { key: string; value?: string }[] => {
    const tags = keyValues("Query Tags")(value).map(({ key, value: one }) => ({
      key,
      ...(valueText(one) !== "" && { value: valueText(one) }),
    }));
    if (tags.length > 20) throw new Error("Query Tags must be 20 at most: Databricks drops the others.");
    return tags;
  },
});

export const statementId = input({
  label: "Statement ID",
  type: "string",
  required: true,
  placeholder: statementResult.statement_id,
  example: statementResult.statement_id,
  comments: `The ID of the SQL statement, as ${labels.runSql} gives it.`,
  clean: requiredId("Statement ID", "statement"),
});

/** The optional inputs of Run SQL, in order. */
export const runInputs = {
  catalog,
  schema,
  waitForResult,
  resultFormat,
  disposition,
  rowLimit,
  byteLimit,
  timeoutSeconds: timeoutSeconds(
    "for the end of the statement",
    "A statement that has not ended by then is cancelled.",
  ),
  queryTags,
};

/** The optional inputs of Get Statement, in order. */
export const getInputs = {
  waitForResult: input({
    ...waitForResult,
    default: "false",
    comments:
      "When true, the action waits for the end of the statement and gives its result. When false, it gives the statement's state.",
    clean: boolean("Wait For Result"),
  }),
  resultFormat,
  timeoutSeconds: timeoutSeconds(
    "for the end of the statement",
    "A statement that has not ended by then goes on, and the error says so.",
  ),
};
