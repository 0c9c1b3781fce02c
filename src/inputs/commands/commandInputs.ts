/** Inputs of running code. */
import { labels } from "../../labels";
import type { CommandLanguage } from "../../services/commands/commands";
import { commandInputExamples } from "../../services/commands/commandsExamples";
import { booleanInput, choiceInput } from "../choice";
import { idInput } from "../id";
import { textInput } from "../text";
import { becauseItMayTakeLong, timeoutSeconds, waitForCompletion } from "../waiting";

export const contextId = idInput({
  label: "Execution Context ID",
  comments: `The ID of the execution context, returned by ${labels.createExecutionContext}.`,
  example: commandInputExamples.contextId,
});

export const commandId = idInput({
  label: "Command ID",
  comments: `The ID of the command to get the status of, returned by ${labels.runCommand}.`,
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

/** @param label the label of the code */
export const codeToRun = (label: string) =>
  textInput({ label, comments: "The code to run.", example: commandInputExamples.command });

const failOnError = booleanInput(
  {
    label: "Fail On Error",
    comments:
      "When true, an exception in the code fails the step with its message and trace. When false, it is returned as results of type error. Applies only if the step waits.",
  },
  true,
);

/** How to wait for a command, in order. */
export const commandWaiting = {
  waitForCompletion: waitForCompletion({
    waits: "for the command to finish and returns its results",
    otherwise: "the command ID at once",
    because: becauseItMayTakeLong,
  }),
  timeoutSeconds: timeoutSeconds(
    "for the command to finish",
    "A command that has not finished by then continues to run, and the error says so.",
  ),
  failOnError,
};

/** The inputs of running code in one step, in order. */
export const runCodeInputs = {
  command: codeToRun("Code"),
  startCluster: booleanInput({
    label: "Start Cluster",
    comments:
      "When true, a terminated cluster is started first, which takes minutes and incurs costs. When false, a terminated cluster is an error.",
  }),
  timeoutSeconds: timeoutSeconds(
    "for the code to finish, including the start of the cluster",
    "Code that has not finished by then is cancelled.",
  ),
  failOnError,
};
