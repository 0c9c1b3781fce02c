/** SET and RESET. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-aux-conf-mgmt-set */
import { allParameters, parameterValue, withoutParameter, withParameter } from "../configuration";
import type { SqlResult } from "../engine";
import type { StatementOf } from "../parser/ast";
import { changing, emptyResult } from "../storage/results";
import { rows, strings } from "./inspections";
import type { Session } from "./session";

/** Sets a parameter, or shows one or all of them. */
export async function setParameter(
  session: Session,
  { name, value }: StatementOf<"set">,
): Promise<SqlResult> {
  const { configuration } = session.environment;
  const columns = strings("key", "value");
  if (name === undefined) {
    return rows(session, columns, allParameters(configuration));
  }
  if (value === undefined) {
    return rows(session, columns, [[name, parameterValue(configuration, name)]]);
  }
  const changed = withParameter(configuration, name, value);
  return changing(await rows(session, columns, [[name, value]]), { configuration: changed });
}

/** Sets a parameter, or all of them, back to the default. */
export async function resetParameter(session: Session, { name }: StatementOf<"reset">): Promise<SqlResult> {
  const configuration = withoutParameter(session.environment.configuration, name);
  return changing(emptyResult(session.connection), { configuration });
}
