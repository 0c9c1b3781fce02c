/** Runs code in an execution context that is made for it, and destroyed on every way out. */
import type { ContextResponse, Created, Language } from "../../api/commands";
import type { DatabricksClient } from "../../client";
import { asError, DatabricksError } from "../../http/errors";
import { type Deadline, inSeconds, waitUntilEnded } from "../../http/wait";
import {
  type CommandKey,
  type ContextKey,
  cancel,
  cleaningMs,
  contextStatus,
  createContext,
  destroyContext,
  type EndedCommand,
  execute,
  waitForCommand,
} from "./commands";

/** What runs where. */
export interface Code {
  clusterId: string;
  language: Language;
  code: string;
}

/** A cluster that runs may still refuse contexts for a while: then nothing was made. */
const isNotReady = (error: unknown): boolean =>
  error instanceof DatabricksError && /ClusterNotReady/.test(error.message);

const late = (clusterId: string, what: string, { timeoutMs }: Deadline): DatabricksError =>
  new DatabricksError({
    operation: `Cluster ${clusterId}`,
    message: `${what} after ${inSeconds(timeoutMs)}`,
    hint: "Nothing was run.",
    resourceIds: { clusterId },
  });

/** Makes a context, as soon as the cluster takes one. */
const makeContext = async (client: DatabricksClient, code: Code, deadline: Deadline): Promise<Created> => {
  const tryOnce = (): Promise<Created | undefined> =>
    createContext(client, code.clusterId, code.language).catch((error: unknown) => {
      if (isNotReady(error)) return undefined;
      throw error;
    });
  const context = await waitUntilEnded<Created | undefined>({
    first: await tryOnce(),
    poll: tryOnce,
    progress: (made) => (made ? "ended" : "goesOn"),
    ...deadline,
    onDeadline: () => {
      throw late(code.clusterId, "it takes no execution context", deadline);
    },
  });
  if (context) return context;
  throw late(code.clusterId, "it took no execution context", deadline);
};

const isPending = ({ status }: ContextResponse): boolean => /^(?:context_)?pending$/i.test(status);

/** Waits until a context takes commands. */
const contextRuns = async (client: DatabricksClient, key: ContextKey, deadline: Deadline): Promise<void> => {
  const { status } = await waitUntilEnded<ContextResponse>({
    first: await contextStatus(client, key, deadline.timeoutMs),
    poll: (leftMs) => contextStatus(client, key, leftMs),
    progress: (last) => (isPending(last) ? "goesOn" : "ended"),
    ...deadline,
    onDeadline: () => {
      throw late(key.clusterId, "its execution context is still pending", deadline);
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
  cancel(client, key, cleaningMs).then(
    () => "It was cancelled.",
    (error: Error) => `It could not be cancelled (${error.message}).`,
  );

/**
 * Runs code and waits for its end.
 * @returns the command with its results, also where its code raised an exception
 */
export const runInOwnContext = async (
  client: DatabricksClient,
  code: Code,
  deadline: Deadline,
): Promise<{ key: CommandKey; ended: EndedCommand }> => {
  const { clusterId } = code;
  const { id: contextId } = await makeContext(client, code, deadline);
  const context = { clusterId, contextId };
  try {
    await contextRuns(client, context, deadline);
    const { id: commandId } = await execute(client, context, code.language, code.code);
    const key = { ...context, commandId };
    return { key, ended: await waitForCommand(client, key, deadline, () => cancelled(client, key)) };
  } finally {
    await destroyContext(client, context, cleaningMs).catch((error: unknown) =>
      client.logger.warn(
        `The execution context ${contextId} of cluster ${clusterId} could not be destroyed: ${asError(error).message}`,
      ),
    );
  }
};
