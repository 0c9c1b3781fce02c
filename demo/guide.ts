/** The guide of a tour step: the actions of the built bundle, and the workspace's clock. */
import { setTimeout as pause } from "node:timers/promises";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { run, runnablesOf } from "../cli/bundle";
import { type FlowState, poll } from "../cli/polling";
import { withServicePrincipal, withToken } from "../cli/signIn";
import type { RunningWorkspace } from "../packages/emulator/src/server";
import { screen } from "./screen";
import { WebhookFlow } from "./webhookFlow";

/** One step of the tour. */
export interface Step {
  title: string;
  /** What it uses of earlier steps. */
  needs?: readonly Step[];
  /** Runs the step and throws when anything is not as expected. */
  run: (guide: Guide) => Promise<void>;
}

/** How a call differs from a plain one. */
interface CallOptions<Result> {
  /** Signs in as the service principal instead of with the personal access token. */
  asServicePrincipal?: boolean;
  /** Calls again and again until the result says that it is enough. */
  until?: (result: Result) => boolean;
}

/** How often a state is asked for, ms. */
const pollMs = 50;

const silent = (): void => {};
const logger: ActionLogger = {
  metric: silent,
  trace: silent,
  debug: silent,
  info: silent,
  log: silent,
  warn: silent,
  error: silent,
};

export class Guide {
  readonly screen = screen;

  constructor(
    readonly component: Component,
    readonly workspace: RunningWorkspace,
  ) {}

  /**
   * Runs an action or a data source and prints what it was given and how long it took.
   * @returns its result, which the caller checks
   */
  async call<Result>(
    key: string,
    inputs: Record<string, unknown> = {},
    { asServicePrincipal, until }: CallOptions<Result> = {},
  ): Promise<Result> {
    const connection = await this.#connection(asServicePrincipal ?? false);
    const startedAt = performance.now();
    let times = 0;
    try {
      for (;;) {
        times++;
        const result = await this.#run<Result>(key, inputs, connection);
        if (until === undefined || until(result)) return result;
        await pause(pollMs);
      }
    } finally {
      screen.call(key, inputs, times, performance.now() - startedAt);
    }
  }

  /** Runs an action without printing anything: what a step needs to know before it begins. */
  async quietly<Result>(key: string, inputs: Record<string, unknown> = {}): Promise<Result> {
    return this.#run<Result>(key, inputs, await this.#connection(false));
  }

  /**
   * Runs an action that is expected to fail.
   * @returns what it threw
   */
  async callThatFails(key: string, inputs: Record<string, unknown>): Promise<Error> {
    const failure = await this.call(key, inputs).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof Error)) throw new Error(`${key} was expected to fail with an error.`);
    return failure;
  }

  /**
   * Makes a flow with a polling trigger, which keeps its state from poll to poll.
   * @returns what polls once, prints how many items came and how long that took, and gives the new items
   */
  async polled<Item>(key: string, inputs: Record<string, unknown>): Promise<() => Promise<Item[]>> {
    const polling = {
      component: this.component,
      key,
      connection: await this.#connection(false),
      inputs,
      logger,
    };
    let state: FlowState = {};
    return async () => {
      const startedAt = performance.now();
      const { items, state: next } = await poll<Item>(polling, state);
      state = next;
      const given = items.length === 1 ? "1 item" : `${items.length} items`;
      screen.call(`${key} → ${given}`, inputs, 1, performance.now() - startedAt);
      return items;
    };
  }

  /** Makes a flow with a webhook trigger, which listens on loopback until it is closed. */
  async listening(key: string, inputs: Record<string, unknown>): Promise<WebhookFlow> {
    const connection = await this.#connection(false);
    const flow = new WebhookFlow({ component: this.component, key, connection, inputs, logger });
    await flow.listen();
    return flow;
  }

  /** Does work and prints what it is, what it was given and how long it took. */
  async timed<T>(name: string, inputs: Record<string, unknown>, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      screen.call(name, inputs, 1, performance.now() - startedAt);
    }
  }

  /** Moves the workspace's clock forward, so that nothing waits for real time. */
  async letTimePass(seconds: number): Promise<void> {
    await this.#control("POST", "clock", { advance_ms: seconds * 1000 });
    screen.note(`(the workspace's clock moves ${seconds} s forward)`);
  }

  /** Returns when everything that the workspace posts to webhooks has been answered. */
  async untilDelivered(): Promise<void> {
    await this.#control("GET", "deliveries");
  }

  async #control(method: string, part: string, body?: object): Promise<void> {
    const { url, token } = this.workspace;
    const answer = await fetch(`${url}/__workspace/${part}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The workspace's ${part} answer HTTP ${answer.status}.`);
  }

  async #run<Result>(
    key: string,
    inputs: Record<string, unknown>,
    connection: ConnectionValue,
  ): Promise<Result> {
    const piece = runnablesOf(this.component).find(({ definition }) => definition.key === key);
    if (!piece) throw new Error(`The component has no ${key}.`);
    return (await run(this.component, piece, connection, inputs, logger)) as Result;
  }

  async #connection(asServicePrincipal: boolean): Promise<ConnectionValue> {
    const { url, token, clientId, clientSecret } = this.workspace;
    return asServicePrincipal
      ? withServicePrincipal({ host: url, clientId, clientSecret })
      : withToken(url, token);
  }
}
