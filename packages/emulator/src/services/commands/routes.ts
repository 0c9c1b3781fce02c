/**
 * Command execution, API 1.2, over HTTP.
 * https://docs.databricks.com/api/workspace/commandexecution
 */
import type { FastifyInstance } from "fastify";
import { stringify } from "lossless-json";
import { legacyError } from "../../apiError";
import { type Language, languages } from "./command";
import type { CommandIds, ContextIds } from "./store";

const contexts = "/api/1.2/contexts";
const commands = "/api/1.2/commands";

/** How API 1.2 says that a right is missing. */
const denied = (message: string) => legacyError(403, message);

/** Registers the routes of command execution. A GET is read from its query alone: a body is ignored. */
export function commandRoutes(app: FastifyInstance): void {
  app.post(`${contexts}/create`, async ({ workspace, grants, principal, body }) => {
    const clusterId = text(body, "clusterId");
    grants.require("cluster", clusterId, "CAN_ATTACH_TO", denied);
    return workspace.commands.create(clusterId, language(body), principal.user.userName);
  });
  app.get(`${contexts}/status`, async ({ workspace, query }) => workspace.commands.status(contextKey(query)));
  app.post(`${contexts}/destroy`, async ({ workspace, body }) => {
    workspace.commands.destroy(contextKey(body));
    return {};
  });
  app.post(`${commands}/execute`, async ({ workspace, grants, body }) => {
    grants.require("cluster", contextKey(body).clusterId, "CAN_ATTACH_TO", denied);
    return workspace.commands.execute(contextKey(body), language(body), text(body, "command"));
  });
  app.get(`${commands}/status`, async ({ workspace, query }, reply) =>
    // Tables hold integers of any size, which the framework's own writer would not take.
    reply
      .type("application/json; charset=utf-8")
      .send(stringify(workspace.commands.command(commandKey(query)))),
  );
  app.post(`${commands}/cancel`, async ({ workspace, body }) => {
    workspace.commands.cancel(commandKey(body));
    return {};
  });
}

/** A field that must be there and hold text; only a command may be empty. Throws HttpError 400. */
function text(given: unknown, name: string): string {
  const fields = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null || (value === "" && name !== "command")) {
    throw legacyError(400, `IllegalArgumentException: Missing required field: ${name}`);
  }
  if (typeof value === "string") return value;
  throw legacyError(400, `IllegalArgumentException: Field ${name} must be a string`);
}

function language(given: unknown): Language {
  const value = text(given, "language");
  const known = languages.find((each) => each === value);
  if (known) return known;
  throw legacyError(
    400,
    `IllegalArgumentException: Unknown language: ${value}. Known: ${languages.join(", ")}`,
  );
}

const contextKey = (given: unknown): ContextIds => ({
  clusterId: text(given, "clusterId"),
  contextId: text(given, "contextId"),
});

const commandKey = (given: unknown): CommandIds => ({
  ...contextKey(given),
  commandId: text(given, "commandId"),
});
