/** Connections that stay open between requests. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { refuseUpgrades } from "./upgrade";

/** An idle connection is closed after this, before a server or a gateway does it, in milliseconds. */
const idleMs = 5000;

const kept = { keepAlive: true, scheduling: "lifo", timeout: idleMs } as const;

/** The component's own pools of connections, so that it can close idle ones without disturbing others. */
export const agents = {
  httpAgent: refuseUpgrades(new HttpAgent(kept)),
  httpsAgent: refuseUpgrades(new HttpsAgent(kept)),
};

/**
 * Closes the connections that lie idle, so that the next request gets a new one. A server may have closed an idle
 * connection already; what is sent there is lost, and nobody can tell whether it was carried out. A request that
 * must not be repeated therefore never uses one.
 */
export const closeIdleConnections = (): void => {
  for (const agent of Object.values(agents)) {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  }
};
