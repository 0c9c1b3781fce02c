import { type CommandStatus, commandStatus } from "../../api/commands";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { clusterId, commandId, contextId } from "../../inputs/shared";

/**
 * Takes a command's id and gives its status and, once there, its results. An exception in the code is no error of
 * the step: status `Finished`, `results.resultType` `error`, with `summary` and `cause`.
 * https://docs.databricks.com/api/workspace/commandexecution/commandstatus
 */
export const getCommandStatus = databricksAction({
  label: "Get Command Status",
  description:
    "Get the status of a command and, once it has ended, its results. An exception in the code shows as results of type error.",
  effect: "read",
  inputs: { clusterId, contextId, commandId },
  perform: (client, { clusterId, contextId, commandId }) =>
    client.get<CommandStatus>(path`/api/1.2/commands/status`, {
      query: { clusterId, contextId, commandId },
      requires: ["status"],
    }),
  example: commandStatus,
});
