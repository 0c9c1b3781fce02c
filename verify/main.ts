/** `npm run verify`: checks the built connector against a real workspace, or with `--local` on the emulator. */
import { createInterface } from "node:readline/promises";
import { loadBundle } from "../cli/bundle";
import { onEndSignal } from "../cli/endSignals";
import { redactor } from "../src/http/redact";
import { checks } from "./checks";
import { help, signInHelp } from "./help";
import { startLocalWorkspace } from "./localWorkspace";
import { readRequest } from "./settings";
import { verify } from "./verify";

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Ends the run at the first signal, and at once at the second. */
const stopOnSignals = (): AbortSignal => {
  const controller = new AbortController();
  const stop = (reason: string): void => {
    if (controller.signal.aborted) return;
    tell(`\n${reason}: the run ends, and what it made is removed. A second signal ends it at once.`);
    controller.abort(reason);
  };
  onEndSignal(stop, () => tell("Ended without cleaning up; npm run verify -- --clean removes what is left."));
  process.on("uncaughtException", (error) => stop(`an unexpected error (${error.message})`));
  return controller.signal;
};

const confirm = async (): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    tell("There is no terminal for the confirmation: use --yes to start without it.");
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question("Start? [y/N] ");
  lines.close();
  return /^y(?:es)?$/i.test(answer.trim());
};

const main = async (): Promise<number> => {
  const request = readRequest(process.argv.slice(2));
  if (request.mode === "help") {
    tell(help);
    return 0;
  }
  const { DATABRICKS_HOST, PRISMATIC_CONNECTION_VALUE } = process.env;
  if (!request.local && !DATABRICKS_HOST && !PRISMATIC_CONNECTION_VALUE) {
    tell(
      `No workspace is given. Set in the environment:\n${signInHelp}\n--help lists all variables; --local needs none.`,
    );
    return 1;
  }
  const stop = stopOnSignals();
  const workspace = request.local ? await startLocalWorkspace() : undefined;
  try {
    const env = workspace?.env ?? process.env;
    const asked = workspace ? { ...request, yes: true } : request;
    return await verify(loadBundle(), checks, asked, { env, tell, confirm, stop });
  } finally {
    await workspace?.close();
  }
};

main().then(
  // Calls that could not be broken off must not keep the process.
  (code) => process.exit(code),
  (error: Error) => {
    const { DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET } = process.env;
    const secrets = [DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET];
    process.stderr.write(`${redactor(secrets)(error.message)}\n`);
    process.exit(1);
  },
);
