/** Connections that stay open between requests. */
import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { WorkspaceAuth } from "./auth";
import { watchConnections } from "./connecting";
import type { RequestPool } from "./requestPool";
import { throughTunnel } from "./tunnel";
import { refuseUpgrades } from "./upgrade";

/** An idle connection is closed after this time, before a server or a gateway does it, in milliseconds. */
const idleTimeoutMs = 5000;

/** A connection that has been idle for less than this counts as open at the other end, in milliseconds. */
const freshForMs = 2000;

const keepAliveOptions: AgentOptions = { keepAlive: true, scheduling: "lifo", timeout: idleTimeoutMs };

/** Idle connections by host. */
type IdleConnections = Record<string, Duplex[] | undefined>;

/** What Node's agents have besides their type definitions. */
type Pool = Pick<RequestPool, "addRequest"> & { freeSockets: IdleConnections };

/** When each idle connection was last used, on a monotonic clock. */
const idleSince = new WeakMap<Duplex, number>();

/** Makes a pool record the time since which each of its connections is idle. */
const withIdleTimes = <T extends HttpAgent>(agent: T): T => {
  const keep = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => {
    idleSince.set(socket, performance.now());
    return keep(socket);
  };
  return agent;
};

const isFresh = (socket: Duplex): boolean =>
  performance.now() - (idleSince.get(socket) ?? Number.NEGATIVE_INFINITY) < freshForMs;

/** Takes some of the idle connections; the order stays, as the last one is used first. */
const pickSockets = (idle: IdleConnections, isWanted: (socket: Duplex) => boolean): IdleConnections =>
  Object.fromEntries(
    Object.entries(idle)
      .map(([name, sockets = []]) => [name, sockets.filter(isWanted)] as const)
      .filter(([, sockets]) => sockets.length > 0),
  );

/**
 * Makes an agent whose requests use a pool's connections only while they are fresh, and new ones otherwise: a request
 * on a connection that the server has closed meanwhile is lost, and it is unknown whether it was carried out.
 * @param agent of the pool's own class; it holds no connections itself
 */
const onlyFresh = <T extends HttpAgent>(agent: T, shared: T): T => {
  const pool = shared as unknown as Pool;
  (agent as unknown as Pool).addRequest = (request, options) => {
    const freshSockets = new Set(
      Object.values(pool.freeSockets).flatMap((sockets = []) => sockets.filter(isFresh)),
    );
    const all = pool.freeSockets;
    // The pool chooses synchronously, so nothing else sees that the older ones are removed.
    pool.freeSockets = pickSockets(all, (socket) => freshSockets.has(socket));
    pool.addRequest(request, options);
    const remainingSockets = new Set(Object.values(pool.freeSockets).flat());
    pool.freeSockets = pickSockets(
      all,
      (socket) => !freshSockets.has(socket) || remainingSockets.has(socket),
    );
  };
  return agent;
};

/** Changes an agent as it is made. */
type Prepare = <T extends HttpAgent>(agent: T) => T;

/** Pools of connections. */
interface Pools {
  /** The agents of requests that may be sent twice. */
  any: { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
  /** The agents of the same pools for requests that must not be sent twice. */
  fresh: { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
}

const newPools = (prepare: Prepare): Pools => {
  const made = <T extends HttpAgent>(agent: T): T =>
    watchConnections(refuseUpgrades(withIdleTimes(prepare(agent))));
  const httpAgent = made(new HttpAgent(keepAliveOptions));
  const httpsAgent = made(new HttpsAgent(keepAliveOptions));
  return {
    any: { httpAgent, httpsAgent },
    fresh: {
      httpAgent: onlyFresh(new HttpAgent(keepAliveOptions), httpAgent),
      httpsAgent: onlyFresh(new HttpsAgent(keepAliveOptions), httpsAgent),
    },
  };
};

/** The component's own pools, for every host. */
const directPools = newPools((agent) => agent);

/** Those of tunnels, each for its one workspace. */
const tunnelPools = new Map<string, Pools>();

/** The idle connections of a pool that is given up close by themselves. */
const maxTunnels = 20;

/**
 * The pools of connections for requests to an address.
 * @param auth the workspace, which may be reached through a tunnel; nothing else is
 */
export const poolsFor = (url: URL, { baseUrl, tunnel }: Pick<WorkspaceAuth, "baseUrl" | "tunnel">): Pools => {
  if (!tunnel || url.origin !== baseUrl) return directPools;
  const key = `${tunnel.host} ${tunnel.port} ${baseUrl}`;
  const pools = tunnelPools.get(key) ?? newPools(throughTunnel(tunnel, url.hostname.replace(/^\[|\]$/g, "")));
  tunnelPools.delete(key);
  tunnelPools.set(key, pools);
  for (const [oldest] of tunnelPools) if (tunnelPools.size > maxTunnels) tunnelPools.delete(oldest);
  return pools;
};
