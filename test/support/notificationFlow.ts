/** A flow with the trigger Job Notification in a test workspace, and what its tests do to jobs and destinations. */
import { basic, type Received, WebhookFlow } from "../../demo/webhookFlow";
import { jobExample } from "../../src/services/jobs/jobsExamples";
import { component, type LogLine, recordingLogger, tokenConnection } from "./component";
import type { TestWorkspace } from "./workspace";

export { payloadOf } from "../../demo/webhookFlow";

/** What a flow that batches makes executions of. */
export const batchedItems = (received: Pick<Received, "branch" | "payload">): unknown[] =>
  component.triggers.jobNotification?.resolveTriggerItems?.({} as never, received as never) ?? [];

/** The flow of a test: it keeps what is logged, and is for the example job where nothing else is said. */
export class NotificationFlow extends WebhookFlow {
  constructor(
    readonly workspace: TestWorkspace,
    readonly lines: LogLine[] = [],
  ) {
    super({
      component,
      key: "jobNotification",
      connection: tokenConnection(workspace),
      inputs: { jobId: String(jobExample.job_id) },
      logger: recordingLogger(lines),
    });
  }

  get #saved(): Record<string, unknown> | undefined {
    const [saved] = Object.values(this.crossFlowState).filter((value) => value !== null);
    return saved as Record<string, unknown> | undefined;
  }

  /** The password that is kept. */
  get password(): string {
    return String(this.#saved?.password);
  }

  /** What it has warned of. */
  warnings(): string[] {
    return this.lines.filter(({ level }) => level === "warn").map(({ text }) => text);
  }

  /** The header that Databricks sends. */
  authorization(): Record<string, string> {
    return basic(String(this.#saved?.userName), this.password);
  }
}

/** The destinations of a workspace. */
export const destinationsOf = async (
  workspace: TestWorkspace,
): Promise<{ id: string; display_name: string }[]> => {
  const { json } = await workspace.call("GET", "/api/2.0/notification-destinations?page_size=100");
  return (json as { results: { id: string; display_name: string }[] }).results;
};

/** The settings of a job, as they are. */
export const settingsOf = async (
  workspace: TestWorkspace,
  jobId: number = jobExample.job_id,
): Promise<Record<string, unknown>> => {
  const { json } = await workspace.call("GET", `/api/2.2/jobs/get?job_id=${jobId}`);
  return (json as { settings: Record<string, unknown> }).settings;
};

/** The requests that change something, as method and path, the id of a destination as `*`. */
export const changesIn = async (workspace: TestWorkspace): Promise<string[]> =>
  (await workspace.requests())
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, "*")}`);

/** Makes a destination of somebody else. */
export const foreignDestination = async (workspace: TestWorkspace, name = "On call"): Promise<string> => {
  const { json } = await workspace.call("POST", "/api/2.0/notification-destinations", {
    display_name: name,
    config: { generic_webhook: { url: "https://oncall.example.com" } },
  });
  return (json as { id: string }).id;
};

/** Takes the right of a workspace admin from whoever calls. */
export const loseAdminRight = async (workspace: TestWorkspace): Promise<void> => {
  const revoke = [{ securable: "workspace", privilege: "ADMIN" }];
  const { status, text } = await workspace.call("POST", "/__workspace/grants", { revoke });
  if (status !== 200) throw new Error(`The right was not taken away: ${text}`);
};

/** Makes a job of tasks that need no process. */
export const quickJob = async (workspace: TestWorkspace, settings: object = {}): Promise<number> => {
  const { json, text } = await workspace.call("POST", "/api/2.2/jobs/create", {
    name: "Quick",
    tasks: [{ task_key: "check", condition_task: { op: "EQUAL_TO", left: "1", right: "1" } }],
    ...settings,
  });
  const { job_id } = json as { job_id?: number };
  if (job_id === undefined) throw new Error(`No job was made: ${text}`);
  return job_id;
};

/** Changes settings of a job, as somebody else would. */
export const updateJob = async (workspace: TestWorkspace, job_id: number, change: object): Promise<void> => {
  const { status, text } = await workspace.call("POST", "/api/2.2/jobs/update", { job_id, ...change });
  if (status !== 200) throw new Error(`The job was not changed: ${text}`);
};

/** Starts a run of a job and gives its id. */
export const startRun = async (workspace: TestWorkspace, job_id: number): Promise<number> => {
  const { json, text } = await workspace.call("POST", "/api/2.2/jobs/run-now", { job_id });
  const { run_id } = json as { run_id?: number };
  if (run_id === undefined) throw new Error(`No run was started: ${text}`);
  return run_id;
};

interface Told {
  state?: { life_cycle_state?: string };
  tasks?: { state?: { life_cycle_state?: string } }[];
}

/** Looks at a run until this holds of it. */
export const untilRun = async (
  workspace: TestWorkspace,
  runId: number,
  holds: (run: Told) => boolean,
): Promise<void> => {
  for (;;) {
    const { json } = await workspace.call("GET", `/api/2.2/jobs/runs/get?run_id=${runId}`);
    if (holds(json as Told)) return;
  }
};

/** Waits until a run has ended, and what it tells has been told. */
export const untilTold = async (workspace: TestWorkspace, runId: number): Promise<void> => {
  const ends = ["TERMINATED", "INTERNAL_ERROR", "SKIPPED"];
  await untilRun(workspace, runId, ({ state }) => ends.includes(state?.life_cycle_state ?? ""));
  await workspace.deliveries();
};
