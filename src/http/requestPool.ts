/** Node's pools of connections, as far as its type definitions omit them. */
import type { Agent, ClientRequest } from "node:http";

/** What Node calls on an agent. */
export interface RequestPool extends Agent {
  addRequest(request: ClientRequest, options: object): void;
}

/** Makes an agent hand over each of its requests before it gets a connection. */
export const watchRequests = <T extends Agent>(agent: T, watch: (request: ClientRequest) => void): T => {
  const pool = agent as unknown as RequestPool;
  const addRequest = pool.addRequest.bind(pool);
  pool.addRequest = (request, options) => {
    watch(request);
    addRequest(request, options);
  };
  return agent;
};
