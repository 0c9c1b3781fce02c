/** Runs code in its own execution context, which is always destroyed. */

import type { DatabricksClient } from "../../client";
import { errorDetail, isClusterNotReady } from "../../errors/kinds";
import { DatabricksError, toError } from "../../http/errors";
import { type OperationStatus, pollUntilDone } from "../../http/poll";
import {
  type CommandKey,
  type ContextKey,
  createContext,
  destroyContext,
  type EndedCommand,
  executeCommand,
  fetchContextStatus,
  waitForCommand,
} from "./commandExecution";
import type { CommandLanguage, ContextResponse } from "./commands";

/** What runs where. */
interface Code {
  clusterId: string;
  language: CommandLanguage;
  code: string;
}

const nothingRan = "Nothing was run.";

/** A running cluster may still refuse contexts for a while: then none was created. */
const isNotReady = (error: unknown): boolean =>
  error instanceof DatabricksError && isClusterNotReady(errorDetail(error));

/** Creates a context, as soon as the cluster accepts one. @returns its id */
const makeContext = (client: DatabricksClient, { clusterId, language }: Code): Promise<string> => {
  const name = `Cluster ${clusterId}`;
  return pollUntilDone(client, {
    name,
    // An empty id is that of a context that was refused.
    poll: async (until) => {
      try {
        return (await createContext(until, clusterId, language)).id;
      } catch (error) {
        if (isNotReady(error)) return "";
        throw error;
      }
    },
    status: (contextId) => (contextId === "" ? "running" : "succeeded"),
    describe: () => "not ready for an execution context",
    error: (message, _last, hint) =>
      new DatabricksError({ operation: name, message, hint, resourceIds: { clusterId } }),
    resumeHint: nothingRan,
  });
};

const statusOf = ({ status }: ContextResponse): OperationStatus => {
  if (/^(?:context_)?pending$/i.test(status)) return "running";
  return /error/i.test(status) ? "failed" : "succeeded";
};

/** Waits until a context accepts commands. */
const waitForContext = async (client: DatabricksClient, key: ContextKey): Promise<void> => {
  const { clusterId, contextId } = key;
  const name = `Execution context ${contextId}`;
  const error = (message: string, hint?: string): DatabricksError =>
    new DatabricksError({ operation: name, message, hint, resourceIds: { contextId, clusterId } });
  await pollUntilDone<DatabricksClient, ContextResponse>(client, {
    name,
    poll: (until) => fetchContextStatus(until, key),
    status: statusOf,
    describe: ({ status }) => status,
    error: (message, _last, hint) => error(message, hint),
    failure: ({ status }) =>
      error(`its status is ${status}`, `The language may not be available on this cluster. ${nothingRan}`),
    resumeHint: nothingRan,
  });
};

/**
 * Runs code and waits for its end, as long as the client has time.
 * @returns the command with its results, also where its code raised an exception
 */
export const runInOwnContext = async (
  client: DatabricksClient,
  code: Code,
): Promise<{ key: CommandKey; ended: EndedCommand }> => {
  const { clusterId } = code;
  const contextId = await makeContext(client, code);
  const context = { clusterId, contextId };
  try {
    await waitForContext(client, context);
    const { id: commandId } = await executeCommand(client, context, code.language, code.code);
    const key = { ...context, commandId };
    return { key, ended: await waitForCommand(client, key, "cancel") };
  } finally {
    await destroyContext(client.forCleanup(), context).catch((error: unknown) =>
      client.logger.warn(
        `The execution context ${contextId} of cluster ${clusterId} could not be destroyed: ${toError(error).message}`,
      ),
    );
  }
};
