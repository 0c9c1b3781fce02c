/** Reads the command line of `npm run action`. */
import { parseArgs } from "node:util";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { type Piece, type PublishedInput, piecesOf } from "./bundle";
import { didYouMean } from "./nearest";
import { type OutputFormat, outputFormats } from "./outputFormat";
import { isTruthWord, readValue, type Sources } from "./values";

/** What the command line asks for. */
export type Request =
  | { ask: "list" }
  | { ask: "inputs"; piece: Piece }
  | {
      ask: "run";
      piece: Piece;
      inputs: Record<string, unknown>;
      connectionKey?: string;
      out?: string;
      /** How the result is shown; where it is left out, the result and the screen decide. */
      output?: OutputFormat;
      /** The file in which the state of a polling trigger is kept. */
      state?: string;
    };

/** Options of the command itself; all others are inputs. `--connection` names a kind of connection. */
const ownOptions = ({ kind }: Piece): string[] => [
  "connection",
  "help",
  "out",
  "output",
  ...(kind === "trigger" ? ["state"] : []),
];

const typedInputs = ({ definition }: Piece): PublishedInput[] =>
  definition.inputs.filter(({ type }) => type !== "connection");

const findPiece = (key: string, component: Component): Piece => {
  const pieces = piecesOf(component);
  const piece = pieces.find(({ definition }) => definition.key === key);
  if (piece) return piece;
  const keys = pieces.map(({ definition }) => definition.key);
  throw new Error(
    `There is no action, data source or trigger ${key}.${didYouMean(key, keys)} All of them: npm run action -- --help`,
  );
};

/** A trigger that polls can be run; any other waits for a call. */
const checkRuns = ({ kind, definition }: Piece): void => {
  if (kind !== "trigger" || definition.isPollingTrigger) return;
  throw new Error(
    `${definition.key} does not poll: a flow that it starts is called by Databricks, at a URL of its own. npm run demo shows it deployed, called and removed.`,
  );
};

/** Options with what was typed for them, in order; what stands alone is no option. An option without a value has none. */
const readOptions = (args: string[], booleans: string[], texts: string[]) => {
  const { tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    options: {
      help: { type: "boolean", short: "h" },
      ...Object.fromEntries(booleans.map((name) => [name, { type: "boolean" as const }])),
      ...Object.fromEntries(texts.map((name) => [name, { type: "string" as const }])),
    },
  });
  const names = [...booleans, ...texts, "help"].map((name) => `--${name}`);
  const options = new Map<string, (string | undefined)[]>();
  const alone: string[] = [];
  let flag: string | undefined;
  for (const token of tokens) {
    if (token.kind === "positional") {
      // `--flag no`: to the parser, a flag has no value.
      if (flag !== undefined && isTruthWord(token.value)) options.set(flag, [token.value]);
      else alone.push(token.value);
    }
    flag = undefined;
    if (token.kind !== "option") continue;
    // Text may begin with dashes, as an SQL comment does, but another option's name means that a value is missing.
    const swallowed = !token.inlineValue && names.includes(token.value ?? "");
    const isFlag = booleans.includes(token.name) && token.value === undefined;
    if (isFlag) flag = token.name;
    const value = isFlag ? "true" : swallowed ? undefined : token.value;
    options.set(token.name, [...(options.get(token.name) ?? []), value]);
  }
  return { options, alone };
};

const checkKnown = (names: Iterable<string>, piece: Piece): void => {
  const known = [...typedInputs(piece).map(({ key }) => key), ...ownOptions(piece)];
  for (const name of names) {
    if (known.includes(name)) continue;
    const { key } = piece.definition;
    throw new Error(
      `${key} has no input ${name}.${didYouMean(name, known, "--")} Its inputs: npm run action -- ${key} --help`,
    );
  }
};

const checkRequired = (piece: Piece, given: ReadonlyMap<string, unknown>): void => {
  const missing = typedInputs(piece)
    .filter(({ key, required, default: usual }) => required && !given.has(key) && !usual)
    .map(({ key }) => `--${key}`);
  if (missing.length === 0) return;
  const { key } = piece.definition;
  throw new Error(
    `${key} needs ${missing.join(" and ")}. What ${missing.length > 1 ? "they are" : "it is"}: npm run action -- ${key} --help`,
  );
};

type Options = ReturnType<typeof readOptions>["options"];

/** What was typed for an option. @throws Error where nothing was */
const typedFor = (name: string, options: Options): string[] => {
  const given = options.get(name) ?? [];
  const values = given.filter((value) => value !== undefined);
  if (values.length < given.length) throw new Error(`--${name} needs a value: --${name} <value>`);
  return values;
};

/** The one value of an option of the command itself. */
const ownOption = (name: string, options: Options): string | undefined => {
  const [value, ...more] = typedFor(name, options);
  if (more.length > 0) throw new Error(`--${name} is given twice.`);
  return value;
};

const outFileOf = (options: Options): string | undefined => {
  const file = ownOption("out", options);
  if (file !== "-") return file;
  throw new Error(
    "--out takes the name of a file, not -. Without it, the result is printed: > and | pass it on.",
  );
};

const outputOf = (options: Options): OutputFormat | undefined => {
  const wanted = ownOption("output", options);
  const found = outputFormats.find((format) => format === wanted);
  if (wanted === undefined || found) return found;
  throw new Error(
    `--output is one of ${outputFormats.join(", ")}, not ${wanted}.${didYouMean(wanted, outputFormats)}`,
  );
};

/** Standard input holds one value: a second one would find it empty. */
const checkStandardInput = (options: Options): void => {
  const readers = [...options].filter(([, given]) => given.includes("-")).map(([name]) => `--${name}`);
  if (readers.length > 1) throw new Error(`Only one input can be -, not ${readers.join(" and ")}.`);
};

/**
 * Reads what the command line asks for.
 * @param args the arguments after the command
 * @throws Error that says what is wrong, with the nearest name for one that is unknown
 */
export const readArguments = (args: string[], component: Component, sources: Sources): Request => {
  const [key, ...rest] = args;
  if (key === undefined || key === "--help" || key === "-h") return { ask: "list" };
  if (key.startsWith("-"))
    throw new Error(`The key of an action comes first: npm run action -- <key> ${key} ...`);
  const piece = findPiece(key, component);
  const inputs = typedInputs(piece);
  const booleans = inputs.filter(({ type }) => type === "boolean").map((input) => input.key);
  const texts = [...inputs.map((input) => input.key), ...ownOptions(piece)].filter(
    (name) => name !== "help" && !booleans.includes(name),
  );
  const { options, alone } = readOptions(rest, booleans, texts);
  if (options.has("help")) return { ask: "inputs", piece };
  checkRuns(piece);
  checkKnown(options.keys(), piece);
  checkStandardInput(options);
  const own = {
    connectionKey: ownOption("connection", options),
    out: outFileOf(options),
    output: outputOf(options),
    state: ownOption("state", options),
  };
  const given = inputs
    .filter(({ key: name }) => options.has(name))
    .map((input) => ({ input, typed: typedFor(input.key, options) }));
  if (alone[0] !== undefined) {
    throw new Error(
      `"${alone[0]}" belongs to no input: give each value as --<input> <value>, in quotes if it has blanks.`,
    );
  }
  checkRequired(piece, options);
  const values = given.map(({ input, typed }) => [input.key, readValue(input, typed, sources)]);
  return { ask: "run", piece, inputs: Object.fromEntries(values), ...own };
};
