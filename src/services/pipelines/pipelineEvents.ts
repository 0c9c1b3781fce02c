/** The event log of a pipeline: its progress, and why an update failed. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { collectPages, type Page, pageSizeFor, pagesOf } from "../../http/paginate";
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
interface EventSearch {
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

/** A condition on the time; none for a time that is out of range. */
const timestamp = (operator: string, ms = Number.NaN): string[] => {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? [] : [`timestamp ${operator} '${time.toISOString()}'`];
};

const filterOf = ({ levels = [], updateId, startTime, endTime }: EventSearch): string | undefined =>
  [
    ...(updateId === undefined ? [] : [`update_id = '${updateId.replaceAll("'", "''")}'`]),
    ...(levels.length > 0 ? [`level in (${levels.map((level) => `'${level}'`).join(",")})`] : []),
    ...timestamp(">=", startTime),
    ...timestamp("<=", endTime),
  ].join(" AND ") || undefined;

/** Reads the events that match a filter. @param isWanted which of them are returned, if not all */
const fetchEvents = (
  client: DatabricksClient,
  pipelineId: string,
  { order = "DESC", limit, ...search }: EventSearch,
  isWanted?: (event: PipelineEvent) => boolean,
): Promise<PipelineEvent[]> => {
  const url = path`/api/2.0/pipelines/${pipelineId}/events`;
  const size = { max_results: pageSizeFor(isWanted ? undefined : limit, maxPipelinePageSize) };
  const first = { ...size, filter: filterOf(search), order_by: `timestamp ${order.toLowerCase()}` };
  // With a page token, Databricks accepts only the page size.
  const fetchPage = (page_token?: string): Promise<Page> =>
    client.get(url, {
      schema: pages.schema,
      query: page_token === undefined ? first : { ...size, page_token },
    });
  return collectPages(`GET ${url}`, fetchPage, pages.itemsOf, limit, isWanted);
};

/** Reads the events of a search, latest first by default. */
const searchEvents = async (
  client: DatabricksClient,
  pipelineId: string,
  search: EventSearch,
): Promise<PipelineEvent[]> => {
  const { updateId, ...others } = search;
  if (updateId === undefined) return fetchEvents(client, pipelineId, search);
  const isOwn = ({ origin }: PipelineEvent): boolean => origin?.update_id === updateId;
  try {
    return await fetchEvents(client, pipelineId, search, isOwn);
  } catch (error) {
    // Databricks' command line filters by update, but this is not documented: it may be rejected.
    if (!(error instanceof DatabricksError) || error.status !== 400) throw error;
    return fetchEvents(client, pipelineId, others, isOwn);
  }
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

/** How long before the start of an update its first event may be, in milliseconds. */
const clockMarginMs = 60_000;

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

/** The earliest time of the events of an update, in ms since the epoch: their clock may differ from the update's. */
const beginOf = ({ creation_time }: PipelineUpdate): number | undefined =>
  creation_time === undefined ? undefined : Math.max(0, creation_time - clockMarginMs);

/** Adds the outcome of an update and, if it failed, its errors, which only the events contain. */
export const withOutcomeAndErrors = async (
  client: DatabricksClient,
  pipelineId: string,
  update: PipelineUpdate,
): Promise<UpdateWithOutcome> => {
  const outcome = updateOutcome(update);
  if (outcome !== "failed") return { ...update, outcome };
  const events = await searchEvents(client, pipelineId, {
    levels: ["ERROR"],
    updateId: update.update_id,
    startTime: beginOf(update),
    limit: maxErrors,
  });
  return { ...update, outcome, errors: events.map(errorOf) };
};

/** Reads the events of a pipeline, or those of one update. @throws DatabricksError if there is no such update */
export const fetchPipelineEvents = async (
  client: DatabricksClient,
  pipelineId: string,
  search: EventSearch,
): Promise<PipelineEvent[]> => {
  const { updateId, startTime = 0 } = search;
  if (updateId === undefined) return searchEvents(client, pipelineId, search);
  const begin = beginOf(await fetchUpdate(client, pipelineId, updateId));
  return searchEvents(client, pipelineId, { ...search, startTime: Math.max(startTime, begin ?? 0) });
};
