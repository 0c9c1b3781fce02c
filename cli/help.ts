/** What `--help` prints. */
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import pc from "picocolors";
import { servicesOf } from "../scripts/docs/markdown";
import { type Piece, type PublishedInput, piecesOf } from "./bundle";
import { command, exampleCommand, exampleText } from "./examples";
import { cut, wrap } from "./layout";
import { outputFormats } from "./outputFormat";

/** The narrowest text beside a key; on a narrower terminal it stands below, in characters. */
const minBeside = 24;

const indent = "  ";
const deeper = "      ";

/** Names with their meanings: side by side, the meanings wrapped, or one below the other on a narrow terminal. */
const columns = (rows: [string, string][], width: number): string => {
  const left = Math.max(...rows.map(([name]) => name.length)) + 2 * indent.length;
  const isNarrow = width - left < minBeside;
  return rows
    .map(([name, meaning]) =>
      isNarrow
        ? `${indent}${pc.cyan(name)}\n${wrap(meaning, width, deeper)}`
        : `${indent}${pc.cyan(name.padEnd(left - indent.length))}${wrap(meaning, width, " ".repeat(left)).trimStart()}`,
    )
    .join("\n");
};

/** One line for each piece: its key, and as much of what it does as fits. */
const pieceLines = (pieces: Piece["definition"][], width: number): string => {
  const left = Math.max(...pieces.map(({ key }) => key.length)) + 2 * indent.length;
  return pieces
    .map(({ key, display: { description } }) => {
      const about = width - left < minBeside ? "" : cut(description, width - left);
      return `${indent}${pc.cyan(key.padEnd(left - indent.length))}${about}`.trimEnd();
    })
    .join("\n");
};

/**
 * Every action by service, then data sources and triggers, and what can be said beside a key.
 * @param width of the terminal, in characters
 */
export const listHelp = (component: Component, width: number): string => {
  const ofKind = (kind: Piece["kind"]): Piece["definition"][] =>
    piecesOf(component)
      .filter((piece) => piece.kind === kind)
      .map(({ definition }) => definition);
  const sections: [string, Piece["definition"][]][] = [
    ...servicesOf(component).map(({ title, actions }): [string, Piece["definition"][]] => [title, actions]),
    ["Data sources: the lists that pickers show", ofKind("dataSource")],
    ["Triggers: one poll each", ofKind("trigger")],
  ];
  const kinds = component.connections.map(({ key }) => key).join(", ");
  const where =
    "On a local workspace for this call only, unless the environment has DATABRICKS_HOST (a host name, or any URL of the workspace) with one of these sign-ins:";
  return `${wrap(`Runs an action or a data source of the built component, or polls once with a trigger, and prints the result.`, width)}

${pc.bold("Usage")}
${wrap(`${command} <key> --<input> <value> ...`, width, indent)}
${wrap(`${command} <key> --help shows the inputs of one, with a command to copy.`, width, indent)}

${sections.map(([title, pieces]) => `${pc.bold(wrap(title, width))}\n${pieceLines(pieces, width)}`).join("\n\n")}

${pc.bold("Values")}
${columns(
  [
    ["yes, no", "for booleans; also true, false, on, off, 1, 0; without a value, the option is yes"],
    ["@file", "the contents of a file; @@ stands for an @ at the start"],
    ["-", "the contents of standard input"],
    ["several", "each with its own option: --columns id --columns name, --queryTags team=data; or as JSON"],
  ],
  width,
)}

${pc.bold("Options")}
${columns(
  [
    [
      "--output <form>",
      `shows the result as ${outputFormats.join(", ")}; by default, formatted on a terminal and as JSON in a pipe`,
    ],
    ["--out <file>", "writes the result to a file: files as they are, everything else as JSON"],
    ["--state <file>", "stores the state of a trigger between polls, on a workspace that keeps running"],
    ["--connection <kind>", `signs in with another kind of connection: ${kinds}`],
  ],
  width,
)}

${pc.bold("Where it runs")}
${wrap(where, width, indent)}
${[
  "DATABRICKS_TOKEN",
  "DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET",
  "ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET (Microsoft Entra ID)",
]
  .map((line) => wrap(`- ${line}`, width, indent))
  .join("\n")}
${wrap("Or it has PRISMATIC_CONNECTION_VALUE, from prism components:dev:run. `npm run workspace` starts a local workspace that keeps running.", width, indent)}
`;
};

/** How a value is typed. */
const formOf = ({ type, language, collection, inputs }: PublishedInput): string => {
  if (inputs) return collection ? "JSON list of objects" : "JSON object";
  if (collection) return collection === "keyvaluelist" ? "name=value, repeatable" : "repeatable";
  const forms: Record<string, string> = { string: "text", boolean: "yes or no", data: "text or @file" };
  return language === "json" ? "JSON" : language ? language.toUpperCase() : (forms[type] ?? type);
};

/** The fields of a row, a group or of each kind, by what is typed for them. */
const fieldLines = ({ type, inputs = [] }: PublishedInput): string[] =>
  inputs.flatMap((field) =>
    type === "dynamicObject"
      ? [`${field.key}: ${field.comments ?? field.label}`, ...fieldLines(field)]
      : [`"${field.key}": ${field.comments ?? field.label}`],
  );

const inputHelp = (input: PublishedInput, width: number): string => {
  const { key, label, default: usual, comments, model, dataSource } = input;
  const example = exampleText(input);
  const facts = [formOf(input), typeof usual === "string" && usual !== "" && `default ${usual}`];
  const about = [
    comments,
    ...fieldLines(input),
    model && `One of ${model.map(({ value }) => value).join(", ")}.`,
    dataSource && `Values: ${command} ${dataSource}`,
    example && !model && `Example: ${example}`,
  ];
  const head = `--${key}  ${label} (${facts.filter(Boolean).join(", ")})`;
  return [
    wrap(head, width, indent).replace(`--${key}`, pc.cyan(`--${key}`)),
    ...about.filter((line) => typeof line === "string").map((line) => wrap(line, width, deeper)),
  ].join("\n");
};

const inputSection = (title: string, inputs: PublishedInput[], width: number): string =>
  inputs.length === 0
    ? ""
    : `\n${pc.bold(title)}\n${inputs.map((input) => inputHelp(input, width)).join("\n")}\n`;

/** How a trigger is run from here. */
const runningOf = ({ kind, definition }: Piece): string => {
  if (kind !== "trigger") return "";
  return definition.isPollingTrigger
    ? "Polls once and prints the new items. --state <file> stores its state between polls; without it, each poll is the first."
    : "Databricks calls the flow's URL, so it does not run from here: npm run demo shows it deployed, called and removed.";
};

const exampleSection = (piece: Piece, width: number): string => {
  const example = exampleCommand(piece);
  if (example === undefined) return "";
  const title = "Example, which runs as it is on a local workspace";
  return `\n${pc.bold(wrap(title, width))}\n${example.replace(/^/gm, indent)}\n`;
};

/**
 * One action, data source or trigger: what it does, each of its inputs, and a command to copy.
 * @param width of the terminal, in characters
 */
export const pieceHelp = (piece: Piece, width: number): string => {
  const { key, display, inputs } = piece.definition;
  const typed = inputs.filter(({ type }) => type !== "connection");
  const needed = typed.filter(({ required, default: usual }) => required && !usual);
  const others = typed.filter((input) => !needed.includes(input));
  const about = [display.description, runningOf(piece)].filter(Boolean).map((text) => wrap(text, width));
  return `${pc.bold(wrap(`${display.label} (${key})`, width))}
${about.join("\n\n")}
${inputSection("Required", needed, width)}${inputSection("Optional", others, width)}${typed.length === 0 ? `\n${wrap("It has no inputs except the connection.", width)}\n` : ""}${exampleSection(piece, width)}`;
};
