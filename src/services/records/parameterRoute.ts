/** Writes records as the parameter of statements, one batch after the other. */
import type { DatabricksClient } from "../../client";
import { appendHint } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import { describeRecords, nextArray, type RecordBatch } from "./batches";
import { type CompletedChange, FailedChange, hasUncertainCounts, runChange } from "./changeStatement";
import { describeStatements, type RecordWrite, type WriteCounts } from "./recordWrite";
import { parameterSource, recordsParameter } from "./rowSource";

/** Whether the records of a failed batch are written, and what to do. */
const adviceAfter = (
  { survey, isRepeatable, records }: RecordWrite,
  batch: RecordBatch,
  isInDoubt: boolean,
): string => {
  if (isRepeatable) return "Repeating the step with all records is safe.";
  const isLast = batch === survey.batches.at(-1);
  // The first of several with a key may be written already: inserted again from here, the next one would be the first.
  const exception = records.duplicateCount > 0 ? ", without duplicates of earlier records" : "";
  const rest = isLast ? describeRecords(batch) : `record ${batch.first} and those after it`;
  return isInDoubt
    ? `Sending them again could insert them twice: look in the table for ${describeRecords(batch)} first.`
    : `To continue, insert only ${rest}${exception}.`;
};

/** Says what is in the table after a batch has failed. */
const explainFailure =
  (write: RecordWrite, completed: readonly CompletedChange[]) =>
  (failed: unknown, done: number): unknown => {
    const { batches } = write.survey;
    const batch = batches[done];
    if (!(failed instanceof FailedChange) || !batch) return failed;
    const { reason, isInDoubt } = failed;
    const fate = isInDoubt ? "may or may not be written" : "are not written";
    if (batches.length === 1) {
      const advice = isInDoubt ? ` ${adviceAfter(write, batch, isInDoubt)}` : "";
      return appendHint(reason, `The records ${fate}.${advice}`);
    }
    const [first, before] = [batches[0], batches[done - 1]];
    const written =
      first && before
        ? `${done} of ${batches.length} batches are written: ${describeRecords({ first: first.first, last: before.last })} (${describeStatements(completed.map(({ statementId }) => statementId))}).`
        : "No batch is written.";
    const advice = adviceAfter(write, batch, isInDoubt);
    return appendHint(
      reason,
      `${written} Those of batch ${done + 1} (${describeRecords(batch)}) ${fate}, and no later batch was sent. ${advice}`,
    );
  };

/**
 * Writes records in batches, each with one statement.
 * @throws what a statement failed with, and what is in the table
 */
export const writeByParameter = async (
  client: DatabricksClient,
  write: RecordWrite,
): Promise<WriteCounts> => {
  const { warehouseId, records, isRepeatable, isInsert } = write;
  const { batches } = write.survey;
  const statement = write.statement(parameterSource);
  const lines = records.lines()[Symbol.iterator]();
  const completed: CompletedChange[] = [];
  await mapSeries(
    batches,
    async (batch) => {
      const value = nextArray(lines, batch.count);
      const parameters = [{ name: recordsParameter, value, type: "STRING" }];
      completed.push(await runChange(client, { warehouseId, statement, parameters, isRepeatable }));
      if (batches.length > 1) {
        client.logger.info(
          `Batch ${completed.length} of ${batches.length} is written: ${describeRecords(batch)}`,
        );
      }
    },
    explainFailure(write, completed),
  );
  const sum = (
    count: (change: CompletedChange, batch: RecordBatch | undefined) => number | undefined,
  ): number => completed.reduce((total, change, index) => total + (count(change, batches[index]) ?? 0), 0);
  return {
    inserted: sum(({ inserted }, batch) => inserted ?? (isInsert ? batch?.count : 0)),
    updated: sum(({ updated }) => updated),
    deleted: sum(({ deleted }) => deleted),
    batches: batches.length,
    statementIds: completed.map(({ statementId }) => statementId),
    loadedBefore: 0,
    uncertain: completed
      .filter((change) => hasUncertainCounts(change, write))
      .map(({ statementId }) => statementId),
  };
};
