/** What every reading of a result checks, and how it reports what is wrong. */
import { DatabricksError, toError } from "../../http/errors";
import { labels } from "../../labels";
import { FileTooLargeError } from "../../results/resultFile";
import type { StatementResponse } from "./statements";

export const statementHasRun =
  "The statement itself has run, but its result could not be read. If it only reads, run it again.";

/** What is read, in words. */
export const readOperation = ({ statement_id }: StatementResponse): string =>
  `Reading the result of statement ${statement_id}`;

/** @throws DatabricksError when not as many rows came as the manifest names, where it names any */
export const expectCount = (statement: StatementResponse, got: number, expected = got, where = ""): void => {
  if (got === expected) return;
  throw new DatabricksError({
    operation: readOperation(statement),
    message: `${got} rows were returned${where}, but the manifest names ${expected}`,
    hint: statementHasRun,
    resourceIds: { statementId: statement.statement_id },
  });
};

/** An error in a chunk's rows, reported as a chunk that is not as documented. */
export const chunkReadError = (statement: StatementResponse, index: number, error: unknown): Error =>
  error instanceof FileTooLargeError || error instanceof DatabricksError
    ? error
    : new DatabricksError({
        operation: readOperation(statement),
        message: `chunk ${index} cannot be read (${toError(error).message})`,
        hint: statementHasRun,
        resourceIds: { statementId: statement.statement_id },
      });

/** The only readable format. A statement that was started elsewhere may have another one, which cannot be changed. */
const readFormat = "JSON_ARRAY";

/** @throws DatabricksError when the result has another format */
export const expectReadableFormat = (statement: StatementResponse): void => {
  const { statement_id, manifest: { format = readFormat } = {} } = statement;
  if (format === readFormat) return;
  throw new DatabricksError({
    operation: readOperation(statement),
    message: `its result has the format ${format}, but only ${readFormat} can be read`,
    hint: `A statement keeps the format that it was started with: run it again without a format, or fetch its external links with ${labels.rawRequest}. ${statementHasRun}`,
    resourceIds: { statementId: statement_id },
  });
};
