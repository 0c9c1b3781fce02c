/** The commands that the help of the command line shows, as a shell and then the command line read them. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { type Request, readArguments } from "../../cli/arguments";
import { type Piece, piecesOf } from "../../cli/bundle";
import { exampleCommand } from "../../cli/examples";
import { component } from "./component";

const beginning = "npm run action -- ";

/** What can be run: every action, data source and polling trigger. */
export const runnable = piecesOf(component).filter(
  ({ kind, definition }) => kind !== "trigger" || definition.isPollingTrigger,
);

/** The command of what has one. @throws Error where it has none */
export const commandOf = (piece: Piece): string => {
  const command = exampleCommand(piece);
  if (command === undefined) throw new Error(`${piece.definition.key} has no example command.`);
  return command;
};

const sources = {
  folder: path.resolve(__dirname, "..", ".."),
  readStandardInput: () => {
    throw new Error("No example reads standard input.");
  },
};

/** What a command asks for, its words being read by a POSIX shell. */
export const requestOf = (command: string): Extract<Request, { ask: "run" }> => {
  const words = command.slice(command.lastIndexOf(beginning) + beginning.length);
  const script = `set -- ${words}\nprintf '%s\\0' "$@"`;
  const args = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  const request = readArguments(args, component, sources);
  if (request.ask !== "run") throw new Error(`The command asks for ${request.ask}: ${command}`);
  return request;
};

/** What is to be started before a command, in a shell. */
export const firstOf = (command: string): string | undefined =>
  command.includes(`\n${beginning}`) ? command.split(`\n${beginning}`)[0]?.replace(/ &$/, "") : undefined;
