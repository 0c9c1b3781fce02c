/** The execution context of the default seed, and a command that has ended in it. */
import { cluster } from "./clusters";
import type { SeedContext } from "./seed";

/** The command after its end. */
export const commandStatus = {
  id: "d4a7c1e02f5b4c3c9a86b1e7350f2d48",
  status: "Finished",
  results: { resultType: "text", data: "45" },
} satisfies SeedContext["commands"][number];

/** A context on the running cluster. */
export const executionContext = {
  id: "6437051483621907532",
  cluster_id: cluster.cluster_id,
  commands: [commandStatus],
} satisfies SeedContext;

/** Where the command ran, and what it was. */
export const commandInputs = {
  clusterId: cluster.cluster_id,
  contextId: executionContext.id,
  commandId: commandStatus.id,
  language: "python",
  command: "print(sum(range(10)))",
} as const;
