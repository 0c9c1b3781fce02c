/** The path of a request, and whether it leads to the control API. */
import type { FastifyRequest } from "fastify";

/** The prefix of the control API. */
export const CONTROL_PREFIX = "/__workspace";

/** The path without the query. */
export const pathOf = (request: FastifyRequest): string => request.url.split("?", 1)[0] ?? "";

/** Whether a request is for the control API, which is neither logged nor hit by faults. */
export const isControlRequest = (request: FastifyRequest): boolean =>
  pathOf(request) === CONTROL_PREFIX || request.url.startsWith(`${CONTROL_PREFIX}/`);

/** A route whose path has the id of what is meant. */
export interface ById {
  Params: { id: string };
}

/** A route whose path has its name. */
export interface ByName {
  Params: { name: string };
}
