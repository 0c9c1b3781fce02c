/** The schema of a command: its id at once, or its results. */
import { readResults } from "../../api/commandResults";
import type { CommandStatus } from "../../api/commands";
import { type JsonSchema, schemaOf } from "../../outputSchema";

/** @param command an example */
export const commandSchema = (command: CommandStatus): JsonSchema =>
  schemaOf({ ...command, output: readResults(command.results) });
