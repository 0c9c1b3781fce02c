/** Opens the workspace that a run verifies, signed in as the environment says. */
import { randomBytes } from "node:crypto";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { openAccess } from "../cli/connection";
import { workspaceUrl } from "../src/connections/connectionInputs";
import { workspaceIdHeader } from "../src/http/auth";
import { CheckContext, type Run } from "./context";
import { prefix } from "./ledger";
import { type Mask, maskFor } from "./mask";
import { sendRequest, type Target } from "./requests";
import { type Request, readSettings } from "./settings";

type Environment = Readonly<Record<string, string | undefined>>;

/** An opened workspace. */
export interface Session {
  run: Run;
  mask: Mask;
  close(): Promise<void>;
}

const silent = (): void => {};

const logger: ActionLogger = {
  metric: silent,
  trace: silent,
  debug: silent,
  info: silent,
  log: silent,
  warn: silent,
  error: silent,
};

const targetOf = ({ fields, token }: ConnectionValue): Target => {
  const { host, tokenUrl, apiKey, workspaceId } = fields;
  return {
    host: workspaceUrl(host ?? tokenUrl, "The host of the connection"),
    token: String(apiKey ?? token?.access_token),
    ...(workspaceId !== undefined && { headers: { [workspaceIdHeader]: String(workspaceId) } }),
  };
};

/** Who signs in. @throws Error where the workspace does not accept the sign-in */
const signedIn = async (target: Target): Promise<string> => {
  const signal = AbortSignal.timeout(60_000);
  const { status, json, summary } = await sendRequest(target, "GET", "/api/2.0/preview/scim/v2/Me", {
    signal,
  });
  if (status === 200 && typeof json.userName === "string") return json.userName;
  throw new Error(`The workspace does not accept the sign-in: ${summary}`);
};

/** @throws Error that says what is missing, or that the workspace cannot be signed in to */
export const openSession = async (
  component: Component,
  env: Environment,
  flags: Request["flags"],
): Promise<Session> => {
  const settings = readSettings(env, flags);
  const access = await openAccess(component, env);
  const { connection } = access;
  const target = targetOf(connection);
  const { host, hostname } = new URL(target.host);
  const secrets = [...access.secrets, target.token, settings.secondToken ?? ""];
  const names: [string, string][] = [
    [host, "<workspace>"],
    [hostname, "<workspace>"],
    [settings.webhookUrl ? new URL(settings.webhookUrl).host : "", "<webhook address>"],
  ];
  const signInMask = maskFor({ secrets, names });
  try {
    const userName = await signedIn(target);
    const run: Run = {
      component,
      connection,
      target,
      settings,
      name: `${prefix}${randomBytes(6).toString("hex")}`,
      userName,
      logger,
      made: [],
      fixtures: new Map(),
      closing: [],
      pending: new Set(),
    };
    return {
      run,
      mask: maskFor({ secrets, names: [...names, [userName, "<identity>"]] }),
      close: () => access.close(),
    };
  } catch (error) {
    await access.close();
    throw new Error(signInMask((error as Error).message));
  }
};

/** What removals work with. */
export const contextFor =
  (run: Run) =>
  (signal: AbortSignal): CheckContext =>
    new CheckContext(run, signal);
