import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { commandId, contextId } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { fetchCommandStatus as statusOf } from "../../services/commands/commandExecution";
import type { CommandResponse } from "../../services/commands/commands";
import { commandStatusExample } from "../../services/commands/commandsExamples";

/**
 * Takes a command's id and gives its status and, if it has finished, its results. An exception in the code does not
 * fail the step: status `Finished`, `results.resultType` `error`, with `summary` and `cause`.
 * https://docs.databricks.com/api/workspace/commandexecution/commandstatus
 */
export const getCommandStatus = databricksAction({
  label: "Get Command Status",
  description:
    "Get the status of a command and, if it has finished, its results. An exception in the code is returned as results of type error.",
  effect: "read",
  grants: attachToClusterGrants,
  inputs: { clusterId, contextId, commandId },
  perform: (client, key): Promise<CommandResponse> => statusOf(client, key),
  example: commandStatusExample,
});
