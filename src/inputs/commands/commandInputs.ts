/** Inputs of code that runs. */
import { input } from "@prismatic-io/spectral";
import { commandInputExamples } from "../../services/commands/commands";
import { boolean, requiredText } from "../clean";
import { timeoutSeconds, waitForCompletion } from "../waiting";

export const command = input({
  label: "Command",
  type: "string",
  required: true,
  placeholder: commandInputExamples.command,
  example: commandInputExamples.command,
  comments: "The code to run.",
  clean: requiredText("Command"),
});

export const failOnError = input({
  label: "Fail On Error",
  type: "boolean",
  required: false,
  default: "true",
  comments:
    "When true, an exception in the code fails the step, with its message and trace. When false, it is returned as results of type error. It counts only where the step waits.",
  clean: boolean("Fail On Error", true),
});

/** How to wait for a command, in order. */
export const waiting = {
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
export const runInputs = {
  command: { ...command, label: "Code", clean: requiredText("Code") },
  startCluster: input({
    label: "Start Cluster",
    type: "boolean",
    required: false,
    default: "false",
    comments:
      "When true, a cluster that has terminated is started first, which takes minutes and costs. When false, it is an error.",
    clean: boolean("Start Cluster"),
  }),
  timeoutSeconds: timeoutSeconds(
    "for the end of the code, a cluster that starts included",
    "What has not ended by then is cancelled.",
  ),
  failOnError,
};
