/** SET and RESET. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-aux-conf-mgmt-set */
import { allParameters, parameterValue, withoutParameter, withParameter } from "../configuration";
import type { SqlResult } from "../engine";
import type { StatementOf } from "../parser/statementNodes";
import { emptyResult, withSessionChange } from "../storage/results";
import type { StatementContext } from "./context";
import { rowsResult, stringColumns } from "./inspections";

/** Sets a parameter, or shows one or all of them. */
export async function setParameter(
  context: StatementContext,
  { name, value }: StatementOf<"set">,
): Promise<SqlResult> {
  const { configuration } = context.environment;
  const columns = stringColumns("key", "value");
  if (name === undefined) {
    return rowsResult(context, columns, allParameters(configuration));
  }
  if (value === undefined) {
    return rowsResult(context, columns, [[name, parameterValue(configuration, name)]]);
  }
  const changed = withParameter(configuration, name, value);
  return withSessionChange(await rowsResult(context, columns, [[name, value]]), { configuration: changed });
}

/** Sets a parameter, or all of them, back to the default. */
export async function resetParameter(
  context: StatementContext,
  { name }: StatementOf<"reset">,
): Promise<SqlResult> {
  const configuration = withoutParameter(context.environment.configuration, name);
  return withSessionChange(emptyResult(context.connection), { configuration });
}
