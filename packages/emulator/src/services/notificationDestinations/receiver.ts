/** A receiver of webhooks on loopback, for tests. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What was posted. */
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** How a POST is answered. */
interface ReceiverResponse {
  status: number;
  text?: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/** Starts one on a free port. @param answer to each POST; 200 where left out */
export async function startReceiver(
  answer: (received: Received) => Promise<ReceiverResponse> = async () => ({ status: 200 }),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const one = { path: request.url ?? "", headers: request.headers, text };
      received.push(one);
      answer(one).then(
        ({ status, text: body }) => response.writeHead(status).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
