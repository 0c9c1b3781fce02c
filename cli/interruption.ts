/** The message when a user interrupts an action. */
import type { Piece } from "./bundle";
import type { Clock } from "./clock";

/** Whether what runs only reads. */
const readsOnly = ({ kind, definition }: Piece): boolean =>
  kind !== "action" || definition.performSafety === "SAFE";

/** What goes on at Databricks after the command has ended. */
const whatGoesOn = (piece: Piece, { progress }: Clock): string => {
  if (progress)
    return `${progress.what} was ${progress.state} and continues in Databricks: nothing was cancelled.`;
  return readsOnly(piece)
    ? "It only reads: at most, a query is still running in Databricks."
    : "What it has started in Databricks, such as a statement, a run or a start, continues there: nothing was cancelled. It is not known whether its last request arrived.";
};

/**
 * What is said when somebody stops waiting for an action.
 * @param isLocal whether it ran on a local workspace, which ends with the command
 */
export const interruptionText = (piece: Piece, clock: Clock, isLocal: boolean): string =>
  `${clock.name} was interrupted after ${clock.elapsed}. ${
    isLocal ? "Its local workspace was closed, with everything that ran there." : whatGoesOn(piece, clock)
  }`;
