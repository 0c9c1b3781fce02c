/** Which webhooks are notified of the runs of a job or a task, and when. */
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Progress } from "./progress";
import type { RunEnvironment } from "./runEnvironment";
import { type JobSettings, listOf } from "./settings";
import type { TaskRun } from "./taskRun";

/** The destinations that there are. */
export interface KnownDestinations {
  find(id: string): unknown;
}

/** The run whose webhooks are told. */
export interface NotifyingRun {
  readonly environment: Pick<
    RunEnvironment,
    "clock" | "deliveries" | "notificationDestinations" | "organizationId"
  >;
  readonly plan: { name: string; settings: JobSettings };
  readonly jobId: number;
  readonly runId: number;
}

/** What can happen, as `webhook_notifications` names it. */
const jobEvents = [
  "on_start",
  "on_success",
  "on_failure",
  "on_duration_warning_threshold_exceeded",
  "on_streaming_backlog_exceeded",
] as const;

type JobEventName = (typeof jobEvents)[number];

/** The most destinations of one event. */
const MAX_DESTINATIONS = 3;

const webhooksOf = (owner: object, event: string): string[] =>
  listOf<{ id: string }>(fieldsOf(fieldsOf(owner).webhook_notifications), event).map(({ id }) => id);

/**
 * Checks the webhooks and health rules of a job and of its tasks.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for too many destinations, an unknown one, or a wrong rule
 */
export function checkNotifications(settings: JobSettings, destinations: KnownDestinations): void {
  for (const owner of [settings, ...(settings.tasks ?? [])]) {
    for (const event of jobEvents) checkWebhooks(webhooksOf(owner, event), event, destinations);
    checkHealth(fieldsOf(owner).health);
  }
}

/** A job that names a destination which has been deleted cannot be changed, whatever the change is about. */
function checkWebhooks(ids: string[], event: string, destinations: KnownDestinations): void {
  if (ids.length > MAX_DESTINATIONS) {
    throw invalidParameter(
      `A maximum of ${MAX_DESTINATIONS} destinations can be specified for the ${event} property.`,
    );
  }
  const unknown = ids.find((id) => !destinations.find(String(id)));
  if (unknown !== undefined || ids.includes(undefined as never)) {
    throw invalidParameter(`Webhook with id '${unknown ?? ""}' was not found.`);
  }
}

const metrics = [
  "DURATION_SECONDS",
  "BACKLOG_BYTES",
  "BACKLOG_FILES",
  "BACKLOG_RECORDS",
  "BACKLOG_SECONDS",
].map((name) => (name.startsWith("DURATION") ? `RUN_${name}` : `STREAMING_${name}`));

interface Rule {
  metric: string;
  op: string;
  value: number;
}

const rulesOf = (health: unknown): Rule[] => listOf<Rule>(fieldsOf(health), "rules");

function checkHealth(health: unknown): void {
  for (const { metric, op, value } of rulesOf(health)) {
    if (!metrics.includes(metric))
      throw invalidParameter(`Invalid metric of a health rule: ${String(metric)}`);
    if (op !== "GREATER_THAN") throw invalidParameter(`Invalid op of a health rule: ${String(op)}`);
    if (!Number.isSafeInteger(Number(value)) || Number(value) <= 0) {
      throw invalidParameter(`Invalid value of a health rule: ${String(value)}`);
    }
  }
}

/** After how many ms a run or a task is slow; undefined where no rule says so. */
const slowAfter = (owner: object): number | undefined => {
  const rule = rulesOf(fieldsOf(owner).health).find(({ metric }) => metric === "RUN_DURATION_SECONDS");
  return rule && Number(rule.value) * 1000;
};

/** What the end of a run is to its webhooks; undefined where its settings keep it quiet. */
function eventOfEnd({ state, status }: Progress, owner: object): JobEventName | undefined {
  const { code } = status.termination_details ?? {};
  const { no_alert_for_skipped_runs: noSkipped, no_alert_for_canceled_runs: noCanceled } = fieldsOf(
    fieldsOf(owner).notification_settings,
  );
  if (code === "SUCCESS" || code === "SUCCESS_WITH_FAILURES") return "on_success";
  if (state.life_cycle_state === "SKIPPED") return noSkipped === true ? undefined : "on_failure";
  if (state.result_state === "CANCELED") return noCanceled === true ? undefined : "on_failure";
  return "on_failure";
}

/** Tells the webhooks of a job, or of one of its tasks, what happens to one run. */
export class RunNotifications {
  #watch = new AbortController();

  /** @param attempt where it is a task whose webhooks are told */
  constructor(
    readonly run: NotifyingRun,
    readonly attempt?: TaskRun,
  ) {}

  get #owner(): object {
    return this.attempt?.task ?? this.run.plan.settings;
  }

  /** It begins: from now on it may become slow. */
  started(): void {
    this.#notify("on_start");
    const after = slowAfter(this.#owner);
    if (after === undefined) return;
    const watch = new AbortController();
    this.#watch = watch;
    const { clock } = this.run.environment;
    void clock.sleep(after, watch.signal).then(() => {
      if (!watch.signal.aborted && !clock.closed) this.#notify("on_duration_warning_threshold_exceeded");
    });
  }

  /** It has ended. */
  ended(progress: Progress): void {
    this.#watch.abort();
    const event = eventOfEnd(progress, this.#owner);
    if (event) this.#notify(event);
  }

  /** It is tried again: a task tells of each try, unless only the last is to be told of. */
  attemptFailed(progress: Progress): void {
    const { alert_on_last_attempt: lastOnly } = fieldsOf(fieldsOf(this.#owner).notification_settings);
    if (lastOnly === true) this.#watch.abort();
    else this.ended(progress);
  }

  #notify(event: JobEventName): void {
    const { environment, plan, jobId, runId } = this.run;
    const { attempt } = this;
    for (const id of webhooksOf(this.#owner, event)) {
      const destination = environment.notificationDestinations.find(id);
      if (!destination) continue;
      environment.deliveries.deliver(destination, {
        event_type: `jobs.${event}`,
        workspace_id: Number(environment.organizationId),
        run: attempt ? { run_id: attempt.runId, parent_run_id: runId } : { run_id: runId },
        job: { job_id: jobId, name: plan.name },
        ...(attempt && { task: { task_key: attempt.task.task_key } }),
      });
    }
  }
}
