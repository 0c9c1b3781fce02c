/** Runs one statement that changes a table: again after a conflict with another writer, and otherwise never. */
import type { DatabricksClient } from "../../client";
import { errorDetail, isWriteConflict, mayBeCarriedOut, sqlCondition } from "../../errors/kinds";
import { formatDuration } from "../../http/deadline";
import { appendHint, DatabricksError } from "../../http/errors";
import { repeatWithPauses } from "../../http/repeat";
import type { StatementParameter, StatementResponse } from "../sql/statements";
import { runStatement } from "../sql/submission";

/** A statement that changes a table. */
interface ChangeStatement {
  warehouseId: string;
  statement: string;
  parameters?: StatementParameter[];
  /** Whether running it twice leaves the same table. */
  isRepeatable: boolean;
}

/** A statement that succeeded, and how many rows it changed, if Databricks says it. */
export interface CompletedChange {
  statementId: string;
  /** Its successful response; undefined where Databricks has closed its result before it was read. */
  response?: StatementResponse;
  /** Whether an earlier attempt, whose response was lost, may have made the change: then it is not in the counts. */
  wasResubmitted: boolean;
  affected?: number;
  inserted?: number;
  updated?: number;
  deleted?: number;
}

/** Whether a change may have done other than it counts. @param isInsert whether every record is inserted */
export const hasUncertainCounts = (
  { wasResubmitted, inserted, affected }: CompletedChange,
  { isInsert }: { isInsert: boolean },
): boolean => wasResubmitted || (!isInsert && inserted === undefined && affected === undefined);

/** A statement that did not succeed, with what Databricks said of it. */
export class FailedChange extends Error {
  constructor(
    readonly reason: unknown,
    /** Whether it is unknown if the table was changed. */
    readonly isInDoubt: boolean,
  ) {
    super("A statement failed.");
  }
}

/** States of a statement that changed nothing. */
const unchangedStates: ReadonlySet<string | undefined> = new Set(["FAILED", "CANCELED"]);

/** Whether it is unknown if a statement changed its table. */
const isInDoubt = (error: unknown, wasSubmitted: boolean): boolean => {
  if (!(error instanceof DatabricksError)) return wasSubmitted;
  if (wasSubmitted) return !unchangedStates.has(error.resourceIds?.state);
  return mayBeCarriedOut(error);
};

/** The statement that conflicted with another writer and the condition, in words; undefined for any other failure. */
const conflictIn = (failed: unknown): string | undefined => {
  const reason = failed instanceof FailedChange ? failed.reason : undefined;
  if (!(reason instanceof DatabricksError) || reason.resourceIds?.state !== "FAILED") return undefined;
  if (!isWriteConflict(errorDetail(reason))) return undefined;
  return `${reason.operation} (${sqlCondition(reason.detail) ?? reason.errorCode})`;
};

/** The numbers of the only row of a change's result, by the names that Databricks gives them. */
const countsOf = ({
  manifest,
  result,
}: StatementResponse): Omit<CompletedChange, "statementId" | "response" | "wasResubmitted"> => {
  const row = result?.data_array?.[0] ?? [];
  const columns = manifest?.schema?.columns ?? [];
  const count = (name: string): number | undefined => {
    const cell = row[columns.findIndex((column) => column.name === name)] ?? "";
    return /^\d{1,15}$/.test(cell) ? Number(cell) : undefined;
  };
  return {
    affected: count("num_affected_rows"),
    inserted: count("num_inserted_rows"),
    updated: count("num_updated_rows"),
    deleted: count("num_deleted_rows"),
  };
};

/** The id of a statement that succeeded, but whose result was closed before it was read; else undefined. */
const closedStatement = (error: unknown): string | undefined => {
  const { state, statementId } = (error instanceof DatabricksError && error.resourceIds) || {};
  return state === "CLOSED" ? statementId : undefined;
};

/** Runs a statement once. @throws FailedChange */
const runOnce = async (client: DatabricksClient, change: ChangeStatement): Promise<CompletedChange> => {
  const { warehouseId, statement, parameters, isRepeatable } = change;
  let wasSubmitted = false;
  let wasResubmitted = false;
  try {
    const request = { warehouse_id: warehouseId, statement, ...(parameters && { parameters }) };
    const ended = await runStatement(client, request, "inline", {
      isRepeatable,
      onSubmitted: () => {
        wasSubmitted = true;
      },
      onResubmitted: () => {
        wasResubmitted = true;
      },
    });
    return { statementId: ended.statement_id, response: ended, wasResubmitted, ...countsOf(ended) };
  } catch (error) {
    const closed = closedStatement(error);
    if (closed !== undefined) return { statementId: closed, wasResubmitted };
    // What the last attempt ended with says nothing about one whose response was lost.
    throw new FailedChange(error, wasResubmitted || isInDoubt(error, wasSubmitted));
  }
};

/**
 * Runs a statement that changes a table. Where it conflicts with another writer it has changed nothing, and is run
 * again after growing pauses, as long as the client has time.
 * @throws FailedChange
 */
export const runChange = (client: DatabricksClient, change: ChangeStatement): Promise<CompletedChange> => {
  /** Whether any of the attempts may have changed the table, whatever the outcome of a later one. */
  let wasInDoubt = false;
  const run = (): Promise<CompletedChange> =>
    runOnce(client, change).catch((failed: FailedChange) => {
      wasInDoubt ||= failed.isInDoubt;
      throw new FailedChange(failed.reason, wasInDoubt);
    });
  return repeatWithPauses(client.deadline, run, {
    maxRepeats: 5,
    firstPauseMs: 1000,
    shouldRepeat: (failed) => conflictIn(failed) !== undefined,
    onRepeat: (failed, pauseMs) =>
      client.logger.warn(
        `${conflictIn(failed)} changed nothing, since another writer changed the same table; running it again in ${formatDuration(pauseMs)}`,
      ),
    gaveUp: (failed, times) =>
      wasInDoubt
        ? failed
        : new FailedChange(
            appendHint(
              (failed as FailedChange).reason,
              `It changed nothing, since other writers changed the same table, ${times} times.`,
            ),
            false,
          ),
  });
};
