/** The one local workspace server that all test files share: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** Where test files find the server's address. */
export const urlVariable = "TEST_WORKSPACE_URL";

/** A started server. */
export interface WorkspaceServer {
  url: string;
  /** Ends the process and waits until it has ended. */
  stop(): Promise<void>;
}

const root = path.resolve(__dirname, "../..");

const firstLine = async (child: ChildProcess, said: () => string): Promise<string> => {
  if (!child.stdout) throw new Error("The workspace server has no output to read");
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, "line").then(([text]) => String(text));
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The workspace server ended with ${code} before it listened:\n${said()}`);
  });
  return Promise.race([line, ended]);
};

/**
 * Starts the local workspace on a free port.
 * @throws Error with the server's own words where it does not come up
 */
export const startServer = async (): Promise<WorkspaceServer> => {
  const command = ["packages/emulator/src/main.ts", "--seed", "demo/seed.ts", "--json"];
  // With the flags of this process, as for collecting garbage.
  const child = spawn(process.execPath, [...process.execArgv, "--import", "tsx", ...command], {
    cwd: root,
    // The channel tells it when this process goes, however it goes: then the server does, too.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (data) => {
    errors += data;
  });
  const { url } = JSON.parse(await firstLine(child, () => errors)) as { url: string };
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
};
