import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startVirtualTime, type VirtualTime } from "./virtualTime";

/** What the server does with one request. */
export type Step =
  | {
      status?: number;
      headers?: Record<string, string | string[]>;
      /** Text and bytes go out as they are, anything else as JSON. */
      body?: unknown;
    }
  /** Closes the connection instead of reading the request. */
  | "dropBefore"
  /** Reads the request whole, then closes the connection without an answer. */
  | "dropAfter"
  /** Sends the head and half of the body, then closes the connection. */
  | "dropMidAnswer"
  /** Reads the request and never answers. */
  | "hang"
  /** Sends the head and half of the body, and nothing more. */
  | "hangMidAnswer"
  /** Sends the head and half of the body, and then white space without end, once a second. */
  | "drip"
  /** Answers with what is not HTTP. */
  | "notHttp";

/** One request as it arrived. */
export interface Arrival {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
  /** The client's clock when it arrived, virtual where time is. */
  at: number;
  /** Tells connections apart. */
  clientPort: number;
}

/** A server on loopback that answers by script. */
export interface ScriptedServer {
  readonly url: string;
  readonly arrivals: Arrival[];
  /** The time between each request and the next, in milliseconds, on the client's clock. */
  gaps(): number[];
  /** Replaces the script. Its last step continues for ever; a function decides when the request has come. */
  script(...steps: (Step | ((arrival: Arrival) => Step))[]): void;
  /** Open connections. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

const answer = (response: ServerResponse, step: Exclude<Step, string>): void => {
  const { status = 200, headers = {}, body = "" } = step;
  const bytes =
    typeof body === "string"
      ? Buffer.from(body)
      : Buffer.isBuffer(body)
        ? body
        : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    ...headers,
  });
  response.end(bytes);
};

const beginAnswer = (response: ServerResponse, then?: () => void): void => {
  response.writeHead(200, { "content-type": "application/json", "content-length": 100_000 });
  response.write('{"half": ', then);
};

const drip = (response: ServerResponse): void => {
  const dripping = setInterval(() => response.write(" "), 1000);
  response.once("close", () => clearInterval(dripping));
};

/**
 * Starts a server on a free port of loopback that does one step of its script per request.
 * @param time virtual time, which must pass while the server leaves a request unanswered
 */
export const startScriptedServer = async (time?: VirtualTime): Promise<ScriptedServer> => {
  const arrivals: Arrival[] = [];
  const steps: (Step | ((arrival: Arrival) => Step))[] = [];
  const server: Server = createServer((request, response) => {
    const { socket, method = "", url = "", headers, rawHeaders } = request;
    const next = (steps.length > 1 ? steps.shift() : steps[0]) ?? {
      status: 599,
      body: "the script is empty",
    };
    const arrival = {
      method,
      url,
      headers,
      rawHeaders,
      at: performance.now(),
      clientPort: socket.remotePort ?? 0,
    };
    const step = typeof next === "function" ? next({ ...arrival, body: Buffer.alloc(0) }) : next;
    if (step === "dropBefore") {
      arrivals.push({ ...arrival, body: Buffer.alloc(0) });
      socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      arrivals.push({ ...arrival, body: Buffer.concat(chunks) });
      if (step === "dropAfter") socket.destroy();
      else if (step === "dropMidAnswer") beginAnswer(response, () => socket.destroy());
      else if (step === "hang") time?.neverAnswered(socket.remotePort);
      else if (step === "hangMidAnswer" || step === "drip") {
        beginAnswer(response);
        if (step === "drip") drip(response);
        time?.neverAnswered(socket.remotePort);
      } else if (step === "notHttp") socket.end("SSH-2.0-OpenSSH_9.6\r\n");
      else answer(response, step);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    gaps: () => arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? at)),
    script: (...more) => {
      steps.splice(0, steps.length, ...more);
    },
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/**
 * Gives every test of a file virtual time and a scripted server of its own.
 * @returns both, as they are in the test that runs
 */
export const useScriptedServer = (): { server: ScriptedServer; time: Pick<VirtualTime, "elapsedMs"> } => {
  let time: VirtualTime;
  let server: ScriptedServer;
  beforeEach(async () => {
    time = startVirtualTime();
    server = await startScriptedServer(time);
  });
  afterEach(async () => {
    await server.close();
    time.stop();
  });
  return {
    time: { elapsedMs: () => time.elapsedMs() },
    server: {
      get url() {
        return server.url;
      },
      get arrivals() {
        return server.arrivals;
      },
      gaps: () => server.gaps(),
      script: (...steps) => server.script(...steps),
      connections: () => server.connections(),
      close: () => server.close(),
    },
  };
};
