/** Runs code in an execution context that is made for it, and destroyed on every way out. */

import type { DatabricksClient } from "../../client";
import { errorDetail, isClusterNotReady } from "../../errors/kinds";
import { formatDuration } from "../../http/deadline";
import { DatabricksError, toError } from "../../http/errors";
import { pollUntilDone } from "../../http/poll";
import {
  type CommandKey,
  type ContextKey,
  cancel,
  contextStatus,
  createContext,
  destroyContext,
  type EndedCommand,
  execute,
  waitForCommand,
} from "./commandExecution";
import type { ContextResponse, Created, Language } from "./commands";

/** What runs where. */
export interface Code {
  clusterId: string;
  language: Language;
  code: string;
}

/** A cluster that runs may still refuse contexts for a while: then nothing was made. */
const isNotReady = (error: unknown): boolean =>
  error instanceof DatabricksError && isClusterNotReady(errorDetail(error));

const late = ({ deadline }: DatabricksClient, clusterId: string, what: string): DatabricksError =>
  new DatabricksError({
    operation: `Cluster ${clusterId}`,
    message: `${what} after ${formatDuration(deadline.totalMs)}`,
    hint: "Nothing was run.",
    resourceIds: { clusterId },
  });

/** Makes a context, as soon as the cluster takes one. */
const makeContext = async (client: DatabricksClient, { clusterId, language }: Code): Promise<Created> => {
  const refusesAll = () => late(client, clusterId, "it takes no execution context");
  const { context } = await pollUntilDone<{ context?: Created }>({
    deadline: client.deadline,
    poll: async (deadline) => {
      try {
        return { context: await createContext(client.withDeadline(deadline), clusterId, language) };
      } catch (error) {
        if (isNotReady(error)) return {};
        throw error;
      }
    },
    progress: ({ context }) => (context ? "done" : "pending"),
    onDeadline: () => {
      throw refusesAll();
    },
  });
  if (context) return context;
  throw refusesAll();
};

const isPending = ({ status }: ContextResponse): boolean => /^(?:context_)?pending$/i.test(status);

/** Waits until a context takes commands. */
const contextRuns = async (client: DatabricksClient, key: ContextKey): Promise<void> => {
  const { status } = await pollUntilDone<ContextResponse>({
    deadline: client.deadline,
    poll: (deadline) => contextStatus(client.withDeadline(deadline), key),
    progress: (last) => (isPending(last) ? "pending" : "done"),
    onDeadline: () => {
      throw late(client, key.clusterId, "its execution context is still pending");
    },
  });
  if (/error/i.test(status)) {
    throw new DatabricksError({
      operation: `Execution context ${key.contextId}`,
      message: `its status is ${status}`,
      hint: "The language may not be there on this cluster. Nothing was run.",
      resourceIds: { contextId: key.contextId, clusterId: key.clusterId },
    });
  }
};

/** Cancels code at the deadline, and says what became of it. */
const cancelled = (client: DatabricksClient, key: CommandKey): Promise<string> =>
  cancel(client.closing(), key).then(
    () => "It was cancelled.",
    (error: Error) => `It could not be cancelled (${error.message}).`,
  );

/**
 * Runs code and waits for its end, as long as the client has time.
 * @returns the command with its results, also where its code raised an exception
 */
export const runInOwnContext = async (
  client: DatabricksClient,
  code: Code,
): Promise<{ key: CommandKey; ended: EndedCommand }> => {
  const { clusterId } = code;
  const { id: contextId } = await makeContext(client, code);
  const context = { clusterId, contextId };
  try {
    await contextRuns(client, context);
    const { id: commandId } = await execute(client, context, code.language, code.code);
    const key = { ...context, commandId };
    return { key, ended: await waitForCommand(client, key, () => cancelled(client, key)) };
  } finally {
    await destroyContext(client.closing(), context).catch((error: unknown) =>
      client.logger.warn(
        `The execution context ${contextId} of cluster ${clusterId} could not be destroyed: ${toError(error).message}`,
      ),
    );
  }
};
