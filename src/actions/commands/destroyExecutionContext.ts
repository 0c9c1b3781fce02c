import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { contextId } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { destroyContext } from "../../services/commands/commandExecution";
import { executionContextExample } from "../../services/commands/commandsExamples";

/**
 * Takes a context's id, ends the context and what runs in it, and gives the id.
 * https://docs.databricks.com/api/workspace/commandexecution/destroy
 */
export const destroyExecutionContext = databricksAction({
  label: "Destroy Execution Context",
  description: "Destroy an execution context, its variables and any running command.",
  effect: "write",
  grants: attachToClusterGrants,
  inputs: { clusterId, contextId },
  repeat: { kind: "refused", advice: "A context that was already destroyed is an error." },
  perform: async (client, { clusterId, contextId }) => {
    await destroyContext(client, { clusterId, contextId });
    return { id: contextId };
  },
  example: executionContextExample,
});
