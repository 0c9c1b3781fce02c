/** The inputs of Run SQL. */
import type { ActionLogger } from "@prismatic-io/spectral";
import { maxQueryTags, type QueryTag } from "../../services/sql/queryTags";
import { statementInputExamples } from "../../services/sql/sqlExamples";
import type { ExecuteStatementRequest } from "../../services/sql/statements";
import type { Disposition } from "../../services/sql/submission";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Reader, refine, withDefault } from "../defineInput";
import { positiveInput } from "../integer";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { warehouseId } from "../shared";
import { textInput, trimmedInput } from "../text";
import { timeoutSeconds } from "../waiting";
import { bindParameters, readingHint } from "./bindParameters";
import type { GivenParameter } from "./givenParameter";
import { joinParameters, parameterRowsInput } from "./parameterRows";
import { resultFormat, waitForResult } from "./sqlInputs";
import { sqlParameters, sqlParametersLabel } from "./sqlParameters";

const dispositions: Record<Disposition, string> = {
  automatic: "Automatic",
  inline: "Inline (up to 25 MiB)",
  externalLinks: "External links (up to 100 GiB)",
};

const readTags: Reader<QueryTag[], KeyValue[]> = (entries, label) => {
  if (entries.length > maxQueryTags) {
    throw new Error(`${label} must be ${maxQueryTags} at most: Databricks drops the others.`);
  }
  return entries.map(({ key, value }) => {
    const text = valueText(value);
    return { key, ...(text !== "" && { value: text }) };
  });
};

/** Parameters as rows, beside SQL Parameters. */
export const parameterRows = parameterRowsInput(
  "Parameter Rows",
  `The values of the named parameters of the statement, written :name in the statement, one in each row. They are sent together with those of ${sqlParametersLabel}; a name in both is an error.`,
);

/** The inputs, in order. */
export const runSqlInputs = {
  warehouseId,
  sqlStatement: textInput({
    label: "SQL Statement",
    comments: "The SQL statement to run. Pass values as parameters, written :name in the statement.",
    example: statementInputExamples.sqlStatement,
  }),
  sqlParameters,
  catalog: asOptional(
    trimmedInput({
      label: "Catalog",
      comments: "The default catalog of the statement, as set by USE CATALOG.",
      placeholder: "main",
      example: "samples",
      dataSource: "selectCatalog",
    }),
  ),
  schema: asOptional(
    trimmedInput({
      label: "Schema",
      comments: "The default schema of the statement, as set by USE SCHEMA.",
      placeholder: "default",
      example: "aviation",
      dataSource: "selectSchema",
    }),
  ),
  waitForResult: waitForResult(
    "the statement's ID and state at once",
    true,
    "most statements end within seconds",
  ),
  resultFormat,
  disposition: withDefault(
    choiceInput({
      label: "Disposition",
      comments:
        "How the result is fetched. Automatic requests it inline and, if it is too large and the statement only reads, runs the statement again with external links. External links require network access to the workspace's cloud storage.",
      choices: dispositions,
    }),
    "automatic",
  ),
  rowLimit: positiveInput({
    label: "Row Limit",
    comments:
      "The maximum number of rows in the result. If rows were cut off, the manifest has truncated set to true.",
    example: "1000",
    max: Number.MAX_SAFE_INTEGER,
  }),
  byteLimit: positiveInput({
    label: "Byte Limit",
    comments:
      "The maximum size of the result in bytes, as counted by Databricks. If rows were cut off, the manifest has truncated set to true.",
    example: "10000000",
    max: Number.MAX_SAFE_INTEGER,
  }),
  timeoutSeconds: timeoutSeconds(
    "for the statement to end",
    "A statement that has not ended by then is cancelled.",
  ),
  queryTags: refine(
    keyValuesInput({
      label: "Query Tags",
      comments:
        "Up to 20 keys and values, stored with the statement in the query history of Databricks. Cost Tags of the connection are added as far as there is room, except for keys that are given here.",
      placeholder: "team",
      example: '[{"key": "team", "value": "data"}]',
    }),
    readTags,
  ),
  parameterRows,
  joinEarlier: booleanInput({
    label: "Join Earlier Statement",
    comments:
      "When true, a retried step looks in the query history for the statement of its earlier attempt and waits for it, so that a statement that may write does not run twice. This takes one request, and finds only what the history shows at that time. A statement that failed or was cancelled is run again.",
  }),
};

/** The values of the inputs of a statement. */
interface GivenStatement {
  warehouseId: string;
  sqlStatement: string;
  sqlParameters: GivenParameter[];
  parameterRows?: GivenParameter[];
  catalog?: string;
  schema?: string;
  rowLimit?: number;
  byteLimit?: number;
  queryTags: QueryTag[];
}

/**
 * The statement in Databricks' format.
 * @param logger logs which parameters are sent as JSON text
 * @param label the label of the input of the parameters, for errors
 * @throws Error if parameters and the markers of the statement do not match
 */
export const statementRequest = (
  given: GivenStatement,
  logger: ActionLogger,
  label = sqlParametersLabel,
): ExecuteStatementRequest => {
  const joined = joinParameters(given.sqlParameters, given.parameterRows);
  const { statement, parameters } = bindParameters(given.sqlStatement, joined, label);
  for (const { name, isJson, input = label } of joined) {
    if (isJson) logger.info(`${input} send "${name}" as text. ${readingHint(name)}`);
  }
  return {
    warehouse_id: given.warehouseId,
    statement,
    ...(parameters.length > 0 && { parameters }),
    catalog: given.catalog,
    schema: given.schema,
    row_limit: given.rowLimit,
    byte_limit: given.byteLimit,
    ...(given.queryTags.length > 0 && { query_tags: given.queryTags }),
  };
};
