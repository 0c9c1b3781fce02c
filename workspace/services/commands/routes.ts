import type { FastifyInstance } from "fastify";

/** The routes of command execution. */
export function commandRoutes(_app: FastifyInstance): void {}
