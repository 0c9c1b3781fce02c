import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { codeToRun, commandWaiting, contextId, language } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { labels } from "../../labels";
import {
  type EndedCommand,
  executeCommand,
  expectResults,
  waitForCommand,
} from "../../services/commands/commandExecution";
import { commandSchema } from "../../services/commands/commandSchema";
import type { Created } from "../../services/commands/commands";
import {
  commandStatusExample,
  commandExample as createdCommand,
} from "../../services/commands/commandsExamples";

/**
 * Takes code and where to run it, and gives the command's id at once, or waits for its end and gives its results. A
 * command that may have arrived is not retried. https://docs.databricks.com/api/workspace/commandexecution/execute
 */
export const runCommand = databricksAction({
  label: "Run Command",
  description:
    "Run code in an execution context and return either the command ID at once or the results when the command has finished.",
  directions: `The execution context must exist: ${labels.createExecutionContext} creates one on a running cluster.`,
  effect: "write",
  grants: attachToClusterGrants,
  inputs: { clusterId, contextId, language, command: codeToRun("Command"), ...commandWaiting },
  repeat: {
    kind: "again",
    advice: "Code that writes should replace what an earlier run has written.",
  },
  perform: async (client, { language, command, waitForCompletion, timeoutSeconds, failOnError, ...key }) => {
    const timed = client.withTimeout(timeoutSeconds);
    const created = await executeCommand(timed, key, language, command);
    if (!waitForCompletion) return created;
    const commandKey = { ...key, commandId: created.id };
    const ended = await waitForCommand(timed, commandKey, "leaveRunning");
    return failOnError ? expectResults(client, commandKey, ended) : ended;
  },
  example: createdCommand as Created | EndedCommand,
  schema: commandSchema(commandStatusExample),
});
