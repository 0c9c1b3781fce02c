/** Hooks around every request: it is logged, and the faults that a test has set are injected. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Workspace } from "../workspace";
import { faultyBody, isBodyFault } from "./bodyFaults";
import type { Fault } from "./faults";
import { isControlRequest, pathOf } from "./paths";
import { type RequestTarget, truncateBody } from "./requestLog";

/**
 * Logs every request of a server, and injects faults into it; `request.workspace` is known by then.
 * A request that belongs to no workspace is logged in the server's first.
 */
export function logAndInjectFaults(app: FastifyInstance, target: RequestTarget): void {
  const fallback = () => app.workspaces.first();
  app.decorateRequest("logEntry");
  app.decorateRequest("isFaultInjected", false);
  app.addHook("preHandler", async (request, reply) => {
    if (isControlRequest(request)) return undefined;
    log(request, target, fallback());
    const fault = faultOf(request, "before");
    return fault ? injectBefore(fault, request, reply) : undefined;
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (isControlRequest(request)) return payload;
    // A request whose body could not be read comes here without having passed the hook above.
    log(request, target, fallback());
    const fault = request.isFaultInjected ? undefined : faultOf(request, "after");
    const response = fault ? await injectAfter(fault, request, reply, payload) : payload;
    if (request.logEntry && !request.raw.socket.destroyed) {
      request.logEntry.status = reply.statusCode;
      request.logEntry.answer = truncateBody(response);
    }
    return response;
  });
}

const faultOf = (request: FastifyRequest, phase: Fault["phase"]): Fault | undefined =>
  request.workspace?.faults.take(phase, request.method, pathOf(request), statementOf(request));

/** The statement that a request executes; undefined for any other request. */
function statementOf({ body }: FastifyRequest): string | undefined {
  if (typeof body !== "object" || body === null || !("statement" in body)) return undefined;
  return typeof body.statement === "string" ? body.statement : undefined;
}

function log(request: FastifyRequest, target: RequestTarget, lastResort: Workspace | undefined): void {
  if (request.logEntry) return;
  request.logEntry = {
    target,
    method: request.method,
    path: pathOf(request),
    query: { ...(request.query as Record<string, unknown>) },
    headers: { ...request.headers },
    body: truncateBody(request.rawBody),
    status: null,
    answer: undefined,
  };
  (request.workspace ?? lastResort)?.requestLog.add(request.logEntry);
}

/** Resolves when the client has gone, or the server has closed its connection. */
const connectionClosed = ({ raw }: FastifyReply): Promise<void> =>
  new Promise((resolve) => {
    if (raw.closed) resolve();
    else raw.once("close", () => resolve());
  });

/** Lets the fault's delay pass, or the client go, whichever comes first. */
async function delay({ delay_ms = 0 }: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (delay_ms === 0) return;
  const over = new AbortController();
  void connectionClosed(reply).then(() => over.abort());
  await request.workspace.clock.sleep(delay_ms, over.signal);
}

async function injectBefore(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  await delay(fault, request, reply);
  if (fault.drop || fault.hang) {
    reply.hijack();
    if (fault.drop) request.raw.socket.destroy();
    return reply;
  }
  reply.headers(fault.headers ?? {});
  if (isBodyFault(fault) && request.body instanceof Readable) {
    const { socket } = request.raw;
    const cut = async () => {
      socket.destroy();
    };
    request.body = faultyBody(request.body, fault, request.workspace.clock, cut);
  }
  if (fault.status === undefined && fault.body === undefined) return undefined;
  request.isFaultInjected = true;
  return reply.code(fault.status ?? 200).send(replaceBody(fault, reply));
}

async function injectAfter(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  await delay(fault, request, reply);
  if (fault.drop) request.raw.socket.destroy();
  if (fault.hang) await connectionClosed(reply);
  reply.headers(fault.headers ?? {});
  if (fault.status !== undefined) reply.code(fault.status);
  if (fault.status === undefined && fault.body === undefined) {
    return isBodyFault(fault) ? disturb(fault, request, reply, payload) : payload;
  }
  if (payload instanceof Readable) payload.destroy();
  return replaceBody(fault, reply);
}

/** A response's body with a fault on its way; one without a body is left as it is. */
function disturb(fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isText = typeof payload === "string" || Buffer.isBuffer(payload);
  if (isText) reply.header("content-length", Buffer.byteLength(payload));
  const body = isText ? Readable.from([Buffer.from(payload)]) : payload;
  if (!(body instanceof Readable)) return payload;
  return faultyBody(body, fault, request.workspace.clock, async () => {
    // What has been written still leaves.
    request.raw.socket.destroySoon();
    await connectionClosed(reply);
  });
}

/** The fault's body as text, with its type set. A status alone comes with an empty body. */
function replaceBody({ body, content_type }: Fault, reply: FastifyReply): string {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  reply.removeHeader("content-length");
  reply.type(content_type ?? (text.startsWith("<") ? "text/html" : "application/json"));
  return text;
}
