/** The inputs of Run Query. */
import type { ActionLogger } from "@prismatic-io/spectral";
import { labels } from "../../labels";
import type { ExecuteStatementRequest } from "../../services/sql/statements";
import type { DatedQuery } from "../../services/sqlObjects/queries";
import { substituteParameters, type TextMarker } from "../../services/sqlObjects/queryText";
import { savedQueryExample } from "../../services/sqlObjects/sqlObjectsExamples";
import { asOptional, type InputValues } from "../defineInput";
import { idInput } from "../id";
import { keyValuesInput } from "../keyValues";
import { warehouseId } from "../shared";
import { type GivenParameter, readParameter } from "../sql/givenParameter";
import { runSqlInputs, statementRequest } from "../sql/runSqlInputs";
import { resultFormat } from "../sql/sqlInputs";
import { isRangeParameter, type ParameterValue, queryValues } from "./parameterValues";

export const queryId = idInput({
  label: "Query ID",
  comments: "The ID of the saved query.",
  example: savedQueryExample.id,
  dataSource: "selectQuery",
  page: "query",
});

const queryParameters = keyValuesInput({
  label: "Query Parameters",
  comments:
    'The values of the query\'s parameters by name, as keys and values or as a JSON object. For a parameter without a value, the default of the query is used. A parameter with several values takes a list. A date range takes {"start": ..., "end": ...} or a name such as LAST_7_DAYS.',
  placeholder: "state",
  example: '{"state": "HI"}',
});

/** The inputs, in order. */
export const runQueryInputs = {
  queryId,
  queryParameters,
  warehouseId: {
    ...asOptional(warehouseId),
    comments:
      "The ID of the SQL warehouse that runs the query. If empty, the warehouse of the query is used.",
  },
  resultFormat,
  rowLimit: runSqlInputs.rowLimit,
  timeoutSeconds: runSqlInputs.timeoutSeconds,
};

/** The value of a marker as a parameter of the statement. */
const boundParameter = (
  { name, insideIn }: TextMarker,
  { value, type, list }: ParameterValue,
): GivenParameter =>
  readParameter({ name, value: list && insideIn ? list : value, type }, queryParameters.label);

/**
 * The statement of a query with its parameters. Relative dates count from the time when the query was read.
 * @throws Error that names the parameter, or says that there is no warehouse
 */
export const savedStatement = (
  { query, readAt }: DatedQuery,
  given: InputValues<typeof runQueryInputs>,
  logger: ActionLogger,
): ExecuteStatementRequest => {
  const { label } = queryParameters;
  const { query_text: text = "", parameters = [], catalog, schema } = query;
  if (text.trim() === "") throw new Error("The query has no text.");
  const warehouse = given.warehouseId ?? query.warehouse_id;
  if (!warehouse) {
    throw new Error(`${warehouseId.label} is empty, and the query has no SQL warehouse.`);
  }
  if (query.lifecycle_state === "TRASHED") {
    logger.warn("The query is in the trash: Databricks deletes it 30 days after it was moved there");
  }
  const values = queryValues(parameters, given.queryParameters, label, readAt);
  const unused = new Set(given.queryParameters.map(({ key }) => key.toLowerCase()));
  for (const { name } of parameters) unused.delete(name.toLowerCase());
  const lookUp = (name: string) => {
    unused.delete(name.toLowerCase());
    return values.get(name.toLowerCase());
  };
  const ranges = new Set(parameters.filter(isRangeParameter).map(({ name }) => name.toLowerCase()));
  const filled = fill(text, lookUp, (name) => ranges.has(name.toLowerCase()));
  const outsideIn = new Set(filled.markers.flatMap(({ name, insideIn }) => (insideIn ? [] : [name])));
  const bound = new Map<string, GivenParameter>();
  for (const marker of filled.markers) {
    const value = lookUp(marker.valueName);
    const insideIn = !outsideIn.has(marker.name);
    if (value) bound.set(marker.name.toLowerCase(), boundParameter({ ...marker, insideIn }, value));
  }
  const [unknown] = unused;
  if (unknown !== undefined)
    throw new Error(`${label} have "${unknown}", but the query has no such parameter.`);
  return statementRequest(
    {
      warehouseId: warehouse,
      sqlStatement: filled.statement,
      sqlParameters: [...bound.values()],
      catalog: catalog || undefined,
      schema: schema || undefined,
      rowLimit: given.rowLimit,
      queryTags: [],
    },
    logger,
    label,
  );
};

const fill = (...given: Parameters<typeof substituteParameters>): ReturnType<typeof substituteParameters> => {
  try {
    return substituteParameters(...given);
  } catch (error) {
    throw new Error(
      `${queryParameters.label}: ${(error as Error).message}. As an alternative, ${labels.runSql} runs any statement.`,
    );
  }
};
