/** The inputs of New Files. */
import { booleanInput, choiceInput } from "../../inputs/choice";
import { withDefault } from "../../inputs/defineInput";
import { directoryInput, patternInput, recursiveInput } from "../../inputs/files/listInputs";
import { integerInput, positiveInput } from "../../inputs/integer";
import { capInput } from "../pollInputs";

/** The content of the files of one page together, in bytes: a step of the platform must hold it. */
export const maxPageContentBytes = 64 * 1024 * 1024;

const megabyte = 1024 * 1024;

/** The inputs, in order. */
export const newFilesInputs = {
  directoryPath: directoryInput("whose files start the flow"),
  recursive: recursiveInput("polled"),
  pattern: patternInput("the names of the files that start the flow"),
  which: withDefault(
    choiceInput({
      label: "Which Files",
      comments: "Whether a file is returned again after its size or modification time has changed.",
      choices: { newAndChanged: "New and changed files", new: "New files only" },
    }),
    "newAndChanged",
  ),
  startFrom: withDefault(
    choiceInput({
      label: "Start From",
      comments: "Where the first poll starts.",
      example: "beginning",
      choices: {
        now: "Now: files that are there count as old",
        beginning: "The beginning: every file counts as new",
      },
    }),
    "now",
  ),
  quietSeconds: withDefault(
    integerInput({
      label: "Quiet Period (seconds)",
      comments:
        "How long a file must have been unchanged before it is returned, so that no file is read while it is still being written; a later poll returns it. An upload through the Files API appears as a whole, but other writers may append to a file: then choose more than their longest pause. With 0, a file is returned as soon as it is found.",
      example: "0",
      placeholder: "30",
      max: 86_400,
    }),
    30,
  ),
  includeContent: booleanInput({
    label: "Include Content",
    comments: "When true, each file includes its content, up to Max Content Size.",
  }),
  maxContentBytes: withDefault(
    positiveInput({
      label: "Max Content Size (bytes)",
      comments: `The maximum size of a file that includes its content, at most ${maxPageContentBytes}. A larger file has no content, and its contentOmitted is true.`,
      example: String(megabyte),
      max: maxPageContentBytes,
    }),
    megabyte,
  ),
  fileCap: capInput(
    "File Cap",
    "The maximum number of files that one poll returns, the oldest first. Further files are returned by the next poll; none is skipped.",
  ),
};
