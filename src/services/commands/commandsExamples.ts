/** An example context and command. */
import { clusterExample } from "../clusters/clustersExamples";
import type { CommandStatus, Created } from "./commands";

/** The example context, on the example cluster. */
export const executionContextExample = { id: "6437051483621907532" } satisfies Created;

/** The example command, before its status is read. */
export const commandExample = { id: "d4a7c1e02f5b4c3c9a86b1e7350f2d48" } satisfies Created;

/** The inputs of the example command. */
export const commandInputExamples = {
  clusterId: clusterExample.cluster_id,
  contextId: executionContextExample.id,
  commandId: commandExample.id,
  language: "python",
  command: "print(sum(range(10)))",
} as const;

/** The example command after its end. */
export const commandStatusExample = {
  id: commandExample.id,
  status: "Finished",
  results: { resultType: "text", data: "45" },
} satisfies CommandStatus;
