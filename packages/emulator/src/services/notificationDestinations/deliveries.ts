/** Sends events to generic webhooks, only on this machine, and records the outcome of each. */
import type { WorkspaceClock } from "../../control/clock";
import { isLoopbackUrl } from "./configuration";
import type { StoredDestination } from "./store";

/** What an event tells, all ids as numbers; how they are written is the sender's choice. */
interface JobEvent {
  event_type: string;
  workspace_id: number | string;
  run: { run_id: number | string; parent_run_id?: number | string };
  job: { job_id: number | string; name?: string };
  task?: { task_key: string };
}

/** One POST, or why there was none. */
export interface Delivery {
  destination_id: string;
  event_type: string;
  /** ms of workspace time. */
  at: number;
  url: string;
  body: JobEvent;
  /** Whether anything was sent. */
  sent: boolean;
  /** What came back, once it has. */
  status?: number;
  answer?: string;
  /** Why nothing was sent, or nothing came back. */
  error?: string;
}

/** How long a receiver may take, in ms of real time. */
const MAX_DELIVERY_MS = 10_000;

export class Deliveries {
  /** Whether ids are written as numbers: Databricks' pages show text, some samples show numbers. */
  numericIds = false;
  #log: Delivery[] = [];
  readonly #going = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(private readonly clock: WorkspaceClock) {}

  /** Tells a destination of an event; what becomes of it is found in the log. */
  deliver(destination: StoredDestination, event: JobEvent): void {
    if (this.clock.closed) return;
    const { kind, values } = destination.configuration;
    const url = String(values.url ?? "");
    const delivery: Delivery = {
      destination_id: destination.id,
      event_type: event.event_type,
      at: this.clock.now(),
      url,
      body: this.numericIds ? event : withTextIds(event),
      sent: false,
    };
    this.#log.push(delivery);
    if (kind !== "generic_webhook") delivery.error = `Not sent: the workspace sends nothing by ${kind}.`;
    else if (!isLoopbackUrl(url)) delivery.error = "Not sent: the workspace sends to loopback alone.";
    else this.#follow(this.#send(delivery, values));
  }

  /** Every delivery, the oldest first, once none is still running. */
  async settled(): Promise<Delivery[]> {
    await Promise.all(this.#going);
    return this.#log;
  }

  /** Empties the log. */
  clear(): void {
    this.#log = [];
  }

  /** Aborts those that are still running. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#going);
  }

  #follow(sending: Promise<void>): void {
    const followed = this.clock.during(sending).finally(() => this.#going.delete(followed));
    this.#going.add(followed);
  }

  async #send(delivery: Delivery, { username, password }: Record<string, unknown>): Promise<void> {
    delivery.sent = true;
    try {
      const answer = await fetch(delivery.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...basic(username, password) },
        body: JSON.stringify(delivery.body),
        redirect: "manual",
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(MAX_DELIVERY_MS)]),
      });
      delivery.answer = await answer.text();
      delivery.status = answer.status;
    } catch (error) {
      delivery.error = error instanceof Error ? error.message : String(error);
    }
  }
}

/** Without a user name and a password there is no header. */
function basic(username: unknown = "", password: unknown = ""): Record<string, string> {
  if (username === "" && password === "") return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

function withTextIds({ workspace_id, run, job, ...event }: JobEvent): JobEvent {
  return {
    ...event,
    workspace_id: String(workspace_id),
    run: {
      run_id: String(run.run_id),
      ...(run.parent_run_id !== undefined && { parent_run_id: String(run.parent_run_id) }),
    },
    job: { ...job, job_id: String(job.job_id) },
  };
}
