/** What a check works with: the built connector, the workspace without it, and the objects that the run has created. */
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { run, runnablesOf } from "../cli/bundle";
import { type FlowState, poll } from "../cli/polling";
import type { Kind, Made } from "./ledger";
import { Difference, NotTried } from "./outcomes";
import { type Answer, type RequestOptions, sendRequest, type Target } from "./requests";
import type { Settings } from "./settings";

/** A workspace under verification, and everything that the checks of a run share. */
export interface Run {
  component: Component;
  connection: ConnectionValue;
  target: Target;
  settings: Settings;
  /** The name of everything that the run makes. */
  name: string;
  /** Who signs in. */
  userName: string;
  logger: ActionLogger;
  made: Made<CheckContext>[];
  /** What several checks work with, by name; made by the first that asks for it. */
  fixtures: Map<string, Promise<unknown>>;
  /** What is closed when the run is over. */
  closing: (() => Promise<void>)[];
  /** Calls of the connector that go on, also when nobody waits for them. */
  pending: Set<Promise<unknown>>;
}

/** What a step of the connector was refused with. */
export interface Refused {
  message: string;
  status?: number;
  errorCode?: string;
}

type Inputs = Record<string, unknown>;

/** Rejects as soon as a signal aborts. */
const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

export class CheckContext {
  constructor(
    readonly run: Run,
    readonly signal: AbortSignal,
  ) {}

  get settings(): Settings {
    return this.run.settings;
  }

  /** The name of the run's schema, volume and all else. */
  get name(): string {
    return this.run.name;
  }

  /** ID of the warehouse that statements run on. @throws NotTried where none is given */
  get warehouseId(): string {
    return this.#given("warehouseId");
  }

  get clusterId(): string {
    return this.#given("clusterId");
  }

  get catalog(): string {
    return this.#given("catalog");
  }

  /** The run's folder in the volume. */
  get volumePath(): string {
    return `/Volumes/${this.catalog}/${this.name}/${this.name}`;
  }

  /** The name of the run's experiment, which is a path of the workspace, too. */
  get experimentName(): string {
    return `${this.folder}_experiment`;
  }

  /** The run's folder in the workspace. */
  get folder(): string {
    return `/Users/${this.run.userName}/${this.name}`;
  }

  #given(key: "warehouseId" | "clusterId" | "catalog"): string {
    const value = this.settings[key];
    if (value === undefined) throw new NotTried(`no ${key} is given`);
    return value;
  }

  /** The full name of a table of the run's schema, quoted for SQL. */
  table(name: string): string {
    return `${quoted(this.catalog)}.${quoted(this.name)}.${quoted(name)}`;
  }

  /** Inputs that name a table of the run's schema. */
  tableInputs(table: string): Inputs {
    return { warehouseId: this.warehouseId, catalog: this.catalog, schema: this.name, table };
  }

  /** Another random name, for something within the run's own objects. */
  fresh(what: string): string {
    return `${what}_${randomBytes(4).toString("hex")}`;
  }

  /** Writes down what is about to be made, so that it is removed in the end. */
  willMake(kind: Kind<CheckContext>, name: string): void {
    const { made } = this.run;
    if (!made.some((other) => other.kind === kind && other.name === name)) made.push({ kind, name });
  }

  /**
   * What several checks share: made once.
   * @throws what the making threw; later NotTried
   */
  async fixture<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.run.fixtures.get(name);
    if (known) {
      return known.catch((error: Error) => {
        throw new NotTried(`${name} could not be made: ${error.message}`);
      }) as Promise<T>;
    }
    const making = make();
    this.run.fixtures.set(name, making);
    return making;
  }

  /** Waits for a call of the connector, which cannot be broken off, no longer than the check may take. */
  async #await<T>(start: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const call = start();
    const { pending } = this.run;
    pending.add(call);
    const forget = (): void => void pending.delete(call);
    call.then(forget, forget);
    return Promise.race([call, whenAborted(this.signal)]);
  }

  #start(key: string, inputs: Inputs, connection = this.run.connection): Promise<unknown> {
    const { component, logger } = this.run;
    const piece = runnablesOf(component).find(({ definition }) => definition.key === key);
    if (!piece) throw new Error(`The component has no ${key}.`);
    return run(component, piece, connection, inputs, logger);
  }

  /** Runs an action or a data source. @returns its data or result */
  call<Result>(key: string, inputs: Inputs = {}, connection = this.run.connection): Promise<Result> {
    return this.#await(() => this.#start(key, inputs, connection)) as Promise<Result>;
  }

  /**
   * Runs an action that makes something without a name. Its ID is written down as soon as it is known, also where
   * the check has broken off by then, so that it is removed in the end.
   */
  make(kind: Kind<CheckContext>, key: string, inputs: Inputs): Promise<string> {
    return this.#await(async () => {
      const { id } = (await this.#start(key, inputs)) as { id: string };
      this.willMake(kind, id);
      return id;
    });
  }

  /** Runs an action that is expected to be refused. @throws Difference where it succeeds */
  refusal(key: string, inputs: Inputs = {}, connection = this.run.connection): Promise<Refused> {
    return this.#refusalOf(key, this.call(key, inputs, connection));
  }

  /** Polls with a trigger that is expected to be refused. @throws Difference where it succeeds */
  pollRefusal(key: string, inputs: Inputs): Promise<Refused> {
    return this.#refusalOf(key, this.polling(key, inputs)());
  }

  async #refusalOf(key: string, call: Promise<unknown>): Promise<Refused> {
    const outcome = await call.then(
      (result) => ({ result }),
      (error: Error & Omit<Refused, "message">) => ({ error }),
    );
    this.signal.throwIfAborted();
    if ("error" in outcome) return outcome.error;
    throw new Difference(`${key} succeeds: ${JSON.stringify(outcome.result)}`);
  }

  /** A flow with a polling trigger, whose state is kept from poll to poll. @returns what polls once */
  polling<Item>(key: string, inputs: Inputs): () => Promise<Item[]> {
    const { component, connection, logger } = this.run;
    let state: FlowState = {};
    return async () => {
      const polled = await this.#await(() =>
        poll<Item>({ component, key, connection, inputs, logger }, state),
      );
      state = polled.state;
      return polled.items;
    };
  }

  /** Waits between two looks at something that changes. */
  async pause(ms = 250): Promise<void> {
    await pause(ms, undefined, { signal: this.signal });
  }

  /** Sends one request without the connector. */
  request(method: string, path: string, options: Omit<RequestOptions, "signal"> = {}): Promise<Answer> {
    return sendRequest(this.run.target, method, path, { ...options, signal: this.signal });
  }

  /** The same, for a request that must succeed. @throws Difference where it does not */
  async ask(method: string, path: string, options: Omit<RequestOptions, "signal"> = {}): Promise<Answer> {
    const answer = await this.request(method, path, options);
    if (answer.status >= 300) throw new Difference(`${method} ${path}: ${answer.summary}`);
    return answer;
  }

  /** Runs a statement through the connector. @returns its rows */
  async rows<Row = Record<string, unknown>>(sqlStatement: string, inputs: Inputs = {}): Promise<Row[]> {
    const result = await this.call<{ rows: Row[] }>("runSql", {
      warehouseId: this.warehouseId,
      sqlStatement,
      timeoutSeconds: "300",
      ...inputs,
    });
    return result.rows;
  }
}

/** A name quoted for SQL. */
export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
