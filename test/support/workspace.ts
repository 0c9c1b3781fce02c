/** The control API of the local workspace, as tests use it: each test gets a workspace of its own. */
import type { ClockMode } from "../../packages/emulator/src/control/clock";
import type { Fault, FaultReport } from "../../packages/emulator/src/control/faults";
import type { LoggedRequest } from "../../packages/emulator/src/control/requestLog";
import type { Delivery } from "../../packages/emulator/src/services/notificationDestinations/deliveries";
import { complaintsAbout } from "./apiContract";
import {
  makeWorkspace,
  type OtherClients,
  type WorkspaceAccess,
  type WorkspaceOptions,
} from "./workspaceAccess";

export type { Fault, LoggedRequest };

/** What a workspace can be filled with; fields that are left out are completed by the workspace. */
interface Seed {
  warehouses?: object[];
  clusters?: object[];
  node_types?: object[];
  /** Notebooks and files: `path`, `content` as text, and a notebook's `language`. */
  objects?: object[];
  /** Volumes of Unity Catalog: `full_name`, `volume_type`, `comment`, `storage_location`. */
  volumes?: object[];
  /** Files of volumes: `path`, `text` or `base64`, `last_modified`. */
  files?: object[];
  /** Whether what there was goes first. */
  replace?: boolean;
}

/** An answer as it came. */
interface Answer {
  status: number;
  text: string;
  /** The body, where it is JSON. */
  json: unknown;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not every answer is JSON; who needs it looks at the text.
  }
};

/** One workspace of the test server, reached by its own token. */
export class TestWorkspace {
  #access?: WorkspaceAccess;
  #hadFaults = false;

  get #open(): WorkspaceAccess {
    if (this.#access) return this.#access;
    throw new Error("The workspace is not open: only hooks and tests can use it.");
  }

  get url(): string {
    return this.#open.url;
  }

  get token(): string {
    return this.#open.token;
  }

  get clientId(): string {
    return this.#open.clientId;
  }

  get clientSecret(): string {
    return this.#open.clientSecret;
  }

  get clients(): OtherClients {
    return this.#open.clients;
  }

  /** Makes the workspace, in place of an earlier one that was closed. */
  async open(options?: WorkspaceOptions): Promise<void> {
    this.#access = await makeWorkspace(options);
    this.#hadFaults = false;
  }

  /** Sends a request with the workspace's token, below its address. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text) };
  }

  async #control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, text, json } = await this.call(method, `/__workspace${path}`, body);
    if (status !== 200) throw new Error(`${method} ${path} of the control API: ${status} ${text}`);
    return json as T;
  }

  /** Exchanges the service principal's secret for an access token, as the platform does. */
  async signIn(): Promise<Record<string, unknown>> {
    const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString("base64");
    const { status, text, json } = await this.call(
      "POST",
      "/oidc/v1/token",
      "grant_type=client_credentials&scope=all-apis",
      { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    );
    if (status !== 200) throw new Error(`No token: ${status} ${text}`);
    return json as Record<string, unknown>;
  }

  /** Every request since the start or the last `forget`, the oldest first, with its answer. */
  async requests(): Promise<LoggedRequest[]> {
    return (await this.#control<{ requests: LoggedRequest[] }>("GET", "/requests")).requests;
  }

  /** Empties the request log. What it held is checked against the contract. */
  async forget(): Promise<void> {
    this.#check(await this.#control("DELETE", "/requests"));
  }

  /** Sets a fault. From then on answers are not held to the contract. */
  async fault(fault: Partial<Fault>): Promise<void> {
    this.#hadFaults = true;
    await this.#control("POST", "/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#control("DELETE", "/faults");
  }

  /** How many requests faults have left unanswered. */
  async firedHangs(): Promise<number> {
    const { faults } = await this.#control<{ faults: FaultReport[] }>("GET", "/faults");
    return faults.filter(({ hang }) => hang).reduce((sum, { fired }) => sum + fired, 0);
  }

  async seed(seed: Seed): Promise<{ warehouses?: string[]; clusters?: string[] }> {
    return this.#control("POST", "/seed", seed);
  }

  /** Seeds registered models and serving endpoints, and says how lists of models, runs and Unity Catalog are cut. */
  async models(given: {
    registered_models?: object[];
    serving_endpoints?: object[];
    most_per_page?: number;
    empty_pages?: number;
    replace?: boolean;
  }): Promise<void> {
    await this.#control("POST", "/models", given);
  }

  /** Takes privileges away from everybody. */
  async revoke(...revoke: { securable: string; id: string; privilege: string }[]): Promise<void> {
    await this.#control("POST", "/grants", { revoke });
  }

  /** Puts a fresh workspace in its place, with the same token. */
  async reset(): Promise<void> {
    this.#check(await this.#control("POST", "/reset"));
    this.#hadFaults = false;
  }

  /** Moves workspace time. */
  async advance(ms: number): Promise<void> {
    await this.#control("POST", "/clock", { advance_ms: ms });
  }

  async setClock(mode: ClockMode): Promise<void> {
    await this.#control("POST", "/clock", { mode });
  }

  /** Sets how long statements run, how their results are cut, what headers their links demand and how fast these are. */
  async statements(settings: {
    run_ms?: number | null;
    rows_per_chunk?: number | null;
    link_headers?: Record<string, string> | null;
    link_delay_ms?: number | null;
    link_bytes_per_second?: number | null;
    time_zone?: string | null;
    history_delay_ms?: number | null;
  }): Promise<void> {
    await this.#control("POST", "/statements", settings);
  }

  /** Adds rows to tables of the catalog `system`: lists by the tables' names, such as `billing.usage`. */
  async systemTables(rows: Record<string, object[]>): Promise<void> {
    await this.#control("POST", "/system-tables", rows);
  }

  /**
   * Sets how long the tasks of jobs are pending and running, and what later runs say in place of running anything;
   * since that need be no state of Databricks, answers are then no longer held to the contract.
   */
  async jobs(settings: {
    pending_ms?: number | null;
    run_ms?: number | null;
    end_as?: { state?: object; status?: object } | null;
  }): Promise<void> {
    if (settings.end_as) this.#hadFaults = true;
    await this.#control("POST", "/jobs", settings);
  }

  /** Sets how long the first states of questions to Genie last, and adds answers. */
  async genie(settings: { state_ms?: number; answers?: object[] }): Promise<void> {
    await this.#control("POST", "/genie", settings);
  }

  /** Sets how long each state of later updates of pipelines lasts. */
  async pipelines(settings: { state_ms: number }): Promise<void> {
    await this.#control("POST", "/pipelines", settings);
  }

  /** What was posted to webhooks, and the answers, once none is still running. */
  async deliveries(): Promise<Delivery[]> {
    return (await this.#control<{ deliveries: Delivery[] }>("GET", "/deliveries")).deliveries;
  }

  /** Sets whether webhooks are sent ids as numbers. */
  async numericIds(numeric_ids: boolean): Promise<void> {
    await this.#control("POST", "/deliveries", { numeric_ids });
  }

  /**
   * Holds everything in the request log to Databricks' own description of its API.
   * @throws Error that lists what it does not name
   */
  async checkTraffic(): Promise<void> {
    this.#check({ requests: await this.requests() });
  }

  #check({ requests }: { requests: readonly LoggedRequest[] }): void {
    const complaints = requests.flatMap((request) => complaintsAbout(request, { answers: !this.#hadFaults }));
    if (complaints.length > 0) {
      throw new Error(`Not in Databricks' API description:\n${[...new Set(complaints)].join("\n")}`);
    }
  }

  /** Ends the workspace. What it was asked and answered is held to the contract, whatever the test was about. */
  async close(): Promise<void> {
    try {
      await this.checkTraffic();
    } finally {
      await this.#control("DELETE", "/workspaces");
    }
  }
}

/** Makes a workspace with the example objects and a clock that moves only on request. */
export const freshWorkspace = async (options: WorkspaceOptions = {}): Promise<TestWorkspace> => {
  const workspace = new TestWorkspace();
  await workspace.open(options);
  return workspace;
};

/** Gives each test of a file, or of a `describe`, a workspace as `freshWorkspace` makes it. */
export const useWorkspace = (options?: WorkspaceOptions): TestWorkspace => {
  const workspace = new TestWorkspace();
  beforeEach(() => workspace.open(options));
  afterEach(() => workspace.close());
  return workspace;
};

/** Gives all tests of a file, or of a `describe`, one workspace as `freshWorkspace` makes it. */
export const useSharedWorkspace = (options?: WorkspaceOptions): TestWorkspace => {
  const workspace = new TestWorkspace();
  beforeAll(() => workspace.open(options));
  afterAll(() => workspace.close());
  return workspace;
};
