/** Inputs that the SQL actions share. */
import { labels } from "../../labels";
import type { ResultFormat } from "../../services/sql/result";
import { statementResultExample } from "../../services/sql/sqlExamples";
import { booleanInput, choiceInput } from "../choice";
import { withDefault } from "../defineInput";
import { idInput } from "../id";

export const statementId = idInput({
  label: "Statement ID",
  comments: `The ID of the SQL statement, as ${labels.runSql} gives it.`,
  example: statementResultExample.statement_id,
  page: "statement",
});

/**
 * Makes the input that tells whether to wait for the end of a statement.
 * @param atOnce what comes without waiting
 * @param isOn whether it waits where nothing is said
 */
export const waitForResult = (atOnce: string, isOn: boolean) =>
  booleanInput(
    {
      label: "Wait For Result",
      comments: `When true, the action waits for the end of the statement and gives its result. When false, it gives ${atOnce}.`,
    },
    isOn,
  );

const resultFormats: Record<ResultFormat, string> = {
  rows: "Rows (objects of typed values)",
  databricksResponse: "Databricks response (all rows in result.data_array)",
  csv: "CSV file",
  jsonLines: "JSON Lines file",
};

export const resultFormat = withDefault(
  choiceInput({
    label: "Result Format",
    comments:
      "The shape of the result. A file takes the least memory and the least time, and suits results that a later step passes on whole.",
    choices: resultFormats,
  }),
  "rows",
);
