/** The event log of a pipeline: its progress, and why an update failed. */

import type { DatabricksClient } from "../../client";
import { collectPages, type Page, pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { listSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { maxPipelinePageSize } from "./pipelines";
import { fetchUpdate, type PipelineUpdate, type UpdateOutcome, updateOutcome } from "./updates";

/** One event. */
export interface PipelineEvent {
  timestamp?: string;
  /** INFO, WARN or ERROR. */
  level?: string;
  message?: string;
  event_type?: string;
  origin?: { update_id?: string; flow_name?: string; dataset_name?: string };
  error?: { exceptions?: { class_name?: string; message?: string }[] };
}

const eventSchema = objectSchema<PipelineEvent>({
  timestamp: optionalSchema(textSchema),
  level: optionalSchema(textSchema),
  message: optionalSchema(textSchema),
  origin: optionalSchema(
    objectSchema({
      update_id: optionalSchema(textSchema),
      flow_name: optionalSchema(textSchema),
      dataset_name: optionalSchema(textSchema),
    }),
  ),
  error: optionalSchema(
    objectSchema({
      exceptions: optionalSchema(
        listSchema(
          objectSchema({ class_name: optionalSchema(textSchema), message: optionalSchema(textSchema) }),
        ),
      ),
    }),
  ),
});

const pages = pagesOf("events", eventSchema);

/** Which events are read. */
export interface EventSearch {
  /** Only these levels. */
  levels?: readonly string[];
  /** Only those of this update. */
  updateId?: string;
  /** Only those from this time on and up to this time, in ms since the epoch. */
  startTime?: number;
  endTime?: number;
  order?: "ASC" | "DESC";
  limit?: number;
}

const timestamp = (operator: string, ms?: number): string[] =>
  ms === undefined ? [] : [`timestamp ${operator} '${new Date(ms).toISOString()}'`];

/** The filter, as documented by Databricks. It cannot select an update. */
const filterOf = ({ levels = [], startTime, endTime }: EventSearch): string | undefined =>
  [
    ...(levels.length > 0 ? [`level in (${levels.map((level) => `'${level}'`).join(",")})`] : []),
    ...timestamp(">=", startTime),
    ...timestamp("<=", endTime),
  ].join(" AND ") || undefined;

/** Reads events, latest first by default. */
export const listEvents = (
  client: DatabricksClient,
  pipelineId: string,
  search: EventSearch,
): Promise<PipelineEvent[]> => {
  const { updateId, order = "DESC", limit } = search;
  const url = path`/api/2.0/pipelines/${pipelineId}/events`;
  const size = {
    max_results:
      updateId === undefined
        ? Math.min(limit ?? maxPipelinePageSize, maxPipelinePageSize)
        : maxPipelinePageSize,
  };
  const first = { ...size, filter: filterOf(search), order_by: `timestamp ${order.toLowerCase()}` };
  // With a page token, Databricks accepts only the page size.
  const fetchPage = (page_token?: string): Promise<Page> =>
    client.get(url, {
      schema: pages.schema,
      query: page_token === undefined ? first : { ...size, page_token },
    });
  const itemsOf = (page: Page): PipelineEvent[] =>
    pages.itemsOf(page).filter(({ origin }) => updateId === undefined || origin?.update_id === updateId);
  return collectPages(`GET ${url}`, fetchPage, itemsOf, limit);
};

/** An error of an update. */
export interface UpdateError {
  message: string;
  time?: string;
  /** The flow that failed, if any. */
  flow?: string;
  exceptions: { className?: string; message?: string }[];
}

/** An update with its outcome and, if it failed, its errors, latest first. */
export type UpdateWithOutcome = PipelineUpdate & { outcome: UpdateOutcome; errors?: UpdateError[] };

/** The maximum number of errors that are read. */
const maxErrors = 20;

const errorOf = ({ message = "", timestamp: time, origin = {}, error = {} }: PipelineEvent): UpdateError => ({
  message,
  ...(time && { time }),
  ...(origin.flow_name && { flow: origin.flow_name }),
  exceptions: (error.exceptions ?? []).map(({ class_name, message: text }) => ({
    ...(class_name && { className: class_name }),
    ...(text && { message: text }),
  })),
});

/** Adds the outcome of an update and, if it failed, its errors, which only the events contain. */
export const withOutcomeAndErrors = async (
  client: DatabricksClient,
  pipelineId: string,
  update: PipelineUpdate,
): Promise<UpdateWithOutcome> => {
  const outcome = updateOutcome(update);
  if (outcome !== "failed") return { ...update, outcome };
  const { update_id: updateId, creation_time: startTime } = update;
  const events = await listEvents(client, pipelineId, {
    levels: ["ERROR"],
    updateId,
    startTime,
    limit: maxErrors,
  });
  return { ...update, outcome, errors: events.map(errorOf) };
};

/** Reads the events of a pipeline; those of one update from its start on, since Databricks cannot filter by update. */
export const listEventsOf = async (
  client: DatabricksClient,
  pipelineId: string,
  search: EventSearch,
): Promise<PipelineEvent[]> => {
  const { updateId, startTime = 0 } = search;
  if (updateId === undefined) return listEvents(client, pipelineId, search);
  const { creation_time = 0 } = await fetchUpdate(client, pipelineId, updateId);
  return listEvents(client, pipelineId, { ...search, startTime: Math.max(startTime, creation_time) });
};
