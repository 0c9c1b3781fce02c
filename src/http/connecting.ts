/** Which requests still wait for their connection: as long as they do, nothing of them has been sent. */
import type { Agent, ClientRequest } from "node:http";
import type { TLSSocket } from "node:tls";
import { watchRequests } from "./requestPool";

const connecting = new WeakSet<object>();

const watchConnection = (request: ClientRequest): void => {
  connecting.add(request);
  const isConnected = (): void => void connecting.delete(request);
  request.once("socket", (socket: TLSSocket & { secureConnecting?: boolean }) => {
    if (socket.secureConnecting) socket.once("secureConnect", isConnected);
    else if (socket.connecting) socket.once("connect", isConnected);
    else isConnected();
  });
};

/** Makes an agent watch whether its requests get a connection. */
export const watchConnections = <T extends Agent>(agent: T): T => watchRequests(agent, watchConnection);

/**
 * Whether a request never got a connection.
 * @param request that of an axios error, which has none if it was never made; one that may be redirected holds the
 * current one
 */
export const hasNoConnection = (request: object | undefined): boolean =>
  !request || connecting.has("_currentRequest" in request ? (request._currentRequest as object) : request);
