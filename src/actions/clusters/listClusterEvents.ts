import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { choiceWithDefault, integerOrZero } from "../../inputs/clean";
import { clusterId } from "../../inputs/shared";
import { nameList } from "../../inputs/stringList";
import { optionalTime } from "../../inputs/time";
import {
  type ClusterEvent,
  clusterEventExamples,
  clusterEventSchema,
  eventPageSize,
} from "../../services/clusters/clusterEvents";

const orders = ["DESC", "ASC"] as const;

const time = (label: string, example: string, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    placeholder: example,
    example,
    comments,
    clean: optionalTime(label),
  });

const inputs = {
  eventTypes: input({
    label: "Event Types",
    type: "string",
    collection: "valuelist",
    required: false,
    placeholder: "TERMINATING",
    example: "RUNNING",
    comments:
      "The types of the events that are wanted, such as STARTING or TERMINATING. Left empty, all come.",
    clean: nameList("Event Types"),
  }),
  startTime: time(
    "Start Time",
    "2025-11-01T00:00:00Z",
    "Events from this time on: ISO 8601 with a zone, or milliseconds since 1970.",
  ),
  endTime: time(
    "End Time",
    "2025-11-30T00:00:00Z",
    "Events up to this time: ISO 8601 with a zone, or milliseconds since 1970.",
  ),
  order: input({
    label: "Order",
    type: "string",
    required: false,
    default: "DESC" satisfies (typeof orders)[number],
    model: [
      { label: "Latest first", value: "DESC" },
      { label: "Earliest first", value: "ASC" },
    ],
    comments: "The order of the events.",
    clean: choiceWithDefault("Order", orders, "DESC"),
  }),
  limit: input({
    label: "Limit",
    type: "string",
    required: false,
    placeholder: "100",
    example: "100",
    comments: "The most events that are wanted. Left empty, all come.",
    clean: integerOrZero("Limit", Number.MAX_SAFE_INTEGER),
  }),
};

/**
 * Takes a cluster's id and gives its events, from every page.
 * https://docs.databricks.com/api/workspace/clusters/events
 */
export const listClusterEvents = databricksAction({
  label: "List Cluster Events",
  description: "List what has happened to a cluster: starts, resizes, terminations and their reasons.",
  effect: "read",
  inputs: { clusterId, ...inputs },
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
        page_size: limit === 0 ? eventPageSize : Math.min(limit, eventPageSize),
      },
      limit === 0 ? undefined : limit,
    ),
  example: clusterEventExamples,
});
