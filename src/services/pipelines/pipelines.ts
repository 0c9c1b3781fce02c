/** Lakeflow Declarative Pipelines, API 2.0. https://docs.databricks.com/api/workspace/pipelines */
import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A pipeline. */
export interface Pipeline {
  pipeline_id: string;
  name?: string;
  /** IDLE, DEPLOYING, STARTING, RUNNING, STOPPING, RESETTING, RECOVERING, FAILED or DELETED. */
  state?: string;
  creator_user_name?: string;
}

/** A pipeline in a response, alone or in a list. */
export const pipelineSchema = objectSchema<Pipeline>({
  pipeline_id: nonBlankSchema,
  name: optionalSchema(textSchema),
  state: optionalSchema(textSchema),
  creator_user_name: optionalSchema(textSchema),
});
