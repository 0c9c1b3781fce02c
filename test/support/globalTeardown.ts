/** Runs once after the whole-component tests. */
import "./globalSetup";

export default async function globalTeardown(): Promise<void> {
  await globalThis.workspaceServer?.stop();
  await globalThis.otherHost?.stop();
}
