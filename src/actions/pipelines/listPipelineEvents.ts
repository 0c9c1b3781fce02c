import { databricksAction } from "../../databricksAction";
import { viewPipelineGrants } from "../../errors/requiredGrant";
import { expectEventPeriod } from "../../inputs/clusters/eventInputs";
import { eventLevelsOf, pipelineEventInputs } from "../../inputs/pipelines/pipelineInputs";
import { fetchPipelineEvents } from "../../services/pipelines/pipelineEvents";
import { pipelineEventExamples } from "../../services/pipelines/pipelinesExamples";

/**
 * Takes a pipeline's id and gives its events, from every page, those of one update or of all.
 * https://docs.databricks.com/api/workspace/pipelines/listpipelineevents
 */
export const listPipelineEvents = databricksAction({
  label: "List Pipeline Events",
  description: "List the events of a pipeline or of one of its updates, such as progress and errors.",
  effect: "read",
  grants: viewPipelineGrants,
  inputs: pipelineEventInputs,
  perform: async (client, { pipelineId, eventLevel, ...search }) => {
    expectEventPeriod(search);
    return fetchPipelineEvents(client, pipelineId, { ...search, levels: eventLevelsOf(eventLevel) });
  },
  example: pipelineEventExamples,
});
