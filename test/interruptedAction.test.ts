/** Commands ended from outside: each says what continues, closes what is open here, and ends by the signal. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { emptyFolder } from "./support/emptyFolder";
import { useHandlerServer } from "./support/handlerServer";

const server = useHandlerServer();
const root = path.resolve(__dirname, "..");

interface Command {
  child: ChildProcess;
  /** What it has written so far. */
  output: () => string;
  /** The signal that ended it, or its exit code. */
  ended: Promise<NodeJS.Signals | number | null>;
  /** Resolves when it has written a text, or has ended. */
  until: (text: string) => Promise<void>;
}

/** Starts a command as npm does. */
const start = (args: string[], env: Record<string, string | undefined>): Command => {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended: Command["ended"] = new Promise((resolve) => {
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  const until = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
      ended.then(() => resolve());
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      output += bytes.toString();
    });
  }
  return { child, output: () => output, ended, until };
};

/** Without these, a command uses a local workspace. */
const noSignIn = {
  DATABRICKS_HOST: undefined,
  DATABRICKS_TOKEN: undefined,
  DATABRICKS_CLIENT_ID: undefined,
  DATABRICKS_CLIENT_SECRET: undefined,
  PRISMATIC_CONNECTION_VALUE: undefined,
};

/** What a command has left in its temporary folder, except for the caches of the TypeScript runner. */
const leftIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !/^(?:tsx-|node-compile-cache)/.test(name));

it.each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGHUP"])(
  "%s ends an action whose request is never answered",
  async (signal) => {
    const arrived = new Promise<void>((resolve) => server.handle(() => resolve()));
    const env = { ...noSignIn, DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: "dapi-of-nobody" };
    const { child, output, ended } = start(["cli/action.ts", "getCurrentUser"], env);
    await Promise.race([arrived, ended]);
    child.kill(signal);
    expect(await ended).toBe(signal);
    expect(output()).toMatch(/getCurrentUser was interrupted after .* It only reads/);
  },
);

it("an interrupted action on a local workspace leaves nothing, and prints no errors of what was closed", async () => {
  const folder = emptyFolder();
  const sqlStatement = "SELECT count(*) FROM range(100000000000)";
  const args = ["runSql", "--warehouseId", "475b94ddc7cd5211", "--sqlStatement", sqlStatement];
  const env = { ...noSignIn, TMPDIR: folder };
  const { child, output, ended, until } = start(["cli/action.ts", ...args, "--debugRequest"], env);
  await until("POST /api/2.0/sql/statements");
  child.kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
  expect(output()).toMatch(
    /was interrupted after .* Its local workspace was closed, with everything that ran there/,
  );
  expect(output()).not.toContain("Error: ");
  expect(leftIn(folder)).toEqual([]);
});

it("an interrupted tour leaves no folder, in the middle of a step", async () => {
  const folder = emptyFolder();
  const { child, output, ended, until } = start(["demo/tour.ts"], { ...noSignIn, TMPDIR: folder });
  await until("createExecutionContext");
  expect(leftIn(folder)).not.toEqual([]);
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
  expect(output()).toContain("The tour was interrupted; its workspace is closed.");
  expect(output()).not.toContain("✗ Step");
  expect(leftIn(folder)).toEqual([]);
});
