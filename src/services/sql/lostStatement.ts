/** A statement whose ID is not known, because its response was lost or because an earlier attempt has submitted it. */
import { randomUUID } from "node:crypto";
import type { DatabricksClient } from "../../client";
import { appendHint, type DatabricksError, rethrowWithHint, toError } from "../../http/errors";
import { repeatWithPauses } from "../../http/repeat";
import { fetchStatement } from "./statementExecution";
import { findStatements, type HistoricStatement, statementKeyTag } from "./statementHistory";
import type { ExecuteStatementRequest, StatementResponse } from "./statements";

/** The tag by which a statement is found again. */
type StatementKey = DatabricksClient["costTags"][number];

/**
 * Makes the tag by which a statement is found again: no other has it.
 * @param stepToken the token of the step, by which its other attempts find it, too
 */
export const newStatementKey = (stepToken?: string): StatementKey => {
  const id = randomUUID();
  return { key: statementKeyTag, value: stepToken === undefined ? id : `${stepToken}.${id}` };
};

const stateOf = ({ query_id, status = "in an unknown state" }: HistoricStatement): string =>
  `Statement ${query_id} is ${status}`;

/** A failed statement has done nothing. */
const hasFailed = ({ status }: HistoricStatement): boolean => status === "FAILED" || status === "CANCELED";

/**
 * Finds the statement that an earlier attempt of a step has submitted. One that failed or was cancelled does not count.
 * @throws DatabricksError if the query history cannot be read, or the statement no longer
 */
export const findEarlierStatement = async (
  client: DatabricksClient,
  warehouseId: string,
  stepToken: string,
): Promise<StatementResponse | undefined> => {
  const found = await findStatements(client, warehouseId, `${stepToken}.`).catch(
    rethrowWithHint("So it is not known whether an earlier attempt has run the statement. Nothing was run."),
  );
  const earlier = found.find((statement) => !hasFailed(statement));
  if (!earlier) {
    const [failed] = found;
    if (failed) client.logger.info(`${stateOf(failed)}, of an earlier attempt: it is run again`);
    return undefined;
  }
  client.logger.info(`${stateOf(earlier)}, of an earlier attempt: it is joined`);
  return fetchStatement(client, earlier.query_id).catch(
    rethrowWithHint(`${stateOf(earlier)} in the query history, and is not run again.`),
  );
};

/** How often the query history is looked into again, since it may be late, and the first pause, in milliseconds. */
const maxRepeats = 3;
const firstPauseMs = 2000;

/** The query history does not show the statement, or not yet. */
class NotInHistory extends Error {}

/**
 * Finds a statement whose response was lost. It is never submitted again.
 * @param sent the request
 * @param key the tag that it was to have
 * @throws the error of the request, with what is known of the statement
 */
export const findLostStatement = async (
  client: DatabricksClient,
  sent: ExecuteStatementRequest,
  key: StatementKey | undefined,
  error: DatabricksError,
): Promise<StatementResponse> => {
  const check = "check the query history before running it again.";
  const isTagged = sent.query_tags?.some((tag) => tag.value === key?.value) ?? false;
  if (key === undefined || !isTagged || client.deadline.isOver)
    throw appendHint(error, `The statement may have run: ${check}`);
  const look = async (): Promise<HistoricStatement> => {
    const [found] = await findStatements(client, sent.warehouse_id, key.value).catch((reason: unknown) => {
      const why = toError(reason).message;
      throw appendHint(error, `The statement may have run: ${check} It could not be read here: ${why}`);
    });
    if (!found) throw new NotInHistory();
    return found;
  };
  const found = await repeatWithPauses(client.deadline, look, {
    maxRepeats,
    firstPauseMs,
    shouldRepeat: (reason) => reason instanceof NotInHistory,
    onRepeat: () => client.logger.info("The response was lost, and the query history does not show it yet"),
    gaveUp: () =>
      appendHint(error, `The statement may have run, although the query history does not show it: ${check}`),
  });
  client.logger.warn(`The response was lost. ${stateOf(found)} in the query history: it is waited for`);
  return fetchStatement(client, found.query_id).catch((reason: unknown) => {
    const why = toError(reason).message;
    throw appendHint(error, `${stateOf(found)} in the query history, but it cannot be read: ${why}`);
  });
};
