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
  pattern: patternInput("files start the flow"),
  which: withDefault(
    choiceInput({
      label: "Which Files",
      comments:
        "Whether a file that was returned before is returned again after it has changed, which its size and its modification time show.",
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
        "How long a file must have stayed unchanged before it is returned, so that none is read while it still grows; a later poll returns it. An upload through the Files API appears whole, but other writers may add to a file: then choose more than their longest pause. 0 returns a file as soon as it is found.",
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
      comments: `The size up to which a file includes its content, at most ${maxPageContentBytes}. A larger file comes without, and its contentOmitted is true.`,
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
