/** Holds statements back where the connection limits how many run at a time on its host. */
import type { DatabricksClient } from "../../client";
import { formatDuration } from "../../http/deadline";
import { DatabricksError } from "../../http/errors";
import { switchLabels } from "../../http/switchLabels";
import { inTurn } from "../../http/turns";

const label = switchLabels.maxStatements;

/**
 * Runs a statement in its turn, from its submission to its end: as many of them run at a time as the connection allows.
 * @throws what `run` throws; DatabricksError that names the switch, when the client's time is up before its turn
 */
export const inStatementTurn = <T>(client: DatabricksClient, run: () => Promise<T>): Promise<T> => {
  const { baseUrl, deadline, logger, switches } = client;
  const { maxStatements: limit } = switches;
  if (limit === undefined) return run();
  const waiting = {
    name: baseUrl,
    limit,
    deadline,
    onWait: (running: number) =>
      logger.info(
        `The statement waits for its turn: ${running} run on the host, and ${label} of the connection is ${limit}`,
      ),
    outOfTime: () =>
      new DatabricksError({
        operation: "The statement",
        message: `it was not sent, since ${label} of the connection is ${limit}, and others ran until its time was up (${formatDuration(deadline.totalMs)})`,
        hint: "Set a longer Timeout (seconds), run fewer steps at a time, or raise the limit.",
        notSent: true,
        deadlineExceeded: true,
      }),
  };
  return inTurn(waiting, run);
};
