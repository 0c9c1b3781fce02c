/**
 * The webhooks of a job: which destinations are notified of the events of its runs.
 * https://docs.databricks.com/aws/en/jobs/notifications
 */
import type { JobSettings } from "./jobs";

/** The events of a run, in one word, and their names in `webhook_notifications` and in notifications. */
export const jobEvents = {
  start: "on_start",
  success: "on_success",
  failure: "on_failure",
  slow: "on_duration_warning_threshold_exceeded",
  backlog: "on_streaming_backlog_exceeded",
} as const;

export type JobEventName = keyof typeof jobEvents;

/** The maximum number of destinations for one event of a job. */
export const maxDestinations = 3;

/** The webhooks of a job, by event. An open list of fields. */
type WebhookNotifications = Record<string, unknown>;

/** The wanted webhooks of a job. */
export interface WantedWebhooks {
  /** Every destination that is ours: unwanted ones are removed. */
  ownDestinations: readonly string[];
  /** The one to notify; undefined if there is none. */
  destination?: string;
  /** The events to notify it of. */
  events: readonly JobEventName[];
}

const entriesOf = (value: unknown): { id?: unknown }[] => (Array.isArray(value) ? value : []);

const webhooksOf = ({ webhook_notifications: given }: JobSettings): WebhookNotifications =>
  typeof given === "object" && given !== null ? { ...given } : {};

/** The destinations of one event that are not ours, unchanged. */
const foreignEntries = (webhooks: WebhookNotifications, field: string, ownDestinations: readonly string[]) =>
  entriesOf(webhooks[field]).filter(({ id }) => !ownDestinations.includes(String(id)));

/**
 * The webhooks of a job with ours as wanted, and everything else unchanged.
 * @returns undefined if nothing has to change
 */
export const changedWebhooks = (
  settings: JobSettings,
  { ownDestinations, destination, events }: WantedWebhooks,
): WebhookNotifications | undefined => {
  const before = webhooksOf(settings);
  const wanted = new Set<string>(destination === undefined ? [] : events.map((event) => jobEvents[event]));
  const fields = new Set([...Object.keys(before), ...wanted]);
  const after: WebhookNotifications = {};
  let isChanged = false;
  for (const field of fields) {
    const entries = entriesOf(before[field]);
    const ids = entries.map(({ id }) => String(id));
    const isRight =
      ids.filter((id) => ownDestinations.includes(id)).join() ===
      (wanted.has(field) ? String(destination) : "");
    isChanged ||= !isRight;
    const next = [
      ...foreignEntries(before, field, ownDestinations),
      ...(wanted.has(field) ? [{ id: destination }] : []),
    ];
    if (isRight) after[field] = before[field];
    else if (next.length > 0) after[field] = next;
  }
  return isChanged ? after : undefined;
};

/** The events without room for one more destination, with their destinations. */
export const fullEvents = (
  settings: JobSettings,
  ownDestinations: readonly string[],
  events: readonly JobEventName[],
): { field: string; ids: string[] }[] =>
  events
    .map((event) => ({
      field: jobEvents[event],
      ids: foreignEntries(webhooksOf(settings), jobEvents[event], ownDestinations).map(({ id }) =>
        String(id),
      ),
    }))
    .filter(({ ids }) => ids.length >= maxDestinations);

/** Whether a rule of the job defines when a run is slow; without one, Databricks reports no slow runs. */
export const hasDurationRule = ({ health }: JobSettings): boolean => {
  const { rules } = (health ?? {}) as { rules?: { metric?: string }[] };
  return Array.isArray(rules) && rules.some(({ metric }) => metric === "RUN_DURATION_SECONDS");
};
