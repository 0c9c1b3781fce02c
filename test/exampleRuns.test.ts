/** The commands that the help of the command line shows run as they are, each on a fresh local workspace. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { run } from "../cli/bundle";
import { poll } from "../cli/polling";
import { withToken } from "../cli/signIn";
import { seed } from "../demo/localSeed";
import { startWorkspace } from "../packages/emulator/src/server";
import { component, recordingLogger } from "./support/component";
import { commandOf, firstOf, requestOf, runnable } from "./support/exampleCommands";

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

/** A command whose own server, where it has one, listens on a port that is free. */
const onFreePort = async (command: string): Promise<string> =>
  firstOf(command) === undefined ? command : command.replaceAll("8099", String(await freePort()));

test.each(runnable.map((piece) => [piece.definition.key, piece] as const))("%s", async (key, piece) => {
  const command = await onFreePort(commandOf(piece));
  const { inputs } = requestOf(command);
  const first = firstOf(command);
  const server = first === undefined ? undefined : spawn("sh", ["-c", `exec ${first}`], { stdio: "ignore" });
  const workspace = await startWorkspace({ seed, clock: "auto" });
  try {
    const connection = withToken(workspace.url, workspace.token);
    const logger = recordingLogger([]);
    if (piece.kind === "trigger") {
      const { items } = await poll({ component, key, connection, inputs, logger }, {});
      expect(Array.isArray(items)).toBe(true);
    } else expect(await run(component, piece, connection, inputs, logger)).toBeDefined();
  } finally {
    server?.kill();
    await workspace.close();
  }
});
