/** What `--help` prints. */
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import pc from "picocolors";
import { type Piece, type PublishedInput, piecesOf } from "./bundle";

const command = "npm run action --";

const columns = (rows: [string, string][]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${pc.cyan(left.padEnd(width))}  ${right}`).join("\n");
};

const lines = (pieces: Piece[]): string =>
  columns(pieces.map(({ definition: { key, display } }) => [key, display.description]));

const triggerLines = (pieces: Piece[]): string =>
  columns(
    pieces.flatMap(({ kind, definition }): [string, string][] => {
      if (kind !== "trigger") return [];
      const { key, display, isPollingTrigger } = definition;
      const how = isPollingTrigger ? "" : ` ${pc.dim("(npm run demo shows it)")}`;
      return [[key, `${display.description}${how}`]];
    }),
  );

/** Every action, data source and trigger, and what can be said beside a key. */
export const listHelp = (component: Component): string => {
  const pieces = piecesOf(component);
  const kinds = component.connections.map(({ key }) => key).join(" or ");
  return `Runs one action or data source of the built component, or polls once with a trigger, and prints the result
as JSON.

Usage: ${command} <key> --<input> <value> ...

${pc.bold("Actions")}
${lines(pieces.filter(({ kind }) => kind === "action"))}

${pc.bold("Data sources")}
${lines(pieces.filter(({ kind }) => kind === "dataSource"))}

${pc.bold("Triggers")}
${triggerLines(pieces)}

${pc.bold("Options")}
${columns([
  ["--<input> @file", "takes the value from a file; @@ stands for an @ at its start"],
  ["--connection <kind>", `signs in another way: ${kinds}`],
  ["--out <file>", "writes the result to a file: bytes as they are, all else as JSON"],
  ["--state <file>", "keeps what a trigger remembers from poll to poll, on a workspace that stays"],
  ["<key> --help", "shows the inputs of one"],
])}

${pc.bold("Where it runs")}
  On a local workspace that lasts for this one call, unless the environment has
  DATABRICKS_HOST with DATABRICKS_TOKEN, or with DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET,
  or with ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET (Microsoft Entra ID),
  or PRISMATIC_CONNECTION_VALUE (from prism components:dev:run).
  \`npm run workspace\` starts a local workspace that stays; its URL can be DATABRICKS_HOST.
`;
};

const kindOf = ({ type, language, collection }: PublishedInput): string =>
  collection === "keyvaluelist"
    ? "JSON object or list of key and value"
    : collection === "valuelist"
      ? "JSON list"
      : language
        ? `${type}: ${language}`
        : type;

const inputLines = (input: PublishedInput): string => {
  const { key, label, required, default: usual, comments, model, dataSource, example } = input;
  const facts = [kindOf(input), required ? "required" : "optional", usual && `default ${usual}`].filter(
    Boolean,
  );
  const about = [
    comments,
    model && `One of ${model.map(({ value }) => value).join(", ")}.`,
    dataSource && `${command} ${dataSource} lists the values.`,
    example && `Example: ${example}`,
  ];
  return [
    `  ${pc.cyan(`--${key}`)}  ${label} ${pc.dim(`(${facts.join(", ")})`)}`,
    ...about.filter(Boolean).map((line) => `      ${line}`),
  ].join("\n");
};

/** How a trigger is run from here. */
const runningOf = ({ kind, definition }: Piece): string => {
  if (kind !== "trigger") return "";
  return definition.isPollingTrigger
    ? `\nPolls once and prints the new items. --state <file> keeps what it remembers from poll to poll; without it each
poll is the first.\n`
    : "\nDatabricks calls the flow's URL, so it does not run from here: npm run demo shows it deployed, called and removed.\n";
};

/** One action, data source or trigger: what it does and each of its inputs. */
export const pieceHelp = (piece: Piece): string => {
  const { key, display, inputs } = piece.definition;
  const typed = inputs.filter(({ type }) => type !== "connection");
  const needed = typed.filter(({ required, default: usual }) => required && !usual);
  const usage = [command, key, ...needed.map((input) => `--${input.key} <value>`)].join(" ");
  const isRun = piece.kind !== "trigger" || piece.definition.isPollingTrigger;
  return `${pc.bold(display.label)} (${key})
${display.description}
${runningOf(piece)}${isRun ? `\nUsage: ${usage}\n` : ""}
${typed.length > 0 ? typed.map(inputLines).join("\n") : "  It has no inputs beside the connection."}
`;
};
