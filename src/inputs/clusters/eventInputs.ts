/** Inputs of List Cluster Events. */
import { pageSizeFor } from "../../http/paginate";
import { eventPageSize } from "../../services/clusters/clusterEvents";
import { choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { clusterId } from "../shared";
import { namesInput } from "../stringList";
import { expectInOrder, timestampInput } from "../timestamp";

/** Which events to return, in order. */
export const eventInputs = {
  clusterId,
  eventTypes: namesInput({
    label: "Event Types",
    comments:
      "The types of events to return, such as STARTING or TERMINATING. If empty, all types are returned.",
    placeholder: "TERMINATING",
    example: "RUNNING",
  }),
  startTime: asOptional(
    timestampInput({
      label: "Start Time",
      comments: "Return events from this time on: ISO 8601 with a time zone, or milliseconds since 1970.",
      example: "2025-11-01T00:00:00Z",
    }),
  ),
  endTime: asOptional(
    timestampInput({
      label: "End Time",
      comments: "Return events up to this time: ISO 8601 with a time zone, or milliseconds since 1970.",
      example: "2025-11-30T00:00:00Z",
    }),
  ),
  order: withDefault(
    choiceInput({
      label: "Order",
      comments: "The order of the events by time.",
      choices: { DESC: "Latest first", ASC: "Earliest first" },
    }),
    "DESC",
  ),
  limit: limitInput("The maximum number of events to return. If empty, all events are returned."),
};

/** The selected events, as the inputs give them. */
interface GivenEvents {
  clusterId: string;
  eventTypes: string[];
  startTime?: number;
  endTime?: number;
  order: string;
  limit?: number;
}

/** Throws Error that names both times if they are in the wrong order. */
export const expectEventPeriod = ({ startTime, endTime }: Pick<GivenEvents, "startTime" | "endTime">): void =>
  expectInOrder(startTime, endTime, [eventInputs.startTime, eventInputs.endTime]);

/** The search in Databricks' format. Throws as `expectEventPeriod` does. */
export const eventSearch = (given: GivenEvents) => {
  expectEventPeriod(given);
  const { clusterId, eventTypes, startTime, endTime, order, limit } = given;
  return {
    cluster_id: clusterId,
    ...(eventTypes.length > 0 && { event_types: eventTypes }),
    start_time: startTime,
    end_time: endTime,
    order,
    page_size: pageSizeFor(limit, eventPageSize),
  };
};
