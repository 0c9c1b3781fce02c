/** `npm run action`: runs one action or data source of the built bundle, or polls once, and prints the result as JSON. */
import path from "node:path";
import { inspect } from "node:util";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import pc from "picocolors";
import { type Redact, redactor } from "../src/http/redact";
import { type Request, readArguments } from "./arguments";
import { loadBundle, run } from "./bundle";
import { openAccess } from "./connection";
import { listHelp, pieceHelp } from "./help";
import { errorText, resultText, writeResult } from "./output";
import { poll } from "./polling";
import { readState, writeState } from "./stateFile";

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** npm moves to the project's folder; files are named from where the command was typed. */
const folder = process.env.INIT_CWD ?? process.cwd();

/** A logger whose every level goes to standard error, so that standard output holds the result alone. */
const loggerTo = (write: (line: string) => void): ActionLogger => {
  const level =
    (name: string) =>
    (...parts: unknown[]) =>
      write(
        pc.dim(
          `${name}: ${parts.map((part) => (typeof part === "string" ? part : inspect(part))).join(" ")}`,
        ),
      );
  return {
    metric: level("metric"),
    trace: level("trace"),
    debug: level("debug"),
    info: level("info"),
    log: level("log"),
    warn: level("warn"),
    error: level("error"),
  };
};

const print = (result: unknown, redact: Redact): void => {
  const text = resultText(result);
  const shown = redact(text);
  process.stdout.write(`${shown}\n`);
  if (shown !== text) tell(pc.dim("Secrets are masked; --out <file> writes the result as it is."));
};

type Run = Extract<Request, { ask: "run" }>;

interface Outcome {
  result: unknown;
  /** Keeps what the next poll needs. It is done last: items that nobody has seen come again. */
  keep?: () => void;
}

/** Runs what was asked for. A state file that cannot be read is said before anything is sent. */
const outcomeOf = (
  component: Component,
  { piece, inputs, state }: Run,
): ((connection: ConnectionValue, logger: ActionLogger) => Promise<Outcome>) => {
  if (piece.kind !== "trigger") {
    return async (connection, logger) => ({
      result: await run(component, piece, connection, inputs, logger),
    });
  }
  const { key } = piece.definition;
  const file = state === undefined ? undefined : path.resolve(folder, state);
  const before = file === undefined ? {} : readState(file);
  return async (connection, logger) => {
    const { items, state: next } = await poll({ component, key, connection, inputs, logger }, before);
    tell(pc.dim(items.length === 1 ? "1 new item" : `${items.length} new items`));
    return { result: items, keep: () => file !== undefined && writeState(next, file) };
  };
};

const perform = async (component: Component, request: Run): Promise<void> => {
  const { piece, connectionKey, out } = request;
  const work = outcomeOf(component, request);
  const access = await openAccess(component, process.env, connectionKey);
  const redact = redactor(access.secrets);
  try {
    tell(pc.dim(`${piece.definition.key} on ${redact(access.where)}`));
    const logger = loggerTo((line) => tell(redact(line)));
    const { result, keep } = await work(access.connection, logger);
    if (out === undefined) print(result, redact);
    else {
      const file = path.resolve(folder, out);
      tell(`${writeResult(result, file)} bytes written to ${file}`);
    }
    keep?.();
  } catch (error) {
    throw new Error(redact(errorText(error)));
  } finally {
    await access.close();
  }
};

const main = async (): Promise<void> => {
  const component = loadBundle();
  const request = readArguments(process.argv.slice(2), component, folder);
  if (request.ask === "list") process.stdout.write(listHelp(component));
  if (request.ask === "inputs") process.stdout.write(pieceHelp(request.piece));
  if (request.ask === "run") await perform(component, request);
};

main().catch((error: Error) => {
  const { DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET } = process.env;
  const secrets = [DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET];
  tell(pc.red(redactor(secrets)(error.message)));
  process.exitCode = 1;
});
