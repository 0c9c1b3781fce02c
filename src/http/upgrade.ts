/** An answer that changes the protocol, which nobody asked for: an error at once, where Node would wait without end. */
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** What Node calls an agent with; its type descriptions leave it out. */
export interface RequestPool extends Agent {
  addRequest(request: ClientRequest, options: object): void;
}

/** The code of the error. */
export const unexpectedUpgrade = "ERR_UNEXPECTED_UPGRADE";

const refusal = (): Error =>
  Object.assign(new Error("the host answered 101 Switching Protocols"), { code: unexpectedUpgrade });

const refuse = (request: ClientRequest): void => {
  // With the header Upgrade, the connection is handed over.
  request.once("upgrade", (_response: IncomingMessage, socket: Duplex) => {
    socket.destroy();
    request.emit("error", refusal());
  });
  // Without it, Node takes the answer for a whole one, or for one of those that precede another.
  const refuse101 = ({ statusCode }: { statusCode?: number }): void => {
    if (statusCode === 101) request.destroy(refusal());
  };
  request.on("information", refuse101);
  request.prependOnceListener("response", refuse101);
};

/** Makes every request of an agent fail that is answered with 101. */
export const refuseUpgrades = <T extends Agent>(agent: T): T => {
  const pool = agent as unknown as RequestPool;
  const addRequest = pool.addRequest.bind(pool);
  pool.addRequest = (request, options) => {
    refuse(request);
    addRequest(request, options);
  };
  return agent;
};
