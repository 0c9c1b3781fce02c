/** The client with which the tests of command execution call a workspace. */

import { cluster } from "../../seed/clusters";
import { executionContext } from "../../seed/commands";
import { workspaceClient } from "../../workspaceClient";
import type { CommandStatus } from "./command";

export const exampleClusterId = cluster.cluster_id;

/** Where the example command runs. */
export const example = { clusterId: exampleClusterId, contextId: executionContext.id };

interface Answered {
  status: number;
  text: string;
}

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const commandClient = () => {
  const { server, send } = workspaceClient({ clock: "manual" });

  const call = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const headers = { "content-type": "application/json" };
    const answer = await send(init.method ?? "GET", `/api/${path}`, { ...init, headers });
    return { status: answer.status, text: await answer.text() };
  };
  const post = (path: string, body: unknown) =>
    call(`1.2/${path}`, { method: "POST", body: JSON.stringify(body) });
  const get = (path: string, query: Record<string, string>) =>
    call(`1.2/${path}?${new URLSearchParams(query)}`);

  const idOf = async (answer: Promise<Answered>): Promise<string> => {
    const { status, text } = await answer;
    expect(status).toBe(200);
    return JSON.parse(text).id;
  };

  const execute = (command: string, language = "python", key = example): Promise<string> =>
    idOf(post("commands/execute", { ...key, language, command }));

  const statusOf = async (commandId: string, key = example): Promise<CommandStatus> =>
    JSON.parse((await get("commands/status", { ...key, commandId })).text);

  /** The command once its status is one of these. */
  const reached = async (commandId: string, wanted: string[], key = example): Promise<CommandStatus> => {
    for (;;) {
      const found = await statusOf(commandId, key);
      if (wanted.includes(found.status)) return found;
    }
  };

  const run = async (command: string, language = "python", key = example): Promise<CommandStatus> =>
    reached(await execute(command, language, key), ["Finished", "Cancelled", "Error"], key);

  const contextStatus = async (contextId: string): Promise<string> => {
    for (;;) {
      const { text } = await get("contexts/status", { clusterId: exampleClusterId, contextId });
      const { id, status } = JSON.parse(text);
      expect(id).toBe(contextId);
      if (status !== "Pending") return status;
    }
  };

  const createContext = async (language = "python") => {
    const contextId = await idOf(post("contexts/create", { clusterId: exampleClusterId, language }));
    expect(contextId).toMatch(/^\d{19}$/);
    expect(await contextStatus(contextId)).toBe("Running");
    return { clusterId: exampleClusterId, contextId };
  };

  const refused = async (answer: Promise<Answered>) => {
    const { status, text } = await answer;
    return [status, JSON.parse(text)];
  };

  return {
    server,
    call,
    post,
    get,
    idOf,
    execute,
    statusOf,
    reached,
    run,
    contextStatus,
    createContext,
    refused,
  };
};
