/** The event log of a pipeline. */
import type { PipelineEvent } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";

/** What is told of an event. */
interface NewEvent {
  event_type: string;
  message: string;
  level?: "INFO" | "WARN" | "ERROR";
  update_id?: string;
  dataset_name?: string;
  error?: PipelineEvent["error"];
}

export class EventLog {
  readonly #events: PipelineEvent[];

  constructor(
    private readonly pipeline: { pipeline_id: string; name: string },
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    earlier: readonly PipelineEvent[],
  ) {
    this.#events = [...earlier];
  }

  add({ update_id, dataset_name, level = "INFO", ...event }: NewEvent): void {
    const { pipeline_id, name } = this.pipeline;
    this.#events.push({
      id: this.ids.uuid(),
      sequence: { control_plane_seq_no: this.#events.length + 1 },
      origin: {
        pipeline_id,
        pipeline_name: name,
        ...(update_id !== undefined && { update_id }),
        ...(dataset_name !== undefined && { dataset_name, flow_name: dataset_name }),
      },
      timestamp: new Date(this.clock.now()).toISOString(),
      level,
      maturity_level: "STABLE",
      ...event,
    });
  }

  /** The events that a filter lets through, the newest first unless it is to be otherwise. @throws HttpError 400 */
  list(filter: unknown, order: unknown): PipelineEvent[] {
    const conditions =
      typeof filter === "string" && filter !== "" ? filter.split(/\s+AND\s+/i).map(readCondition) : [];
    const found = this.#events.filter((event) => conditions.every((holds) => holds(event)));
    const [, direction] = /^timestamp\s+(asc|desc)$/i.exec(String(order ?? "timestamp desc")) ?? [];
    if (direction === undefined) throw invalidParameter(`Invalid order_by: ${String(order)}`);
    return direction.toLowerCase() === "asc" ? found : found.reverse();
  }
}

type Condition = (event: PipelineEvent) => boolean;

const comparisons: Record<string, (one: number, other: number) => boolean> = {
  "=": (one, other) => one === other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
};

function readCondition(text: string): Condition {
  const [, levels] = /^level\s+in\s*\((.+)\)$/i.exec(text.trim()) ?? [];
  if (levels !== undefined) {
    const wanted = levels.split(",").map((each) => each.trim().replace(/^'|'$/g, ""));
    return ({ level = "" }) => wanted.includes(level);
  }
  const [, field, operator = "", value = ""] =
    /^(level|id|update_id|event_type|timestamp)\s*([<>]?=|[<>])\s*'([^']*)'$/i.exec(text.trim()) ?? [];
  if (field === "timestamp" && Number.isFinite(Date.parse(value))) {
    return ({ timestamp = "" }) => comparisons[operator]?.(Date.parse(timestamp), Date.parse(value)) ?? false;
  }
  if (field !== undefined && operator === "=") {
    return (event) =>
      (field === "update_id" ? event.origin?.update_id : event[field as "level" | "id" | "event_type"]) ===
      value;
  }
  throw invalidParameter(`Invalid filter: ${text}`);
}
