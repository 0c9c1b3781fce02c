/** Answers of the local workspace, recorded once and given again as often as wanted, each time with one of them spoilt. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestWorkspace } from "./workspace";

/** One answer as it came. */
interface Recording {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** What becomes of the answer of a number, counted from 0 as they go out. */
type Spoil = (body: Buffer, number: number) => Buffer;

/** A server on loopback that records what a workspace answers, and then stands in for it. */
export interface AnswerRecorder {
  readonly url: string;
  /** The requests of the current run, as `METHOD /path?query`. */
  readonly requests: readonly string[];
  /** How many answers have gone out in the current run. */
  readonly answered: number;
  /** Begins a run whose answers come from the workspace and are recorded. */
  record(): void;
  /** Begins a run whose answers are the recorded ones; what was never asked for is not found. */
  replay(spoil?: Spoil): void;
  close(): Promise<void>;
}

const passedOn = ["content-length", "content-type", "last-modified", "served-model-name", "x-request-id"];

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const notFound: Recording = {
  status: 404,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "It is not recorded" })),
};

/** Where cloud storage is reached: `/__storage/<port>/...` on the recorder. */
const storage = /^\/__storage\/(\d+)(\/.*)$/;

/** Starts a recorder on a free port, in front of a workspace. */
export const startRecorder = async (workspace: TestWorkspace): Promise<AnswerRecorder> => {
  const tape = new Map<string, Recording[]>();
  const played = new Map<string, number>();
  const requests: string[] = [];
  let spoil: Spoil | undefined;
  let recording = true;
  let url = "";
  let answered = 0;

  const fromWorkspace = async (request: IncomingMessage, body: Buffer): Promise<Recording> => {
    const { method = "", url: path = "", headers } = request;
    const [, port, rest] = storage.exec(path) ?? [];
    const target = port === undefined ? workspace.url + path : `http://127.0.0.1:${port}${rest}`;
    const { authorization = "", "content-type": type = "application/json" } = headers;
    const answer = await fetch(target, {
      method,
      headers: port === undefined ? { authorization, "content-type": type } : {},
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString("latin1");
    return {
      status: answer.status,
      headers: Object.fromEntries(
        passedOn.flatMap((name) =>
          answer.headers.has(name) ? [[name, answer.headers.get(name) ?? ""]] : [],
        ),
      ),
      body: Buffer.from(text.replace(/"http:\/\/127\.0\.0\.1:(\d+)\//g, `"${url}/__storage/$1/`), "latin1"),
    };
  };

  const fromTape = (key: string): Recording => {
    const answers = tape.get(key) ?? [];
    const number = played.get(key) ?? 0;
    played.set(key, number + 1);
    return answers[Math.min(number, answers.length - 1)] ?? notFound;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const key = `${request.method} ${request.url}`;
    requests.push(key);
    if (recording) tape.set(key, [...(tape.get(key) ?? []), await fromWorkspace(request, body)]);
    const { status, headers, body: whole } = fromTape(key);
    const bytes = spoil && status < 300 ? spoil(whole, answered) : whole;
    answered += 1;
    // The answer to a HEAD tells the length of what a GET would bring.
    const length = request.method === "HEAD" ? (headers["content-length"] ?? 0) : bytes.length;
    response.writeHead(status, { ...headers, "content-length": length });
    response.end(bytes);
  };

  const begin = (): void => {
    requests.length = 0;
    played.clear();
    answered = 0;
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    get answered() {
      return answered;
    },
    record: () => {
      begin();
      tape.clear();
      recording = true;
      spoil = undefined;
    },
    replay: (spoilt) => {
      begin();
      recording = false;
      spoil = spoilt;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
