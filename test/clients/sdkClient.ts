/** A workspace with the official JavaScript client, and how its lists and errors are read. */
import { ApiError, WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import type { ClockMode } from "../../packages/emulator/src/control/clock";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";

/** Starts a workspace with the examples, and makes a client of its user. */
export const startSdkWorkspace = async (
  clock: ClockMode = "manual",
): Promise<{ running: RunningWorkspace; client: WorkspaceClient }> => {
  const running = await startWorkspace({ seed, clock, startAt: Date.UTC(2025, 10, 18, 12) });
  // No loaders: neither the environment nor a configuration file has a say.
  return {
    running,
    client: new WorkspaceClient({ host: running.url, token: running.token, loaders: [] }),
  };
};

/** The items of all pages of a list. */
export const listItems = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

/** The error that a call ends with. @throws Error where it ends with none, or another one */
export const apiErrorOf = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`Not an ApiError: ${String(error)}`);
};
