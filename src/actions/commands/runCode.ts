import { databricksAction } from "../../databricksAction";
import { runCodeGrants } from "../../errors/requiredGrant";
import { language, runCodeInputs } from "../../inputs/commands/commandInputs";
import { clusterId } from "../../inputs/shared";
import { type EndedCommand, expectResults } from "../../services/commands/commandExecution";
import { readResults } from "../../services/commands/commandResults";
import { commandSchema } from "../../services/commands/commandSchema";
import { commandStatusExample } from "../../services/commands/commandsExamples";
import { runInOwnContext } from "../../services/commands/ownContext";
import { readyCluster } from "../../services/commands/readyCluster";

/**
 * Takes code and a cluster, runs the code in its own execution context and gives its results. The context is always
 * destroyed; at the deadline the code is cancelled first. Code that may have started is not run again.
 * https://docs.databricks.com/api/workspace/commandexecution
 */
export const runCode = databricksAction({
  label: "Run Code",
  description: "Run code on a cluster, in a temporary execution context, and return its results.",
  effect: "write",
  grants: runCodeGrants,
  inputs: { clusterId, language, ...runCodeInputs },
  repeat: {
    kind: "again",
    advice: "Code that writes should replace what an earlier run has written.",
  },
  perform: async (
    client,
    { clusterId, language, command, startCluster, ...given },
  ): Promise<EndedCommand> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    await readyCluster(timed, clusterId, startCluster);
    const { key, ended } = await runInOwnContext(timed, { clusterId, language, code: command });
    return given.failOnError ? expectResults(timed, key, ended) : ended;
  },
  example: { ...commandStatusExample, output: readResults(commandStatusExample.results) },
  schema: commandSchema(commandStatusExample),
});
