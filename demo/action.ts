/** `npm run action`: runs one action or data source of the built bundle and prints its result as JSON. */
import path from "node:path";
import { inspect } from "node:util";
import type { ActionLogger } from "@prismatic-io/spectral/dist/serverTypes";
import pc from "picocolors";
import { type Redact, redactor } from "../src/http/redact";
import { type Request, readArguments } from "./arguments";
import { loadBundle, run } from "./bundle";
import { openAccess } from "./connection";
import { listHelp, pieceHelp } from "./help";
import { errorText, resultText, writeResult } from "./output";

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

const perform = async (component: ReturnType<typeof loadBundle>, request: Run): Promise<void> => {
  const { piece, inputs, connectionKey, out } = request;
  const access = await openAccess(component, process.env, connectionKey);
  const redact = redactor(access.secrets);
  try {
    tell(pc.dim(`${piece.definition.key} on ${redact(access.where)}`));
    const result = await run(
      component,
      piece,
      access.connection,
      inputs,
      loggerTo((line) => tell(redact(line))),
    );
    if (out === undefined) return print(result, redact);
    const file = path.resolve(folder, out);
    tell(`${writeResult(result, file)} bytes written to ${file}`);
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
