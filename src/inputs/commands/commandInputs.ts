/** Inputs of code that runs. */
import { labels } from "../../labels";
import type { CommandLanguage } from "../../services/commands/commands";
import { commandInputExamples } from "../../services/commands/commandsExamples";
import { booleanInput, choiceInput } from "../choice";
import { idInput } from "../id";
import { textInput } from "../text";
import { timeoutSeconds, waitForCompletion } from "../waiting";

export const contextId = idInput({
  label: "Execution Context ID",
  comments: `The ID of the execution context, most likely a result of ${labels.createExecutionContext}.`,
  example: commandInputExamples.contextId,
});

export const commandId = idInput({
  label: "Command ID",
  comments: `The ID of the command whose status is wanted, as ${labels.runCommand} gives it.`,
  example: commandInputExamples.commandId,
});

const languageNames: Record<CommandLanguage, string> = {
  python: "Python",
  scala: "Scala",
  sql: "SQL",
  r: "R",
};

export const language = choiceInput({
  label: "Language",
  comments: "The language of the code.",
  choices: languageNames,
  default: "python",
});

/** @param label what the code is called */
export const codeToRun = (label: string) =>
  textInput({ label, comments: "The code to run.", example: commandInputExamples.command });

const failOnError = booleanInput(
  {
    label: "Fail On Error",
    comments:
      "When true, an exception in the code fails the step, with its message and trace. When false, it is returned as results of type error. It counts only where the step waits.",
  },
  true,
);

/** How to wait for a command, in order. */
export const commandWaiting = {
  waitForCompletion: waitForCompletion(
    "When true, the step waits for the end of the command and gives its results. When false, it gives the ID of the command at once.",
  ),
  timeoutSeconds: timeoutSeconds(
    "for the end of the command",
    "The command goes on after that, and the error says so.",
  ),
  failOnError,
};

/** What runs code from beginning to end, in order. */
export const runCodeInputs = {
  command: codeToRun("Code"),
  startCluster: booleanInput({
    label: "Start Cluster",
    comments:
      "When true, a cluster that has terminated is started first, which takes minutes and costs. When false, it is an error.",
  }),
  timeoutSeconds: timeoutSeconds(
    "for the end of the code, a cluster that starts included",
    "What has not ended by then is cancelled.",
  ),
  failOnError,
};
