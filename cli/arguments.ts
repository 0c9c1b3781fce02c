/** Reads the command line of `npm run action`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { type Piece, type PublishedInput, piecesOf } from "./bundle";
import { didYouMean } from "./nearest";

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
      /** The file in which the state of a polling trigger is kept. */
      state?: string;
    };

/** Options of the command itself; all others are inputs. `--connection` names a kind of connection. */
const ownOptions = ({ kind }: Piece): string[] => [
  "connection",
  "help",
  "out",
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

/** Options with their texts, in order; what stands alone is no option. */
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
  const options = new Map<string, string | undefined>();
  const alone: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      const before = tokens[tokens.indexOf(token) - 1];
      const ofFlag =
        before?.kind === "option" && booleans.includes(before.name) && before.value === undefined;
      if (ofFlag && /^(?:true|false)$/i.test(token.value)) options.set(before.name, token.value);
      else alone.push(token.value);
    }
    if (token.kind !== "option") continue;
    if (options.has(token.name)) throw new Error(`--${token.name} is given twice.`);
    // Text may begin with dashes, as an SQL comment does, but another option's name means that a value is missing.
    const swallowed = !token.inlineValue && names.includes(token.value ?? "");
    const value = swallowed ? undefined : token.value;
    options.set(token.name, booleans.includes(token.name) ? (value ?? "true") : value);
  }
  return { options, alone };
};

/** The text of a value: `@file` stands for what the file holds, `@@` for an `@`. */
const textOf = (name: string, given: string, folder: string): string => {
  if (!given.startsWith("@")) return given;
  if (given.startsWith("@@")) return given.slice(1);
  const file = path.resolve(folder, given.slice(1));
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`--${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
};

const isPair = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "key" in value && "value" in value;

/** A list of values, or of keys with values, out of JSON. */
const listOf = ({ key, collection }: PublishedInput, text: string): unknown[] => {
  const wanted =
    collection === "keyvaluelist" ? 'JSON such as {"name": "value"}' : 'a JSON list such as ["one", "two"]';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`--${key} is not JSON. Give ${wanted}.`);
  }
  if (collection === "keyvaluelist" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([name, one]) => ({ key: name, value: one }));
  }
  if (Array.isArray(value) && (collection !== "keyvaluelist" || value.every(isPair))) return value;
  throw new Error(`--${key} is of the wrong form. Give ${wanted}.`);
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

const checkRequired = (piece: Piece, given: Record<string, unknown>): void => {
  const missing = typedInputs(piece)
    .filter(({ key, required, default: usual }) => required && !(key in given) && !usual)
    .map(({ key }) => `--${key}`);
  if (missing.length === 0) return;
  const { key } = piece.definition;
  throw new Error(
    `${key} needs ${missing.join(" and ")}. What ${missing.length > 1 ? "they are" : "it is"}: npm run action -- ${key} --help`,
  );
};

/** The values of the inputs among the options. */
const readValues = (
  options: Map<string, string | undefined>,
  inputs: PublishedInput[],
  folder: string,
): Record<string, unknown> => {
  const values: Record<string, unknown> = {};
  for (const [name, given] of options) {
    if (given === undefined) throw new Error(`--${name} needs a value: --${name} <value>`);
    const input = inputs.find(({ key }) => key === name);
    if (!input) continue;
    const text = textOf(name, given, folder);
    // Rows and groups of fields are read from their JSON by the component, without lost digits.
    values[name] = input.collection && !input.inputs ? listOf(input, text) : text;
  }
  return values;
};

/**
 * Reads what the command line asks for.
 * @param args the arguments after the command
 * @param folder the folder that files given as `@file` are relative to
 * @throws Error that says what is wrong, with the nearest name for one that is unknown
 */
export const readArguments = (args: string[], component: Component, folder: string): Request => {
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
  const values = readValues(options, inputs, folder);
  if (alone[0] !== undefined) {
    throw new Error(
      `"${alone[0]}" belongs to no input: give each value as --<input> <value>, in quotes if it has blanks.`,
    );
  }
  checkRequired(piece, values);
  return {
    ask: "run",
    piece,
    inputs: values,
    connectionKey: options.get("connection"),
    out: options.get("out"),
    state: options.get("state"),
  };
};
