/** A server on loopback whose every request a test handles itself: it may stop reading, drip, or break off. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A running server. */
interface HandlerServer {
  readonly url: string;
  /** The requests in order, as `METHOD path`. */
  readonly requests: string[];
  /** Handles every further request. */
  handle(handler: Handler): void;
  /** Handles the next requests, one each; the last one handles all that follow. */
  handleEach(...handlers: Handler[]): void;
}

/** The whole body of a request. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Waits until a number no longer grows, although the event loop turns. */
export const untilQuiet = async (count: () => number): Promise<void> => {
  let last = -1;
  for (let turns = 0; turns < 1000; turns = count() === last ? turns + 1 : 0) {
    last = count();
    await new Promise(setImmediate);
  }
};

/** Gives every test of a file a server of its own. */
export const useHandlerServer = (): HandlerServer => {
  let handlers: Handler[] = [];
  let requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
    // A handler that reads a body fails when the client breaks off.
    Promise.resolve(handler?.(request, response)).catch(() => response.destroy());
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  beforeEach(() => {
    handlers = [];
    requests = [];
  });
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    get requests() {
      return requests;
    },
    handle: (handler) => {
      handlers = [handler];
    },
    handleEach: (...each) => {
      handlers = each;
    },
  };
};
