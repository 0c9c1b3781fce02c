/** The emulator's two servers: the Databricks API, and the cloud storage that its links lead to. */
import "./fastifyRequest";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { routeByWorkspace } from "./control/accountHost";
import { identifyCallers, requireCallers } from "./control/authentication";
import type { ClockMode } from "./control/clock";
import { checkContract } from "./control/contractCheck";
import type { SignInCredentials } from "./control/credentials";
import { Ids } from "./control/ids";
import { modelControlRoutes } from "./control/modelRoutes";
import { logAndInjectFaults } from "./control/requestHooks";
import { addDatabricksHeaders, configureServer, sendError } from "./control/responses";
import { controlRoutes } from "./control/routes";
import { Workspaces } from "./control/workspaces";
import { defaultSeed } from "./seed/defaultSeed";
import { readSeed, type Seed } from "./seed/seed";
import { registerServices } from "./services";
import { storageRoutes } from "./services/statements/routes";
import type { Workspace } from "./workspace";

export type { Seed };

export interface StartOptions {
  /** Port of the workspace; a free one where left out or 0. */
  port?: number;
  /** What every workspace of the server holds when it is fresh; a small one of the emulator's own where left out. */
  seed?: Seed;
  /** The same number gives the same tokens and IDs; 1 where left out. */
  idSeed?: number;
  clock?: ClockMode;
  /** Workspace time at the start, ms since the epoch. */
  startAt?: number;
  /** Fastify's log level; nothing is logged where left out. */
  logLevel?: string;
  /** Whether the host serves all workspaces of an account, so that requests must say which one they are for. */
  accountHost?: boolean;
}

/** A running server and how to reach its default workspace. */
export interface RunningWorkspace extends SignInCredentials {
  url: string;
  /** Where the cloud storage listens. */
  storageUrl: string;
  /** The workspace that the token reaches; after a reset it is another object. */
  readonly workspace: Workspace;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/** The largest request that is read, bytes: a statement of 16 MiB with its parameters fits. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * Starts the local workspace on loopback.
 * @throws when the seed is wrong, or the port is taken
 */
export async function startWorkspace(options: StartOptions = {}): Promise<RunningWorkspace> {
  const { port = 0, seed = defaultSeed, idSeed = 1, clock, startAt, logLevel, accountHost } = options;
  const workspaces = new Workspaces(idSeed, readSeed(seed));
  const { credentials } = workspaces.create({ clock, startAt, idSeed, accountHost });
  const requestIds = new Ids(idSeed, "requests");
  const api = server(workspaces, requestIds, logLevel);
  const storage = server(workspaces, requestIds, logLevel);
  registerApi(api);
  registerStorage(storage);
  const close = async () => {
    await workspaces.close();
    await Promise.all([api.close(), storage.close()]);
  };
  try {
    await storage.listen({ host: HOST, port: 0 });
    workspaces.storageUrl = addressOf(storage);
    await api.listen({ host: HOST, port });
    workspaces.url = addressOf(api);
  } catch (error) {
    await close();
    throw error;
  }
  const { token, clientId, clientSecret, app, publicAppClientId, entra, account } = credentials;
  return {
    url: workspaces.url,
    storageUrl: workspaces.storageUrl,
    token,
    clientId,
    clientSecret,
    app,
    publicAppClientId,
    entra,
    account,
    get workspace() {
      const current = workspaces.ofToken(token);
      if (!current) throw new Error("The default workspace has been closed");
      return current;
    },
    close,
  };
}

function server(workspaces: Workspaces, ids: Ids, logLevel: string | undefined): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    frameworkErrors: sendError,
    // Databricks takes a path with a slash at its end for the path without: MLflow lists serving endpoints so.
    routerOptions: { maxParamLength: 5000, ignoreTrailingSlash: true },
    genReqId: () => ids.uuid(),
    logger: logLevel !== undefined && { level: logLevel },
  });
  app.decorate("workspaces", workspaces);
  configureServer(app);
  return app;
}

function registerApi(app: FastifyInstance): void {
  addDatabricksHeaders(app);
  identifyCallers(app);
  logAndInjectFaults(app, "api");
  routeByWorkspace(app);
  requireCallers(app);
  checkContract(app);
  controlRoutes(app);
  modelControlRoutes(app);
  registerServices(app);
}

/** Storage asks for no credentials: the first segment of the path says whose it is. */
function registerStorage(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    const [, storageId = ""] = request.url.split("/");
    const workspace = app.workspaces.ofStorage(storageId);
    if (workspace) request.workspace = workspace;
  });
  logAndInjectFaults(app, "storage");
  app.register(async (scope) => storageRoutes(scope), { prefix: "/:storageId" });
}

function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as AddressInfo;
  return `http://${address}:${port}`;
}
