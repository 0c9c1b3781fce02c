import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { language } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { createContext } from "../../services/commands/commandExecution";
import { executionContextExample } from "../../services/commands/commandsExamples";

/**
 * Takes a cluster's id and a language and gives the id of a new execution context. The cluster must be running; a
 * context lasts until it is destroyed or its cluster restarts or terminates.
 * https://docs.databricks.com/api/workspace/commandexecution/create
 */
export const createExecutionContext = databricksAction({
  label: "Create Execution Context",
  description: "Create an execution context for running commands on a running cluster.",
  effect: "write",
  grants: attachToClusterGrants,
  inputs: { clusterId, language },
  repeat: {
    kind: "again",
    advice:
      "Another context is created. The earlier one remains until it is destroyed, or its cluster restarts or terminates.",
  },
  perform: (client, { clusterId, language }) => createContext(client, clusterId, language),
  example: executionContextExample,
});
