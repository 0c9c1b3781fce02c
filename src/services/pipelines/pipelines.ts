/** Lakeflow Declarative Pipelines, API 2.0. https://docs.databricks.com/api/workspace/pipelines */

import type { DatabricksClient } from "../../client";
import { pageSizeFor, pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** A pipeline. */
export interface Pipeline {
  pipeline_id: string;
  name?: string;
  /** IDLE, DEPLOYING, STARTING, RUNNING, STOPPING, RESETTING, RECOVERING, FAILED or DELETED. */
  state?: string;
  /** Why it is in its state. */
  cause?: string;
  creator_user_name?: string;
  /** Latest first. */
  latest_updates?: { update_id: string; state?: string }[];
}

/** A pipeline in a response, alone or in a list. */
export const pipelineSchema = objectSchema<Pipeline>({
  pipeline_id: nonBlankSchema,
  name: optionalSchema(textSchema),
  state: optionalSchema(textSchema),
  cause: optionalSchema(textSchema),
  creator_user_name: optionalSchema(textSchema),
  latest_updates: optionalSchema(
    listSchema(objectSchema({ update_id: nonBlankSchema, state: optionalSchema(textSchema) })),
  ),
});

/** The maximum size of a page of pipelines, updates or events. */
export const maxPipelinePageSize = 100;

const pipelinesPath = path`/api/2.0/pipelines`;

/** Every pipeline that the connection's identity may see. @param limit the maximum number, if not all */
export const fetchPipelines = <Item>(
  client: DatabricksClient,
  schema: ResponseSchema<Item>,
  limit?: number,
): Promise<Exclude<Item, undefined>[]> => {
  const max_results = pageSizeFor(limit, maxPipelinePageSize);
  return client.list(pipelinesPath, pagesOf("statuses", schema), { max_results }, limit);
};

/** The pipelines with a name, not case-sensitive. @param limit the maximum number, if not all */
export const fetchPipelinesNamed = (
  client: DatabricksClient,
  name: string,
  limit?: number,
): Promise<Pipeline[]> => {
  const isNamed = (pipeline: Pipeline): boolean => pipeline.name?.toLowerCase() === name.toLowerCase();
  const pages = { ...pagesOf("statuses", pipelineSchema), isWanted: isNamed };
  return client.list(pipelinesPath, pages, { max_results: maxPipelinePageSize }, limit);
};

/** Reads a pipeline. */
export const fetchPipeline = (client: DatabricksClient, pipelineId: string): Promise<Pipeline> =>
  client.get(path`/api/2.0/pipelines/${pipelineId}`, { schema: pipelineSchema });
