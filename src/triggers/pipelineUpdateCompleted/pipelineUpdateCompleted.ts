import { viewPipelineGrants } from "../../errors/requiredGrant";
import type { UpdateWithOutcome } from "../../services/pipelines/pipelineEvents";
import { updateWithOutcomeExample } from "../../services/pipelines/pipelinesExamples";
import { databricksPolling } from "../databricksPolling";
import { updateCompletedInputs } from "./updateInputs";
import { type PolledUpdateState, pollUpdates, readUpdateState } from "./updatePoll";

/** The maximum number of updates of a poll, whose time is limited: the errors of a failed one take a request. */
const maxUpdates = 1000;

/**
 * Starts a flow with the updates of a pipeline that have ended since the last poll, in the order of their starts, each with
 * its outcome in one word and, if it failed, its errors. https://docs.databricks.com/api/workspace/pipelines/listupdates
 */
export const pipelineUpdateCompleted = databricksPolling<
  typeof updateCompletedInputs,
  PolledUpdateState,
  UpdateWithOutcome
>({
  label: "Pipeline Update Completed",
  description: "Start a flow with the updates of a pipeline that have ended since the last poll.",
  grants: viewPipelineGrants,
  inputs: updateCompletedInputs,
  scopeOf: ({ pipelineId }) => [pipelineId],
  readState: readUpdateState,
  maxItems: () => maxUpdates,
  reader: (client, source) => (state, remaining) => pollUpdates(client, source, state, remaining),
  example: [updateWithOutcomeExample],
  batchSize: 10,
});
