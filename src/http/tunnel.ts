/** Connections to a workspace that only a tunnel reaches, such as that of an agent in its private network. */
import type { Agent as HttpAgent } from "node:http";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { tunnelLookup } from "./addresses";

/** Where a tunnel begins: whoever connects there is connected to the workspace. */
export interface Tunnel {
  /** A name or an address; IPv6 without brackets. */
  host: string;
  port: number;
}

/** What Node's agents have besides their type definitions. */
interface Connector {
  createConnection(options: object, created: unknown): unknown;
}

/**
 * Makes an agent connect to a tunnel, whatever a request's host is. All else stays that of the workspace: the name that
 * TLS asks for, the certificate that it must show, and the `Host` header.
 * @param workspaceHost the name that the certificate must have
 */
export const throughTunnel =
  ({ host, port }: Tunnel, workspaceHost: string) =>
  <T extends HttpAgent>(agent: T): T => {
    const connector = agent as unknown as Connector;
    const createConnection = connector.createConnection.bind(agent);
    const way = {
      host,
      port,
      lookup: tunnelLookup,
      // Node would check an address of the tunnel where the workspace has no name but an address.
      checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
        checkServerIdentity(workspaceHost, certificate),
    };
    connector.createConnection = (options, created) => createConnection({ ...options, ...way }, created);
    return agent;
  };
