import type {
  CommandStatusResponse,
  ContextStatusResponse,
  Created as DescribedCreated,
  Results,
} from "../../contract/wireTypes";

/** The languages that a context or command can be in. */
export const languages = ["python", "scala", "sql", "r"] as const;

/** A language of a context or command. */
export type Language = (typeof languages)[number];

/** The response of create and execute: the ID of what was made. */
export interface CreatedId extends DescribedCreated {
  id: string;
}

/** A context and its status: `Pending`, `Running` or `Error`. */
export interface ContextStatus extends ContextStatusResponse {
  id: string;
  status: string;
}

/** What a command gave. An exception in the code that ran is a result of type `error`. */
export interface CommandResults extends Results {
  resultType: string;
}

/** A command and its status: `Queued`, `Running`, `Cancelling`, `Finished`, `Cancelled` or `Error`. */
export interface CommandStatus extends CommandStatusResponse {
  id: string;
  status: string;
  results?: CommandResults;
}

/** A command after its end. */
export interface EndedCommandStatus extends CommandStatus {
  status: "Finished" | "Cancelled" | "Error";
}
