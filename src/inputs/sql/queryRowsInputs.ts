/** The inputs of Query Rows. */
import type { ActionLogger } from "@prismatic-io/spectral";
import { labels } from "../../labels";
import type { RowQueryLimit } from "../../services/sql/limitedRows";
import { actingReason } from "../../services/sql/sqlEffects";
import { statementInputExamples } from "../../services/sql/sqlExamples";
import type { ExecuteStatementRequest } from "../../services/sql/statements";
import { choiceInput } from "../choice";
import { defineInput, type InputValues, type Reader, withDefault } from "../defineInput";
import { integerInput } from "../integer";
import { readText } from "../text";
import { timeoutSeconds } from "../waiting";
import { parameterRowsInput } from "./parameterRows";
import { runSqlInputs, statementRequest } from "./runSqlInputs";

const { warehouseId, catalog, schema } = runSqlInputs;

/** Reads a statement that certainly only reads. */
const readReadingStatement: Reader<string> = (value, label) => {
  const statement = readText(value, label);
  const reason = actingReason(statement);
  if (reason === undefined) return statement;
  throw new Error(
    `${label} must be one statement that only reads, but ${reason}. ${labels.runSql} takes any statement.`,
  );
};

const parametersLabel = "Parameters";

const moreRowsChoices: Record<RowQueryLimit["moreRows"], string> = {
  firstRows: "Return the first rows, with a warning in the log",
  error: "Fail with an error",
};

/** The inputs, in order. */
export const queryRowsInputs = {
  warehouseId,
  sqlStatement: defineInput(
    {
      type: "code",
      language: "sql",
      label: "SQL Statement",
      comments:
        "The query to run, one statement that only reads. Pass values as parameters, written :name in the statement.",
      example: statementInputExamples.sqlStatement,
    },
    readReadingStatement,
  ),
  parameters: parameterRowsInput(
    parametersLabel,
    "The values of the named parameters of the statement, written :name in the statement, one in each row.",
  ),
  catalog,
  schema,
  rowLimit: withDefault(
    integerInput({
      label: "Row Limit",
      comments: "The maximum number of rows to return.",
      example: "1000",
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
    1000,
  ),
  moreRows: withDefault(
    choiceInput({
      label: "More Rows",
      comments: "What to do if the query has more rows than Row Limit.",
      choices: moreRowsChoices,
    }),
    "firstRows",
  ),
  timeoutSeconds: timeoutSeconds("for the rows", "A statement that has not ended by then is cancelled."),
};

/** The statement in Databricks' format. Throws as `statementRequest` does. */
export const queriedStatement = (
  { parameters, rowLimit: _rowLimit, ...given }: InputValues<typeof queryRowsInputs>,
  logger: ActionLogger,
): ExecuteStatementRequest =>
  statementRequest(
    { ...given, sqlParameters: [], parameterRows: parameters, queryTags: [] },
    logger,
    parametersLabel,
  );
