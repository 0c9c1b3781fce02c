/** Runs once before the whole-component tests: a fresh bundle, and one workspace and one other host for all of them. */
import buildWhenStale from "../builtComponent";
import { type OtherHost, otherHostVariable, startOtherHost } from "./otherHost";
import { startServer, urlVariable, type WorkspaceServer } from "./workspaceServer";

declare global {
  var workspaceServer: WorkspaceServer | undefined;
  var otherHost: OtherHost | undefined;
}

export default async function globalSetup(): Promise<void> {
  buildWhenStale();
  globalThis.workspaceServer = await startServer();
  process.env[urlVariable] = globalThis.workspaceServer.url;
  globalThis.otherHost = await startOtherHost();
  process.env[otherHostVariable] = globalThis.otherHost.url;
}
