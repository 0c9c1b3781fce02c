/** `npm run action`: runs one action or data source of the built bundle, or polls once, and prints the result. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import pc from "picocolors";
import { redactor } from "../src/http/redact";
import { type Request, readArguments } from "./arguments";
import { loadBundle, run } from "./bundle";
import { Clock } from "./clock";
import { openAccess } from "./connection";
import { closeOnSignal, isEnding } from "./endSignals";
import { listHelp, pieceHelp } from "./help";
import { interruptionText } from "./interruption";
import { withPlace } from "./jsonPlace";
import { widthOf } from "./layout";
import { checkWritable, errorText, printResult, writeAll, writeResult } from "./output";
import { poll } from "./polling";
import { readState, writeState } from "./stateFile";
import type { Sources } from "./values";

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** npm moves to the project's folder; files are named from where the command was typed. */
const sources: Sources = {
  folder: process.env.INIT_CWD ?? process.cwd(),
  readStandardInput: () => readFileSync(process.stdin.fd),
};

const inFolder = (file: string): string => path.resolve(sources.folder, file);

/** A logger whose every level goes to standard error, so that standard output holds the result alone. */
const loggerTo = (write: (text: string, line: string) => void): ActionLogger => {
  const level =
    (name: string) =>
    (...parts: unknown[]) => {
      const text = parts.map((part) => (typeof part === "string" ? part : inspect(part))).join(" ");
      write(text, pc.dim(`${name}: ${text}`));
    };
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
  const file = state === undefined ? undefined : inFolder(state);
  const before = file === undefined ? {} : readState(file);
  return async (connection, logger) => {
    const { items, state: next } = await poll({ component, key, connection, inputs, logger }, before);
    tell(pc.dim(items.length === 1 ? "1 new item" : `${items.length} new items`));
    return { result: items, keep: () => file !== undefined && writeState(next, file) };
  };
};

/** What is thrown, as it is told; where JSON of an input is wrong, with the place. */
const failureText = (error: unknown, { piece, inputs }: Run): string => {
  const text = errorText(error);
  const input = piece.definition.inputs.find(({ label }) => text.startsWith(`Error: ${label} `));
  const given = input && inputs[input.key];
  return typeof given === "string" ? withPlace(text, given) : text;
};

const perform = async (component: Component, request: Run): Promise<void> => {
  const { piece, connectionKey, out, output } = request;
  const { key } = piece.definition;
  const file = out === undefined ? undefined : inFolder(out);
  if (file !== undefined) checkWritable(file);
  const work = outcomeOf(component, request);
  const access = await openAccess(component, process.env, connectionKey);
  const redact = redactor(access.secrets);
  const clock = new Clock(key, process.stderr, process.env);
  const say = (text: string): void => clock.line(pc.dim(text));
  const stayUninterrupted = closeOnSignal(() => {
    clock.stop();
    tell(pc.yellow(redact(interruptionText(piece, clock, access.isLocal))));
  }, access.close);
  try {
    say(`${key} on ${redact(access.where)}`);
    const logger = loggerTo((text, line) => clock.line(redact(text), redact(line)));
    const { result, keep } = await work(access.connection, logger);
    clock.stop();
    if (file === undefined) await printResult(result, output, redact, process.stdout, say);
    else {
      const { size, note } = writeResult(result, output, file);
      if (note !== undefined) say(note);
      tell(`${size} bytes written to ${file}`);
    }
    keep?.();
  } catch (error) {
    throw new Error(redact(failureText(error, request)));
  } finally {
    clock.stop();
    stayUninterrupted();
    await access.close();
  }
};

const main = async (): Promise<void> => {
  // Where nobody reads any more what is told, the work is not to break off.
  process.stderr.on("error", () => {});
  const component = loadBundle();
  const request = readArguments(process.argv.slice(2), component, sources);
  const width = widthOf(process.stdout);
  if (request.ask === "list") await writeAll(process.stdout, [listHelp(component, width)]);
  if (request.ask === "inputs") await writeAll(process.stdout, [pieceHelp(request.piece, width)]);
  if (request.ask === "run") await perform(component, request);
};

main().catch((error: Error) => {
  if (isEnding()) return;
  const { DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET } = process.env;
  const secrets = [DATABRICKS_TOKEN, DATABRICKS_CLIENT_SECRET, ARM_CLIENT_SECRET];
  tell(pc.red(redactor(secrets)(error.message)));
  process.exitCode = 1;
});
