/** The schema of a command: its id at once, or its results. */

import { type JsonSchema, schemaOf } from "../../outputSchema";
import { readResults } from "./commandResults";
import type { CommandStatus } from "./commands";

/** @param command an example */
export const commandSchema = (command: CommandStatus): JsonSchema =>
  schemaOf({ ...command, output: readResults(command.results) });
