/** Runs one statement that changes a table: again after a conflict with another writer, and otherwise never. */
import type { DatabricksClient } from "../../client";
import { errorDetail, isWriteConflict, sqlCondition } from "../../errors/kinds";
import { formatDuration } from "../../http/deadline";
import { appendHint, DatabricksError } from "../../http/errors";
import type { StatementParameter, StatementResponse } from "../sql/statements";
import { runStatement } from "../sql/submission";

/** A statement that changes a table. */
export interface ChangeStatement {
  warehouseId: string;
  statement: string;
  parameters?: StatementParameter[];
  /** Whether running it twice leaves the same table. */
  isRepeatable: boolean;
}

/** A statement that succeeded, and how many rows it changed, as far as Databricks tells. */
export interface CompletedChange {
  statementId: string;
  inserted?: number;
  updated?: number;
  deleted?: number;
}

/** A statement that did not succeed, as far as Databricks told. */
export class FailedChange extends Error {
  constructor(
    readonly reason: unknown,
    /** Whether it is unknown if the table was changed. */
    readonly isInDoubt: boolean,
  ) {
    super("A statement failed.");
  }
}

/** How often a statement is run again after a conflict. */
const maxRepeats = 5;

/** The first pause after a conflict; each further one is twice as long. In milliseconds. */
const firstPauseMs = 1000;

/** Never the same for two writers, which would only meet again. @param repeat from 1 */
const pauseMs = (repeat: number): number => firstPauseMs * 2 ** (repeat - 1) * (0.5 + Math.random());

/** States of a statement that changed nothing. */
const unchangedStates: ReadonlySet<string | undefined> = new Set(["FAILED", "CANCELED"]);

/** Whether the workspace may have carried out a submission that failed. */
const mayBeCarriedOut = ({ status, notSent }: DatabricksError): boolean =>
  status === undefined ? !notSent : status < 400 || status >= 500;

/** Whether it is unknown if a statement changed its table. */
const isInDoubt = (error: unknown, wasSubmitted: boolean, isRepeatable: boolean): boolean => {
  if (!(error instanceof DatabricksError)) return wasSubmitted;
  if (wasSubmitted) return !unchangedStates.has(error.resourceIds?.state);
  // What may be repeated is never said to be of unknown outcome.
  return isRepeatable ? mayBeCarriedOut(error) : Boolean(error.outcomeUnknown || error.carriedOut);
};

const isConflicted = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError &&
  error.resourceIds?.state === "FAILED" &&
  isWriteConflict(errorDetail(error));

/** The numbers of the only row of a change's result, by the names that Databricks gives them. */
const countsOf = ({ manifest, result }: StatementResponse): Omit<CompletedChange, "statementId"> => {
  const [row = []] = result?.data_array ?? [];
  const columns = manifest?.schema?.columns ?? [];
  const count = (name: string): number | undefined => {
    const cell = row[columns.findIndex((column) => column.name === name)] ?? "";
    return /^\d{1,15}$/.test(cell) ? Number(cell) : undefined;
  };
  return {
    inserted: count("num_inserted_rows"),
    updated: count("num_updated_rows"),
    deleted: count("num_deleted_rows"),
  };
};

/** Runs a statement once. @throws FailedChange */
const runOnce = async (client: DatabricksClient, change: ChangeStatement): Promise<CompletedChange> => {
  const { warehouseId, statement, parameters, isRepeatable } = change;
  let wasSubmitted = false;
  try {
    const request = { warehouse_id: warehouseId, statement, ...(parameters && { parameters }) };
    const ended = await runStatement(client, request, "inline", {
      isRepeatable,
      onSubmitted: () => {
        wasSubmitted = true;
      },
    });
    return { statementId: ended.statement_id, ...countsOf(ended) };
  } catch (error) {
    throw new FailedChange(error, isInDoubt(error, wasSubmitted, isRepeatable));
  }
};

/**
 * Runs a statement that changes a table. Where it conflicts with another writer it has changed nothing, and is run
 * again after growing pauses, as long as the client has time.
 * @throws FailedChange
 */
export const runChange = async (
  client: DatabricksClient,
  change: ChangeStatement,
): Promise<CompletedChange> => {
  for (let repeat = 1; ; repeat += 1) {
    try {
      return await runOnce(client, change);
    } catch (failed) {
      const { reason } = failed as FailedChange;
      const pause = pauseMs(repeat);
      if (!isConflicted(reason)) throw failed;
      if (repeat > maxRepeats || pause >= client.deadline.remainingMs) {
        const hint = `It changed nothing, since other writers changed the same table, ${repeat} times.`;
        throw new FailedChange(appendHint(reason, hint), false);
      }
      client.logger.warn(
        `${reason.operation} changed nothing, since another writer changed the same table (${sqlCondition(reason.detail) ?? reason.errorCode}); running it again in ${formatDuration(pause)}`,
      );
      await client.deadline.sleep(pause);
    }
  }
};
