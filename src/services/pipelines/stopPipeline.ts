/** Stops pipelines. */

import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { type WaitOptions, waitForState } from "../../http/waitForState";
import { labels } from "../../labels";
import { readBack } from "../readBack";
import { fetchPipeline, type Pipeline } from "./pipelines";

/** The states in which nothing of a pipeline runs. */
const idleStates = ["IDLE", "FAILED"];
const terminalStates: ReadonlySet<string> = new Set(["DELETED"]);

/**
 * Stops the active update of a pipeline; without one, nothing changes.
 * @returns the pipeline right after the call, or when it is idle
 */
export const stopUpdates = async (
  client: DatabricksClient,
  pipelineId: string,
  { waitForCompletion, timeoutSeconds }: WaitOptions,
): Promise<Pipeline> => {
  const timed = client.withTimeout(timeoutSeconds);
  await timed.post(path`/api/2.0/pipelines/${pipelineId}/stop`, {}, { idempotent: true });
  const stopped = await readBack(fetchPipeline(timed, pipelineId));
  if (!waitForCompletion) return stopped;
  return waitForState<DatabricksClient, Pipeline>(
    timed,
    {
      name: `Pipeline ${pipelineId}`,
      resourceIds: { pipelineId },
      fetch: (until) => fetchPipeline(until, pipelineId),
      terminalStates,
      reason: ({ cause = "" }) => cause,
      resumeHint: `The change continues: ${labels.getPipeline} returns the state.`,
    },
    stopped,
    idleStates,
  );
};
