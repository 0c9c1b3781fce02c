import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { contextId } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { fetchContextStatus } from "../../services/commands/commandExecution";
import type { ContextResponse } from "../../services/commands/commands";
import { executionContextExample } from "../../services/commands/commandsExamples";

/**
 * Takes a context's id and gives its status: Pending, Running or Error. A context ends when its cluster restarts or
 * terminates. https://docs.databricks.com/api/workspace/commandexecution/contextstatus
 */
export const getExecutionContextStatus = databricksAction({
  label: "Get Execution Context Status",
  description: "Get the status of an execution context.",
  effect: "read",
  grants: attachToClusterGrants,
  inputs: { clusterId, contextId },
  perform: (client, key): Promise<ContextResponse> => fetchContextStatus(client, key),
  example: { ...executionContextExample, status: "Running" },
});
