/** Inputs that the SQL actions share. */
import { labels } from "../../labels";
import type { ResultFormat } from "../../services/sql/result";
import { statementResultExample } from "../../services/sql/sqlExamples";
import { booleanInput, choiceInput } from "../choice";
import { withDefault } from "../defineInput";
import { idInput } from "../id";
import { waitingComments } from "../waiting";

export const statementId = idInput({
  label: "Statement ID",
  comments: `The ID of the SQL statement, returned by ${labels.runSql}.`,
  example: statementResultExample.statement_id,
  page: "statement",
});

/**
 * Makes the input that determines whether to wait for the end of a statement.
 * @param otherwise what is returned without waiting
 * @param isOn whether it waits by default
 * @param because why, as a clause
 */
export const waitForResult = (otherwise: string, isOn: boolean, because: string) =>
  booleanInput(
    {
      label: "Wait For Result",
      comments: waitingComments(
        { waits: "for the statement to end and returns its result", otherwise, because },
        isOn,
      ),
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
      "The format of the result. A file takes the least memory and time, and suits results that a later step passes on as a whole.",
    choices: resultFormats,
  }),
  "rows",
);
