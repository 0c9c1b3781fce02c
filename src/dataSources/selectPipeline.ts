import { canViewPipeline, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { fetchPipelines, type Pipeline, pipelineSchema } from "../services/pipelines/pipelines";
import { pipelineExample } from "../services/pipelines/pipelinesExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ pipeline_id, name, state }: Pipeline) => ({
  key: pipeline_id,
  label: withState(name || pipeline_id, state),
});

/**
 * Every pipeline by name, with its state. https://docs.databricks.com/api/workspace/pipelines/listpipelines
 */
export const selectPipeline = picklist({
  label: "Select Pipeline",
  description: "Select a pipeline of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canViewPipeline])],
  choices: async (client) => (await fetchPipelines(client, lenientSchema(pipelineSchema))).map(choice),
  example: [choice(pipelineExample)],
});
