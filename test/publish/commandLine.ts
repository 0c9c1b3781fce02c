/** Runs the platform's command lines for tests: never signed in, never outside loopback. */
import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { emptyFolder } from "../support/emptyFolder";

export const root = path.resolve(__dirname, "../..");

export const PRISM = path.join(root, "node_modules/@prismatic-io/prism/lib/run.js");

export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a Node script to its end with a home folder of its own. */
export async function runNode(
  args: string[],
  {
    cwd = root,
    env = {},
    node = process.execPath,
  }: { cwd?: string; env?: NodeJS.ProcessEnv; node?: string } = {},
): Promise<Finished> {
  const home = emptyFolder();
  const child = spawn(node, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
      HOME: home,
      XDG_CACHE_HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_DATA_HOME: home,
      PRISM_SKIP_NEW_VERSION_CHECK: "true",
      ...env,
    },
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { exitCode, stdout, stderr };
}
