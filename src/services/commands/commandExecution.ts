/** Contexts and commands: created, waited for, read and cancelled. Shared by the actions of commands. */

import type { DatabricksClient } from "../../client";
import { errorDetail, isContextNotFound } from "../../errors/kinds";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import { path } from "../../http/path";
import { type OperationStatus, pollUntilDone } from "../../http/poll";
import { sanitizer } from "../../http/sanitize";
import { labels } from "../../labels";
import { awaitDeletion } from "../awaitDeletion";
import { commandState, isCommandDone, type ReadResults, readResults } from "./commandResults";
import {
  type CommandLanguage,
  type CommandResponse,
  type ContextResponse,
  type Created,
  commandStatusSchema,
  contextStatusSchema,
  createdSchema,
} from "./commands";

/** Where code runs. */
export interface ContextKey {
  clusterId: string;
  contextId: string;
}

/** One command. */
export interface CommandKey extends ContextKey {
  commandId: string;
}

/** A command after its end, with its results in a form that a flow can use. */
export type EndedCommand = CommandResponse & { output: ReadResults };

/** Creates an execution context on a cluster, and gives its id. A second request creates another one. */
export const createContext = (
  client: DatabricksClient,
  clusterId: string,
  language: CommandLanguage,
): Promise<Created> =>
  client.post(path`/api/1.2/contexts/create`, { clusterId, language }, { schema: createdSchema });

/** Reads the state of a context. */
export const fetchContextStatus = (
  client: DatabricksClient,
  { clusterId, contextId }: ContextKey,
): Promise<ContextResponse> =>
  client.get(path`/api/1.2/contexts/status`, {
    schema: contextStatusSchema,
    query: { clusterId, contextId },
  });

/** Destroys a context, and any running command. Destroying it twice is safe. */
export const destroyContext = async (client: DatabricksClient, key: ContextKey): Promise<void> => {
  await awaitDeletion(client.post(path`/api/1.2/contexts/destroy`, key, { idempotent: true }));
};

/** Starts a command in a context, and gives its id. A second request runs it again. */
export const executeCommand = (
  client: DatabricksClient,
  key: ContextKey,
  language: CommandLanguage,
  command: string,
): Promise<Created> =>
  client.post(path`/api/1.2/commands/execute`, { ...key, language, command }, { schema: createdSchema });

/** Reads the state of a command and, at its end, its results. */
export const fetchCommandStatus = (
  client: DatabricksClient,
  { clusterId, contextId, commandId }: CommandKey,
): Promise<CommandResponse> =>
  client.get(path`/api/1.2/commands/status`, {
    schema: commandStatusSchema,
    query: { clusterId, contextId, commandId },
  });

/** Cancels a command. A finished one is unchanged. */
export const requestCommandCancel = (client: DatabricksClient, key: CommandKey): Promise<object> =>
  client.post(path`/api/1.2/commands/cancel`, key, { idempotent: true });

const failure = ({ commandId, ...key }: CommandKey, message: string, hint?: string): DatabricksError =>
  new DatabricksError({
    operation: `Command ${commandId}`,
    message,
    hint,
    resourceIds: { commandId, contextId: key.contextId, clusterId: key.clusterId },
  });

const isLost = (error: unknown): boolean =>
  error instanceof DatabricksError && isContextNotFound(errorDetail(error));

const lostContextHint =
  "The execution context no longer exists: its cluster may have restarted or terminated. Create a new one.";

const statusOf = (command: CommandResponse): OperationStatus => {
  if (!isCommandDone(command)) return "running";
  const state = commandState(command);
  if (state === "cancelled") return "canceled";
  return state === "error" ? "failed" : "succeeded";
};

/**
 * Waits for the end of a command, as long as the client has time.
 * @param onTimeout what happens to it when time is up
 * @returns the command with its results, also where its code raised an exception
 * @throws DatabricksError with the command's id when it takes too long
 */
export const waitForCommand = async (
  client: DatabricksClient,
  key: CommandKey,
  onTimeout: "leaveRunning" | "cancel",
): Promise<EndedCommand> => {
  const command = await pollUntilDone<DatabricksClient, CommandResponse>(client, {
    name: `Command ${key.commandId}`,
    poll: (until) => fetchCommandStatus(until, key).catch(rethrowWithHint(lostContextHint, isLost)),
    status: statusOf,
    describe: ({ status }) => status,
    error: (message, _last, hint) => failure(key, message, hint),
    resumeHint: `It continues to run: ${labels.getCommandStatus} returns its status, ${labels.cancelCommand} cancels it.`,
    // Its context is destroyed after the cancellation, so nothing of it continues.
    ...(onTimeout === "cancel" && {
      cancellation: { request: (cleanupClient) => requestCommandCancel(cleanupClient, key), watchMs: 0 },
    }),
  });
  return { ...command, output: readResults(command.results) };
};

/**
 * How much of a summary and of the end of a trace an error contains, and how much of a trace is searched, in
 * characters.
 */
const maxDetailLength = 1400;
const maxTraceLength = 20_000;

/**
 * Evaluates a finished command: results are returned; an exception of the code, a cancellation or a lost command are
 * errors.
 * @throws DatabricksError with the summary and the end of the trace
 */
export const expectResults = (
  client: DatabricksClient,
  key: CommandKey,
  command: EndedCommand,
): EndedCommand => {
  const { output } = command;
  const state = commandState(command);
  if (state === "cancelled") throw failure(key, "it was cancelled");
  if (output.resultType === "error" || state === "error") {
    const { summary = "", cause = "" } = output;
    const sanitize = sanitizer(client.redact);
    const trace =
      cause === summary ? "" : sanitize(cause.slice(-maxTraceLength), maxTraceLength).slice(-maxDetailLength);
    const what = sanitize(summary, maxDetailLength) || `its status is ${command.status}`;
    throw failure(key, [what, trace].filter(Boolean).join("\n"));
  }
  if (output.resultType === "none") throw failure(key, "it ended without results");
  return command;
};
