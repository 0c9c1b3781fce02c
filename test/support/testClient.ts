/** The component out of the sources for a scripted server, with a logger that keeps its messages. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type ActionLogger, type Connection, component } from "@prismatic-io/spectral";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { createClient, type DatabricksClient } from "../../src/client";
import { guardedComponent } from "../../src/guardedComponent";
import { toError } from "../../src/http/errors";

/** The token of every test client. */
export const testToken = "dapi00000000feedface00000000feedface";

/** A personal access token connection to an address. */
export const tokenConnection = (host: unknown, apiKey: unknown = testToken): Connection => ({
  key: "personalAccessToken",
  configVarKey: "Databricks Connection",
  fields: { host, apiKey },
});

/** A logger that keeps every line as `level: text`. */
export const keepingLogger = (): { logger: ActionLogger; lines: string[] } => {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (...parts: unknown[]): void => {
      lines.push(`${level}: ${parts.map(String).join(" ")}`);
    };
  const levels = ["metric", "trace", "debug", "info", "log", "warn", "error", "section"];
  const logger = Object.fromEntries(levels.map((level) => [level, keep(level)]));
  return { logger: logger as unknown as ActionLogger, lines };
};

/** A client and what it has told its logger. */
export const testClient = (
  connection: Connection,
  debug = false,
): { client: DatabricksClient; lines: string[] } => {
  const { logger, lines } = keepingLogger();
  return { client: createClient(connection, { logger, debug }), lines };
};

/** What a promise was rejected with. */
export const failureOf = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  if ("value" in outcome) throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`);
  if (outcome.reason instanceof Error) return outcome.reason;
  throw new Error(`expected an Error, got ${JSON.stringify(outcome.reason)}`);
};

const actionsFolder = path.resolve(__dirname, "../../src/actions");

/** The component as src/index makes it, but with one action: to load all of them takes seconds in each test file. */
const componentWith = (key: string): Component => {
  const service = readdirSync(actionsFolder).find((name) =>
    existsSync(path.join(actionsFolder, name, `${key}.ts`)),
  );
  if (service === undefined) throw new Error(`There is no action ${key}`);
  const display = { label: "Databricks", description: "One action", iconPath: "icon.png" };
  const actions = require(path.join(actionsFolder, service, key));
  return guardedComponent(
    component({ key: "databricks", public: false, display, actions, hooks: { error: toError } }),
  );
};

/**
 * Runs an action out of the sources as the runner does: defaults, cleaning and error hook included.
 * @returns its data, and what it told its logger
 */
export const runAction = async (
  key: string,
  parameters: Record<string, unknown>,
): Promise<{ data: unknown; lines: string[] }> => {
  const { logger, lines } = keepingLogger();
  const returned = (await createHarness(componentWith(key)).action(key, parameters as never, { logger })) as {
    data: unknown;
  };
  return { data: returned.data, lines };
};
