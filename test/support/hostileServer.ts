import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { VirtualTime } from "./virtualTime";

/** What a hostile server does with one request. */
export type Trick =
  /** Sends the head, then a byte each second without end. */
  | "dripBody"
  /** Sends the head of a 500, then a byte each second without end. */
  | "dripErrorBody"
  /** Sends a header line each second, and never the end of the head. */
  | "dripHeaders"
  /** Sends preliminary answers without end. */
  | "dripInformation"
  /** Answers 101, with and without the header that names the protocol. */
  | "upgrade"
  | "upgradeWithoutHeader"
  /** Sends the head and nothing more. */
  | "stallAfterHeaders"
  /** Reads nothing of the request and answers nothing. */
  | "neverRead"
  /** Answers well. */
  | { status?: number; body: object };

/** A raw server on loopback. */
export interface HostileServer {
  readonly url: string;
  /** The first line of each request. */
  readonly requests: string[];
  /** How many connections are open. */
  openSockets(): number;
  /** What the server does, by the first line of a request. */
  answer(trick: (request: string) => Trick): void;
  close(): Promise<void>;
}

const heads: Record<string, string> = {
  dripBody:
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
  dripErrorBody:
    "HTTP/1.1 500 No\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
  dripHeaders: "HTTP/1.1 200 OK\r\n",
  dripInformation: "",
  upgrade: "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
  upgradeWithoutHeader: "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  stallAfterHeaders: "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n",
  neverRead: "",
};

const drops: Record<string, string> = {
  dripBody: "1\r\n \r\n",
  dripErrorBody: "1\r\n \r\n",
  dripHeaders: "x-drip: 1\r\n",
  dripInformation: "HTTP/1.1 102 Processing\r\n\r\n",
};

/** Starts a server that does its worst. @param time passes while it does */
export const startHostileServer = async (time: VirtualTime): Promise<HostileServer> => {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let choose: (request: string) => Trick = () => "neverRead";

  const play = (socket: Socket, trick: Trick): void => {
    if (typeof trick === "object") {
      const body = JSON.stringify(trick.body);
      const head = `HTTP/1.1 ${trick.status ?? 200} OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
      socket.write(`${head}\r\n\r\n${body}`);
      return;
    }
    time.neverAnswered(socket.remotePort);
    if (trick === "neverRead") socket.pause();
    socket.write(heads[trick] ?? "");
    const drop = drops[trick];
    if (drop === undefined) return;
    const timer = setInterval(() => socket.write(drop), 1000);
    socket.once("close", () => clearInterval(timer));
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => {
      const [first = ""] = bytes.toString("latin1").split("\r\n");
      if (!/ HTTP\/1\.1$/.test(first)) return;
      requests.push(first.replace(/ HTTP\/1\.1$/, ""));
      play(socket, choose(requests.at(-1) ?? ""));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    openSockets: () => {
      // One that reads nothing does not learn either that it was closed.
      for (const socket of sockets) socket.resume();
      return sockets.size;
    },
    answer: (trick) => {
      choose = trick;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
