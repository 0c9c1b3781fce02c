/** The requests to a workspace and their responses, for tests to read. */
import type { Readable } from "node:stream";
import { parseExactJson } from "./bodyParser";

/** Which of the two servers a request went to. */
export type RequestTarget = "api" | "storage";

/** One request and its response. */
export interface LoggedRequest {
  target: RequestTarget;
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  /** JSON as its value (an integer beyond 2^53 as its digits), anything else as text; null where there is none. */
  body: unknown;
  /** null where no response was sent: it is still to come, or a fault kept it back. */
  status: number | null;
  /** The response's body, as `body`; null too for a streamed one. */
  answer: unknown;
}

/** Requests that are kept; the oldest go first. */
const MAX_REQUESTS = 10_000;

/** Characters of a body that are kept. A longer one is kept as text that says how much it lacks. */
const MAX_CHARACTERS = 64 * 1024;

/** A body as it went over the wire, cut to what is kept of it. */
type TruncatedBody = string | undefined;

/** The kept part of a body; undefined for none, and for one that is streamed. */
export function truncateBody(body: unknown): TruncatedBody {
  if (typeof body !== "string" && !Buffer.isBuffer(body)) return undefined;
  const text = body.toString();
  if (text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, MAX_CHARACTERS)}... ${text.length - MAX_CHARACTERS} more characters`;
}

/** The chunks of a body that is read as a stream; the log keeps its beginning and its length. */
export async function* streamedBody(body: Readable, entry: LogEntry | undefined): AsyncGenerator<Buffer> {
  const kept: Buffer[] = [];
  let [keptBytes, bytes] = [0, 0];
  try {
    // A reader that stops early leaves the connection open: the response is still to come.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (keptBytes < MAX_CHARACTERS) {
        kept.push(Buffer.from(chunk.subarray(0, MAX_CHARACTERS - keptBytes)));
        keptBytes += kept.at(-1)?.length ?? 0;
      }
      bytes += chunk.length;
      yield chunk;
    }
  } finally {
    const more = bytes > keptBytes ? `... ${bytes - keptBytes} more bytes` : "";
    if (entry) entry.body = `${Buffer.concat(kept).toString()}${more}`;
  }
}

/** A request as it is kept: its bodies are parsed only when somebody reads them. */
export interface LogEntry extends Omit<LoggedRequest, "body" | "answer"> {
  body: TruncatedBody;
  answer: TruncatedBody;
}

export class RequestLog {
  #entries: LogEntry[] = [];

  /** Keeps a request; what is only known later is filled in by the caller. */
  add(entry: LogEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_REQUESTS) this.#entries.shift();
  }

  /** Every request since the start or the last `clear`, the oldest first. */
  requests(): LoggedRequest[] {
    return this.#entries.map((entry) => ({ ...entry, body: value(entry.body), answer: value(entry.answer) }));
  }

  /** Forgets every request. */
  clear(): void {
    this.#entries = [];
  }
}

/** A body's value: JSON where it is JSON, else its text. */
function value(text: TruncatedBody): unknown {
  if (text === undefined || text === "") return null;
  try {
    return parseExactJson(text);
  } catch {
    return text; // No JSON: a form, a page, or a body that was cut.
  }
}
