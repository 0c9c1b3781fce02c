import { input } from "@prismatic-io/spectral";
import { type Created, commandInputs, command as createdCommand } from "../../api/commands";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { requiredText } from "../../inputs/clean";
import { clusterId, contextId, language } from "../../inputs/shared";

const command = input({
  label: "Command",
  type: "string",
  required: true,
  placeholder: commandInputs.command,
  example: commandInputs.command,
  comments: "The code to run.",
  clean: requiredText("Command"),
});

/**
 * Takes code and where to run it, and gives the command's id at once; Get Command Status tells what became of it.
 * https://docs.databricks.com/api/workspace/commandexecution/execute
 */
export const runCommand = databricksAction({
  label: "Run Command",
  description: "Run code in an execution context and get the ID of the command.",
  effect: "write",
  inputs: { clusterId, contextId, language, command },
  perform: (client, { clusterId, contextId, language, command }) =>
    client.post<Created>(
      path`/api/1.2/commands/execute`,
      { clusterId, contextId, language, command },
      { requires: ["id"] },
    ),
  example: createdCommand,
});
