import { databricksAction } from "../../databricksAction";
import { appendHint } from "../../http/errors";
import { commandId, contextId } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { cancel, commandStatus } from "../../services/commands/commandExecution";
import { type CommandResponse, commandStatus as example } from "../../services/commands/commands";

/**
 * Takes a command's id, cancels the command and gives its status after the call. A command that has ended keeps its
 * results.
 * https://docs.databricks.com/api/workspace/commandexecution/cancel
 */
export const cancelCommand = databricksAction({
  label: "Cancel Command",
  description:
    "Cancel a command and get its status after the call. A command that had ended before keeps its results.",
  effect: "write",
  inputs: {
    clusterId,
    contextId,
    commandId: { ...commandId, comments: "The ID of the command, as Run Command gives it." },
  },
  perform: async (client, key): Promise<CommandResponse> => {
    await cancel(client, key);
    return commandStatus(client, key).catch((error: unknown) => {
      throw appendHint(
        error,
        "Databricks accepted the cancellation: only the status after it could not be read.",
      );
    });
  },
  example,
});
