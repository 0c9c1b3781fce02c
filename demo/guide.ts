/** What a step of the tour works with: the actions of the built bundle, and the workspace's clock. */
import { setTimeout as pause } from "node:timers/promises";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import type { RunningWorkspace } from "../workspace/server";
import { piecesOf, run } from "./bundle";
import { screen } from "./screen";
import { withServicePrincipal, withToken } from "./signIn";

/** One stop of the tour. */
export interface Step {
  title: string;
  /** Runs the step and throws when anything is not as expected. */
  run: (guide: Guide) => Promise<void>;
}

/** How a call differs from a plain one. */
export interface CallOptions<Result> {
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

  /** Moves the workspace's clock forward, so that nothing waits for real time. */
  async letTimePass(seconds: number): Promise<void> {
    const { url, token } = this.workspace;
    const answer = await fetch(`${url}/__workspace/clock`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ advance_ms: seconds * 1000 }),
    });
    if (!answer.ok) throw new Error(`The workspace's clock answers HTTP ${answer.status}.`);
    screen.note(`(the workspace's clock moves ${seconds} s forward)`);
  }

  async #run<Result>(
    key: string,
    inputs: Record<string, unknown>,
    connection: ConnectionValue,
  ): Promise<Result> {
    const piece = piecesOf(this.component).find(({ definition }) => definition.key === key);
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
