/** A server at the public address of this machine: it keeps for the checks what is sent to it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../src/http/addresses";
import type { CheckContext } from "./context";
import { NotTried } from "./outcomes";

/** A request that has arrived. */
export interface Arrived {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

type Answerer = (arrived: Arrived) => Promise<{ statusCode: number; body?: string }>;

/** A server that the workspace reaches. */
export interface Listener {
  /** The address by which the workspace reaches it, without a slash at its end. */
  url: string;
  /** Answers the requests to a path from now on. */
  answer(path: string, answerer: Answerer): void;
}

/** The largest body that is kept, bytes. */
const maxBodyBytes = 10_000_000;

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes) throw new Error("The body is too large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/** The listener of the run. @throws NotTried where the port cannot be listened on */
export const listen = (context: CheckContext): Promise<Listener> =>
  context.fixture("the listener", async () => {
    const answerers = new Map<string, Answerer>();
    const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const path = [...answerers.keys()].find((known) => request.url?.endsWith(known));
      const answerer = path === undefined ? undefined : answerers.get(path);
      const headers = request.headers as Record<string, string>;
      const arrived = {
        method: request.method ?? "",
        path: path ?? "",
        headers,
        body: await bodyOf(request),
      };
      const { statusCode, body } = (await answerer?.(arrived)) ?? { statusCode: 404 };
      response.writeHead(statusCode).end(body);
    };
    const server = createServer((request, response) => {
      respond(request, response).catch(() => response.writeHead(500).end());
    });
    const { webhookUrl = "", webhookPort } = context.settings;
    const own = isLoopback(new URL(webhookUrl).hostname);
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) =>
        reject(new NotTried(`the port cannot be listened on: ${error.message}`)),
      );
      server.listen(webhookPort, own ? "127.0.0.1" : undefined, resolve);
    });
    context.run.closing.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    const { port } = server.address() as AddressInfo;
    return {
      url: own ? `http://127.0.0.1:${port}` : webhookUrl.replace(/\/$/, ""),
      answer: (path, answerer) => answerers.set(path, answerer),
    };
  });
