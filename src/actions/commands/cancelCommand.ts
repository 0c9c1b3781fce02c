import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { commandId, contextId } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { labels } from "../../labels";
import { fetchCommandStatus, requestCommandCancel } from "../../services/commands/commandExecution";
import type { CommandResponse } from "../../services/commands/commands";
import { commandStatusExample as example } from "../../services/commands/commandsExamples";
import { readBack } from "../../services/readBack";

/**
 * Takes a command's id, cancels the command and gives its status after the call. A command that has ended keeps its
 * results.
 * https://docs.databricks.com/api/workspace/commandexecution/cancel
 */
export const cancelCommand = databricksAction({
  label: "Cancel Command",
  description:
    "Cancel a command and return its status. A command that has already finished keeps its results.",
  effect: "write",
  grants: attachToClusterGrants,
  inputs: {
    clusterId,
    contextId,
    commandId: { ...commandId, comments: `The ID of the command, returned by ${labels.runCommand}.` },
  },
  perform: async (client, key): Promise<CommandResponse> => {
    await requestCommandCancel(client, key);
    return readBack(fetchCommandStatus(client, key), {
      done: "Databricks accepted the cancellation",
      what: "its status",
    });
  },
  example,
});
