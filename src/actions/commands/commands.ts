/** Contexts and commands: made, waited for, read and given up. Shared by the actions of commands. */
import { commandState, hasEnded, type ReadResults, readResults } from "../../api/commandResults";
import type { CommandStatus, ContextStatus, Created, Language } from "../../api/commands";
import type { DatabricksClient } from "../../client";
import { DatabricksError, isGoneByRepeat, withNote } from "../../http/errors";
import { path } from "../../http/path";
import { sanitizer } from "../../http/sanitize";
import { type Deadline, inSeconds, waitUntilEnded } from "../../http/wait";

/** How long a request may take, and how long after the deadline one may still take, in milliseconds. */
const longestAnswerMs = 60_000;
const lastMs = 10_000;

/** Where code runs. */
export interface ContextKey {
  clusterId: string;
  contextId: string;
}

/** One command. */
export interface CommandKey extends ContextKey {
  commandId: string;
}

/** A command after its end, with its results as a flow can use them. */
export type EndedCommand = CommandStatus & { output: ReadResults };

const withinTime = (leftMs: number) => ({
  timeoutMs: Math.min(longestAnswerMs, leftMs + lastMs),
  repeatsWithinMs: leftMs,
});

export const createContext = (
  client: DatabricksClient,
  clusterId: string,
  language: Language,
): Promise<Created> =>
  client.post<Created>(path`/api/1.2/contexts/create`, { clusterId, language }, { requires: ["id"] });

export const contextStatus = (
  client: DatabricksClient,
  { clusterId, contextId }: ContextKey,
  leftMs = Number.POSITIVE_INFINITY,
): Promise<ContextStatus> =>
  client.get<ContextStatus>(path`/api/1.2/contexts/status`, {
    query: { clusterId, contextId },
    requires: ["status"],
    ...withinTime(leftMs),
  });

/** Ends a context, and what runs in it. Ending it twice does no harm. */
export const destroyContext = async (
  client: DatabricksClient,
  key: ContextKey,
  leftMs = Number.POSITIVE_INFINITY,
): Promise<void> => {
  const options = { repeatable: true, ...withinTime(leftMs) };
  await client.post(path`/api/1.2/contexts/destroy`, key, options).catch((error: unknown) => {
    if (!isGoneByRepeat(error)) throw error;
  });
};

export const execute = (
  client: DatabricksClient,
  key: ContextKey,
  language: Language,
  command: string,
): Promise<Created> =>
  client.post<Created>(path`/api/1.2/commands/execute`, { ...key, language, command }, { requires: ["id"] });

export const commandStatus = (
  client: DatabricksClient,
  { clusterId, contextId, commandId }: CommandKey,
  leftMs = Number.POSITIVE_INFINITY,
): Promise<CommandStatus> =>
  client.get<CommandStatus>(path`/api/1.2/commands/status`, {
    query: { clusterId, contextId, commandId },
    requires: ["status"],
    ...withinTime(leftMs),
  });

/** Cancels a command. One that has ended stays as it is. */
export const cancel = (client: DatabricksClient, key: CommandKey, leftMs?: number): Promise<object> =>
  client.post(path`/api/1.2/commands/cancel`, key, {
    repeatable: true,
    ...(leftMs !== undefined && withinTime(leftMs)),
  });

/** How long the last requests of a step may take, in milliseconds. */
export const cleaningMs = lastMs;

const failure = ({ commandId, ...key }: CommandKey, message: string, hint?: string): DatabricksError =>
  new DatabricksError({
    operation: `Command ${commandId}`,
    message,
    hint,
    resourceIds: { commandId, contextId: key.contextId, clusterId: key.clusterId },
  });

const isLost = (error: unknown): boolean =>
  error instanceof DatabricksError && /context.{0,80}not ?found|ContextNotFound/i.test(error.message);

/** What a lost context means: its cluster restarted or terminated, and nothing of it is left. */
const explained = (error: unknown): Error =>
  isLost(error)
    ? withNote(
        error,
        "The execution context is gone: its cluster may have restarted or terminated. Make a new one.",
      )
    : (error as Error);

/**
 * Waits for the end of a command.
 * @param onDeadline what to do about the command when time is up; then the error is thrown
 * @returns the command with its results, also where its code raised an exception
 */
export const waitForCommand = async (
  client: DatabricksClient,
  key: CommandKey,
  deadline: Deadline,
  onDeadline: () => Promise<string>,
): Promise<EndedCommand> => {
  const look = (leftMs: number): Promise<CommandStatus> =>
    commandStatus(client, key, leftMs).catch((error: unknown) => {
      throw explained(error);
    });
  const command = await waitUntilEnded<CommandStatus>({
    first: await look(deadline.timeoutMs),
    poll: look,
    progress: (last) => (hasEnded(last) ? "ended" : "goesOn"),
    ...deadline,
    onDeadline: async ({ status }) => {
      const then = await onDeadline();
      throw failure(key, `it is still ${status} after ${inSeconds(deadline.timeoutMs)}`, then);
    },
    notice: ({ status }, elapsedMs) =>
      client.logger.info(`Command ${key.commandId} is ${status} after ${inSeconds(elapsedMs)}`),
  });
  return { ...command, output: readResults(command.results) };
};

/** How much of a summary and of the end of a trace an error tells, and how much of a trace is looked through, in characters. */
const toldLength = 1400;
const maxTraceLength = 20_000;

/**
 * What an ended command means: results go on, an exception of the code, a cancellation or a lost command are errors.
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
      cause === summary ? "" : sanitize(cause.slice(-maxTraceLength), maxTraceLength).slice(-toldLength);
    const what = sanitize(summary, toldLength) || `its status is ${command.status}`;
    throw failure(key, [what, trace].filter(Boolean).join("\n"));
  }
  if (output.resultType === "none") throw failure(key, "it ended without results");
  return command;
};
