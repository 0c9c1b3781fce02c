import { databricksAction } from "../../databricksAction";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { choiceInput } from "../../inputs/choice";
import { asOptional, withDefault } from "../../inputs/defineInput";
import { limitInput } from "../../inputs/integer";
import { clusterId } from "../../inputs/shared";
import { namesInput } from "../../inputs/stringList";
import { timestampInput } from "../../inputs/timestamp";
import {
  type ClusterEvent,
  clusterEventSchema,
  clusterEvents,
  eventPageSize,
} from "../../services/clusters/clusterEvents";

const listInputs = {
  eventTypes: namesInput({
    label: "Event Types",
    comments:
      "The types of the events that are wanted, such as STARTING or TERMINATING. Left empty, all come.",
    placeholder: "TERMINATING",
    example: "RUNNING",
  }),
  startTime: asOptional(
    timestampInput({
      label: "Start Time",
      comments: "Events from this time on: ISO 8601 with a zone, or milliseconds since 1970.",
      example: "2025-11-01T00:00:00Z",
    }),
  ),
  endTime: asOptional(
    timestampInput({
      label: "End Time",
      comments: "Events up to this time: ISO 8601 with a zone, or milliseconds since 1970.",
      example: "2025-11-30T00:00:00Z",
    }),
  ),
  order: withDefault(
    choiceInput({
      label: "Order",
      comments: "The order of the events.",
      choices: { DESC: "Latest first", ASC: "Earliest first" },
    }),
    "DESC",
  ),
  limit: limitInput("The most events that are wanted. Left empty, all come."),
};

/**
 * Takes a cluster's id and gives its events, from every page.
 * https://docs.databricks.com/api/workspace/clusters/events
 */
export const listClusterEvents = databricksAction({
  label: "List Cluster Events",
  description: "List what has happened to a cluster: starts, resizes, terminations and their reasons.",
  effect: "read",
  inputs: { clusterId, ...listInputs },
  perform: (
    client,
    { clusterId: cluster_id, eventTypes, startTime, endTime, order, limit },
  ): Promise<Partial<ClusterEvent>[]> =>
    client.search(
      path`/api/2.1/clusters/events`,
      pagesOf("events", clusterEventSchema),
      {
        cluster_id,
        ...(eventTypes.length > 0 && { event_types: eventTypes }),
        start_time: startTime,
        end_time: endTime,
        order,
        page_size: Math.min(limit ?? eventPageSize, eventPageSize),
      },
      limit,
    ),
  example: clusterEvents,
});
