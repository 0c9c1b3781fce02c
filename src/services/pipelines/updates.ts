/** Updates of pipelines and their outcomes. */

import type { DatabricksClient } from "../../client";
import { collectPages, type Page, pageSizeFor, pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  booleanSchema,
  countSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import { maxPipelinePageSize } from "./pipelines";

/** An update. */
export interface PipelineUpdate {
  update_id: string;
  pipeline_id?: string;
  /**
   * QUEUED, CREATED, WAITING_FOR_RESOURCES, INITIALIZING, RESETTING, SETTING_UP_TABLES, RUNNING, STOPPING; terminal are
   * COMPLETED, FAILED and CANCELED. An open list.
   */
  state?: string;
  /** What started it, such as API_CALL or RETRY_ON_FAILURE. */
  cause?: string;
  /** In ms since the epoch. */
  creation_time?: number;
  validate_only?: boolean;
  /** DEFAULT or CONTINUOUS. */
  mode?: string;
  config?: { continuous?: boolean; development?: boolean };
}

/** An update in a response, alone or in a list. */
export const updateSchema = objectSchema<PipelineUpdate>({
  update_id: nonBlankSchema,
  state: optionalSchema(textSchema),
  cause: optionalSchema(textSchema),
  creation_time: optionalSchema(countSchema),
  validate_only: optionalSchema(booleanSchema),
  mode: optionalSchema(textSchema),
  config: optionalSchema(
    objectSchema({ continuous: optionalSchema(booleanSchema), development: optionalSchema(booleanSchema) }),
  ),
});

const responseSchema = objectSchema<{ update: PipelineUpdate }>({ update: updateSchema });

/** The outcome of an update in one word. */
export type UpdateOutcome = "succeeded" | "failed" | "canceled" | "active";

const outcomes: ReadonlyMap<string, UpdateOutcome> = new Map([
  ["COMPLETED", "succeeded"],
  ["FAILED", "failed"],
  ["CANCELED", "canceled"],
]);

/** The outcome of an update; unknown states count as active. */
export const updateOutcome = ({ state = "" }: Pick<PipelineUpdate, "state">): UpdateOutcome =>
  outcomes.get(state) ?? "active";

/** When an update was created, in ms since the epoch; 0 if unknown. */
export const creationTimeOf = ({ creation_time = 0 }: PipelineUpdate): number => creation_time;

/** Reads an update. */
export const fetchUpdate = async (
  client: DatabricksClient,
  pipelineId: string,
  updateId: string,
): Promise<PipelineUpdate> =>
  (await client.get(path`/api/2.0/pipelines/${pipelineId}/updates/${updateId}`, { schema: responseSchema }))
    .update;

const pages = pagesOf("updates", updateSchema);

/**
 * Reads the updates of a pipeline, latest first.
 * @param limit the maximum number, if not all
 * @param since no page is read beyond the first with an update that is older than this, in ms since the epoch
 */
export const listUpdates = (
  client: DatabricksClient,
  pipelineId: string,
  { limit, since = 0 }: { limit?: number; since?: number } = {},
): Promise<PipelineUpdate[]> => {
  const url = path`/api/2.0/pipelines/${pipelineId}/updates`;
  const max_results = pageSizeFor(limit, maxPipelinePageSize);
  const fetchPage = async (page_token?: string): Promise<Page> => {
    const page = await client.get(url, { schema: pages.schema, query: { max_results, page_token } });
    const isLast = pages.itemsOf(page).some((update) => creationTimeOf(update) < since);
    return isLast ? { ...page, next_page_token: undefined } : page;
  };
  return collectPages(`GET ${url}`, fetchPage, pages.itemsOf, limit);
};
