/** A flow with the trigger Job Notification, as the platform deploys, calls and removes it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { job } from "../../src/api/jobExamples";
import { component, type LogLine, recordingLogger, tokenConnection } from "./component";
import type { TestWorkspace } from "./workspace";

/** What the trigger gave. */
export interface Received {
  branch: string;
  response: { statusCode: number; headers?: Record<string, string>; body?: string };
  payload: { headers: Record<string, string>; body: { data: Record<string, unknown> } };
}

type State = Record<string, unknown>;

type Lifecycle = (context: object, params: object) => Promise<{ crossFlowState?: State } | undefined>;

const { jobNotification } = component.triggers;

const lifecycle = (name: "webhookCreate" | "webhookDelete"): Lifecycle => {
  const found = jobNotification?.[name];
  if (!found) throw new Error(`The trigger has no ${name}`);
  return found as unknown as Lifecycle;
};

/** What a flow that batches makes executions of. */
export const batchedItems = (received: Pick<Received, "branch" | "payload">): unknown[] =>
  jobNotification?.resolveTriggerItems?.({} as never, received as never) ?? [];

const defaults = Object.fromEntries(
  (jobNotification?.inputs ?? []).map(({ key, default: value }) => [key, value]),
);

/** A payload as the platform hands it to a trigger. */
export const payloadOf = (headers: Record<string, string>, body: unknown, rawBody: unknown = undefined) => ({
  headers,
  queryParameters: {},
  rawBody: { data: rawBody, contentType: "application/json" },
  body: { data: body, contentType: "application/json" },
});

export class NotificationFlow {
  /** What all flows of the instance keep. */
  crossFlowState: State = {};
  readonly lines: LogLine[] = [];
  /** What the flow was started with, on either branch. */
  readonly received: Received[] = [];
  url = "https://hooks.example.com/flow-one";
  instance = { id: "instance-one", name: "Nightly" };
  readonly flow = { id: "flow-id", name: "Airports Counted", stableId: "stable-one" };
  #close = (): Promise<void> => Promise.resolve();

  constructor(readonly workspace: TestWorkspace) {}

  context(): object {
    return {
      logger: recordingLogger(this.lines),
      flow: this.flow,
      instance: this.instance,
      integration: {
        id: "integration",
        name: "Airport Reports",
        versionSequenceId: "1",
        externalVersion: "",
      },
      webhookUrls: { [this.flow.name]: this.url },
      webhookApiKeys: {},
      crossFlowState: structuredClone(this.crossFlowState),
      instanceState: {},
    };
  }

  params(given: object = {}): object {
    const own = { jobId: String(job.job_id), ...given };
    return { ...defaults, connection: tokenConnection(this.workspace), ...own };
  }

  #keep(returned: { crossFlowState?: State } | undefined): void {
    this.crossFlowState = { ...this.crossFlowState, ...structuredClone(returned?.crossFlowState ?? {}) };
  }

  /** Deploys the instance: the state is kept only where that succeeds. */
  async deploy(given: object = {}, context: object = {}): Promise<void> {
    this.#keep(await lifecycle("webhookCreate")({ ...this.context(), ...context }, this.params(given)));
  }

  /** Removes the instance. */
  async remove(given: object = {}): Promise<void> {
    this.#keep(await lifecycle("webhookDelete")(this.context(), this.params(given)));
  }

  /** What the platform does with a request to the flow's URL. */
  async call(payload: object, given: object = {}): Promise<Received> {
    const perform = jobNotification?.perform as unknown as (...all: object[]) => Promise<Received>;
    const received = await perform(this.context(), payload, this.params(given));
    this.received.push(received);
    return received;
  }

  /** Listens on loopback, and hands what is posted there to the trigger. */
  async listen(given: object = {}): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const raw = Buffer.concat(chunks);
        const headers = request.headers as Record<string, string>;
        this.call(payloadOf(headers, JSON.parse(raw.toString()), raw), given).then(
          ({ response: { statusCode, headers: own, body } }) => response.writeHead(statusCode, own).end(body),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/flow`;
    this.#close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** The password that is kept. */
  get password(): string {
    const [saved] = Object.values(this.crossFlowState).filter((value) => value !== null);
    return String((saved as State | undefined)?.password);
  }

  /** The header that Databricks sends. */
  authorization(): Record<string, string> {
    const [saved] = Object.values(this.crossFlowState) as State[];
    const basic = Buffer.from(`${saved?.userName}:${saved?.password}`).toString("base64");
    return { authorization: `Basic ${basic}` };
  }
}

/** The destinations of a workspace. */
export const destinationsOf = async (
  workspace: TestWorkspace,
): Promise<{ id: string; display_name: string }[]> => {
  const { json } = await workspace.call("GET", "/api/2.0/notification-destinations?page_size=100");
  return (json as { results: { id: string; display_name: string }[] }).results;
};

/** The settings of a job, as they stand. */
export const settingsOf = async (
  workspace: TestWorkspace,
  jobId: number = job.job_id,
): Promise<Record<string, unknown>> => {
  const { json } = await workspace.call("GET", `/api/2.2/jobs/get?job_id=${jobId}`);
  return (json as { settings: Record<string, unknown> }).settings;
};

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
