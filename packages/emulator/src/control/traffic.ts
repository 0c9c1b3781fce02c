/** Hooks around every request: it is logged, and struck by the faults that a test has set. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Workspace } from "../workspace";
import type { Fault } from "./faults";
import { type LogEntry, loggedText, type Target } from "./requestLog";

declare module "fastify" {
  interface FastifyRequest {
    /** Where the request is logged; absent for what concerns the control surface. */
    logEntry: LogEntry | undefined;
    /** Whether a fault has answered in the handler's place. */
    isStruck: boolean;
    /** The body as it arrived. */
    rawBody: Buffer | undefined;
  }
}

/** The prefix of the control surface. */
export const CONTROL = "/__workspace";

/** The path without the query. */
export const pathOf = (request: FastifyRequest): string => request.url.split("?", 1)[0] ?? "";

/** Whether a request is for the control surface, which is neither logged nor struck. */
export const isControl = (request: FastifyRequest): boolean =>
  pathOf(request) === CONTROL || request.url.startsWith(`${CONTROL}/`);

/**
 * Logs and strikes every request of a server whose `request.workspace` is known by then.
 * One that stands for no workspace is logged in the server's first.
 */
export function traffic(app: FastifyInstance, target: Target): void {
  const lastResort = () => app.workspaces.first();
  app.decorateRequest("logEntry");
  app.decorateRequest("isStruck", false);
  app.addHook("preHandler", async (request, reply) => {
    if (isControl(request)) return undefined;
    log(request, target, lastResort());
    const fault = faultOf(request, "before");
    return fault ? strikeBefore(fault, request, reply) : undefined;
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (isControl(request)) return payload;
    // A request whose body could not be read comes here without having passed the hook above.
    log(request, target, lastResort());
    const fault = request.isStruck ? undefined : faultOf(request, "after");
    const answer = fault ? await strikeAfter(fault, request, reply, payload) : payload;
    if (request.logEntry && !request.raw.socket.destroyed) {
      request.logEntry.status = reply.statusCode;
      request.logEntry.answer = loggedText(answer);
    }
    return answer;
  });
}

const faultOf = (request: FastifyRequest, phase: Fault["phase"]): Fault | undefined =>
  request.workspace?.faults.strike(phase, request.method, pathOf(request));

function log(request: FastifyRequest, target: Target, lastResort: Workspace | undefined): void {
  if (request.logEntry) return;
  request.logEntry = {
    target,
    method: request.method,
    path: pathOf(request),
    query: { ...(request.query as Record<string, unknown>) },
    headers: { ...request.headers },
    body: loggedText(request.rawBody),
    status: null,
    answer: undefined,
  };
  (request.workspace ?? lastResort)?.requestLog.add(request.logEntry);
}

/** Resolves when the client has gone, or the server has closed its connection. */
const gone = ({ raw }: FastifyReply): Promise<void> =>
  new Promise((resolve) => {
    if (raw.closed) resolve();
    else raw.once("close", () => resolve());
  });

/** Lets the fault's delay pass, or the client go, whichever comes first. */
async function delay({ delay_ms = 0 }: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (delay_ms === 0) return;
  const over = new AbortController();
  void gone(reply).then(() => over.abort());
  await request.workspace.clock.sleep(delay_ms, over.signal);
}

async function strikeBefore(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  await delay(fault, request, reply);
  if (fault.drop || fault.hang) {
    reply.hijack();
    if (fault.drop) request.raw.socket.destroy();
    return reply;
  }
  reply.headers(fault.headers ?? {});
  if (fault.status === undefined && fault.body === undefined) return undefined;
  request.isStruck = true;
  return reply.code(fault.status ?? 200).send(replaceBody(fault, reply));
}

async function strikeAfter(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  await delay(fault, request, reply);
  if (fault.drop) request.raw.socket.destroy();
  if (fault.hang) await gone(reply);
  reply.headers(fault.headers ?? {});
  if (fault.status !== undefined) reply.code(fault.status);
  if (fault.status === undefined && fault.body === undefined) return payload;
  if (payload instanceof Readable) payload.destroy();
  return replaceBody(fault, reply);
}

/** The fault's body as text, with its type set. A status alone comes with an empty body. */
function replaceBody({ body, content_type }: Fault, reply: FastifyReply): string {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  reply.removeHeader("content-length");
  reply.type(content_type ?? (text.startsWith("<") ? "text/html" : "application/json"));
  return text;
}
