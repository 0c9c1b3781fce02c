/** A flow with a webhook trigger, as the platform deploys, calls and removes it. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";

/** What the trigger gave. */
export interface Received {
  branch: string;
  response: { statusCode: number; headers?: Record<string, string>; body?: string };
  payload: { headers: Record<string, string>; body: { data: Record<string, unknown> } };
}

/** A webhook trigger and what it is run with. */
interface WebhookTrigger {
  component: Component;
  key: string;
  connection: ConnectionValue;
  /** Values by input key; what is left out gets its default. */
  inputs: Record<string, unknown>;
  logger: ActionLogger;
}

type State = Record<string, unknown>;

type Lifecycle = (context: object, params: object) => Promise<{ crossFlowState?: State } | undefined>;

/** A payload as the platform hands it to a trigger. */
export const payloadOf = (headers: Record<string, string>, body: unknown, rawBody: unknown = undefined) => ({
  headers,
  queryParameters: {},
  rawBody: { data: rawBody, contentType: "application/json" },
  body: { data: body, contentType: "application/json" },
});

/** The header of Basic authentication. */
export const basic = (userName: string, password: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
});

export class WebhookFlow {
  /** What all flows of the instance keep. */
  crossFlowState: State = {};
  /** What the flow was started with, on any branch. */
  readonly received: Received[] = [];
  url = "https://hooks.example.com/flow-one";
  instance = { id: "instance-one", name: "Nightly" };
  readonly flow = { id: "flow-id", name: "Airports Counted", stableId: "stable-one" };
  #close = (): Promise<void> => Promise.resolve();

  constructor(readonly trigger: WebhookTrigger) {}

  get #definition(): Component["triggers"][string] {
    const { component, key } = this.trigger;
    const found = component.triggers[key];
    if (!found) throw new Error(`The component has no trigger ${key}`);
    return found;
  }

  #lifecycle(name: "webhookCreate" | "webhookDelete"): Lifecycle {
    const found = this.#definition[name];
    if (!found) throw new Error(`The trigger ${this.trigger.key} has no ${name}`);
    return found as unknown as Lifecycle;
  }

  /** What the platform tells the trigger of its flow. */
  context(): object {
    return {
      logger: this.trigger.logger,
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

  #params(given: object): object {
    const { connection, inputs } = this.trigger;
    const defaults = this.#definition.inputs.map(({ key, default: value }) => [key, value]);
    return { ...Object.fromEntries(defaults), connection, ...inputs, ...given };
  }

  #keep(returned: { crossFlowState?: State } | undefined): void {
    this.crossFlowState = { ...this.crossFlowState, ...structuredClone(returned?.crossFlowState ?? {}) };
  }

  /**
   * Deploys the instance: the state is kept only where that succeeds.
   * @param given inputs that differ from those of the trigger
   * @param context what differs from the context
   */
  async deploy(given: object = {}, context: object = {}): Promise<void> {
    const deployed = this.#lifecycle("webhookCreate")({ ...this.context(), ...context }, this.#params(given));
    this.#keep(await deployed);
  }

  /** Removes the instance. */
  async remove(given: object = {}): Promise<void> {
    this.#keep(await this.#lifecycle("webhookDelete")(this.context(), this.#params(given)));
  }

  /** What the platform does with a request to the flow's URL. */
  async call(payload: object, given: object = {}): Promise<Received> {
    const perform = this.#definition.perform as unknown as (...all: object[]) => Promise<Received>;
    const received = await perform(this.context(), payload, this.#params(given));
    this.received.push(received);
    return received;
  }

  async #receive(request: IncomingMessage, given: object): Promise<Received> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const headers = request.headers as Record<string, string>;
    return this.call(payloadOf(headers, JSON.parse(raw.toString()), raw), given);
  }

  /** Listens on loopback, and hands what is posted there to the trigger. */
  async listen(given: object = {}): Promise<void> {
    const server = createServer((request, response) => {
      this.#receive(request, given).then(
        ({ response: { statusCode, headers, body } }) => response.writeHead(statusCode, headers).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/flow`;
    this.#close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
  }

  /** Listens no longer. */
  close(): Promise<void> {
    return this.#close();
  }
}
