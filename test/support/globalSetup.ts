/** Runs once before the whole-component tests: a fresh bundle, and one workspace server for all of them. */
import buildWhenStale from "../builtComponent";
import { startServer, urlVariable, type WorkspaceServer } from "./workspaceServer";

declare global {
  var workspaceServer: WorkspaceServer | undefined;
}

export default async function globalSetup(): Promise<void> {
  buildWhenStale();
  globalThis.workspaceServer = await startServer();
  process.env[urlVariable] = globalThis.workspaceServer.url;
}
