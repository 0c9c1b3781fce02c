/** The emulator's command: starts a local workspace and prints its URL and credentials. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import pc from "picocolors";
import { credentialsOnWire } from "./control/credentials";
import { type RunningWorkspace, type Seed, startWorkspace } from "./server";

const USAGE = `Starts a local Databricks-compatible workspace on loopback.

Usage: npm run workspace -- [options]
       databricks-emulator [options]

  --port <number>      the port to listen on; default: a free port
  --seed <file>        the initial contents: JSON, or a module that exports it as \`seed\`; default: a small seed
  --id-seed <number>   the same number gives the same tokens and IDs (default 1)
  --account-host       respond like a host that serves all workspaces of an account: each request names its workspace
  --log-level <level>  fatal, error, warn, info, debug or trace: log each request to standard output
  --json               print the URL and the credentials as one line of JSON
  --help               show this text
`;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

function wholeNumber(text: string | undefined, name: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`--${name} is a whole number from 0 to ${most}, not "${text}"`);
}

function logLevel(text: string | undefined): string | undefined {
  if (text === undefined || LOG_LEVELS.includes(text)) return text;
  throw new Error(`--log-level is one of ${LOG_LEVELS.join(", ")}, not "${text}"`);
}

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      seed: { type: "string" },
      "id-seed": { type: "string" },
      "account-host": { type: "boolean", default: false },
      "log-level": { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  return {
    help: values.help,
    json: values.json,
    port: wholeNumber(values.port, "port", 65_535),
    seedFile: values.seed,
    idSeed: wholeNumber(values["id-seed"], "id-seed", 2 ** 32 - 1),
    accountHost: values["account-host"],
    logLevel: logLevel(values["log-level"]),
  };
}

/** What a file holds, unchecked: the emulator checks it when it starts. @throws Error that names the file */
async function readSeedFile(file: string): Promise<Seed> {
  try {
    if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
    const { seed } = await import(pathToFileURL(path.resolve(file)).href);
    return seed;
  } catch (error) {
    throw new Error(`--seed ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** For programs: the same names as the control API has. */
const asJson = (running: RunningWorkspace): string =>
  JSON.stringify({ url: running.url, storage_url: running.storageUrl, ...credentialsOnWire(running) });

const asText = ({
  url,
  token,
  app,
  publicAppClientId,
  entra,
  account,
  ...principal
}: RunningWorkspace): string =>
  [
    `${pc.bold("Local workspace")} at ${pc.cyan(url)}`,
    "",
    `  Personal access token     ${token}`,
    ...(account
      ? [
          `  Workspace ID              ${account.workspaceId}`,
          `  Account ID                ${account.accountId}`,
        ]
      : []),
    `  Service principal         ${principal.clientId}`,
    `  Service principal secret  ${principal.clientSecret}`,
    `  Token URL                 ${url}/oidc/v1/token`,
    "",
    `  App for user sign-in      ${app.clientId}`,
    `  App secret                ${app.clientSecret}`,
    `  App without a secret      ${publicAppClientId}`,
    `  Authorize URL             ${url}/oidc/v1/authorize`,
    "",
    `  Entra application         ${entra.clientId}`,
    `  Entra secret              ${entra.clientSecret}`,
    `  Entra tenant              ${entra.tenantId}`,
    `  Entra token URL           ${url}/${entra.tenantId}/oauth2/v2.0/token`,
    "",
    pc.dim("Ctrl+C stops it."),
  ].join("\n");

/** How long a closed workspace may keep the process, ms: a statement in the middle of one long call does not stop. */
const LEAVE_MS = 2_000;

/** Ends a process that something keeps: its own exit would wait for that, too. */
function killIfKept(): void {
  const kill = () => {
    process.stderr.write("A statement does not stop: the process is killed.\n", () =>
      process.kill(process.pid, "SIGKILL"),
    );
  };
  setTimeout(kill, LEAVE_MS).unref();
}

/** The events that end the command: Ctrl+C, a supervisor, a closed terminal, and the end of its parent. */
const END_EVENTS = ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const;

/**
 * Closes the workspace at the first signal; a second one ends the process as signals do. It also closes when a parent
 * that has opened a channel to it goes, however that goes.
 */
function closeWhenAsked(running: RunningWorkspace): void {
  const close = () => {
    for (const event of END_EVENTS) process.off(event, close);
    running.close().then(killIfKept, fail);
  };
  for (const event of END_EVENTS) process.once(event, close);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${pc.red(message)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { help, json, seedFile, ...options } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const seed = seedFile === undefined ? undefined : await readSeedFile(seedFile);
  const running = await startWorkspace({ ...options, seed });
  closeWhenAsked(running);
  process.stdout.write(`${json ? asJson(running) : asText(running)}\n`);
}

main().catch(fail);
