/** Inputs that select files and directories of volumes. */
import { parseGlob } from "../../services/files/globPattern";
import { landingDirectoryExample } from "../../services/files/listingExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, defineInput, type Reader, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { readTrimmed } from "../text";
import { volumePathInput } from "./volumePath";

/** Makes the input of the path of a directory. @param comments what it is for, as the end of a sentence */
export const directoryInput = (comments: string) =>
  volumePathInput({
    kind: "directory",
    label: "Directory Path",
    comments: `The path of the directory ${comments}, such as ${landingDirectoryExample.path}. The path of a volume stands for its root.`,
    example: landingDirectoryExample.path,
  });

/** The input that allows that a file or directory is not found. @param what is not found */
export const ignoreMissingInput = (what: string) =>
  booleanInput({
    label: "Ignore Missing",
    comments: `When true, a ${what} that does not exist is not an error, and the result says that nothing was deleted.`,
  });

/** Whether the directories below a directory count, too. @param what is done with their files */
export const recursiveInput = (what: string) =>
  booleanInput({
    label: "Recursive",
    comments: `When true, files in the directories below it, at any depth, are also ${what}.`,
  });

/** Reads a pattern; it stays text. */
const readPattern: Reader<string> = (value, label) => {
  const pattern = readTrimmed(value, label);
  try {
    parseGlob(pattern);
  } catch (error) {
    throw new Error(`${label} ${(error as Error).message}.`);
  }
  return pattern;
};

/** Makes the input of a pattern. @param what the pattern applies to */
export const patternInput = (what: string) =>
  asOptional(
    defineInput(
      {
        type: "string",
        label: "Pattern",
        comments: `A pattern for ${what}: * stands for any text, ? for any character, [a-z] for one of several characters, {a,b} for either text. A pattern with a slash applies to the path below the directory, where ** stands for any directories. If empty, all are selected.`,
        placeholder: "2026/**/*.json",
        example: "*.csv",
      },
      readPattern,
    ),
  );

/**
 * Checks that a pattern of paths has paths to select from.
 * @throws Error that names the inputs
 */
export const checkPattern = ({ pattern, recursive }: { pattern?: string; recursive: boolean }): void => {
  if (pattern === undefined || recursive || !parseGlob(pattern).selectsPaths) return;
  throw new Error(
    "Pattern has a slash, but directories below Directory Path are listed only with Recursive on.",
  );
};

/** The inputs of a list of files, in order. */
export const fileListInputs = {
  directoryPath: directoryInput("to list"),
  recursive: recursiveInput("listed"),
  pattern: patternInput("the names of the files and directories to return"),
  include: withDefault(
    choiceInput({
      label: "Include",
      comments: "Whether to return files, directories or both.",
      choices: { files: "Files", directories: "Directories", both: "Files and directories" },
    }),
    "files",
  ),
  limit: limitInput(
    "The maximum number of files and directories to return, starting with those of upper directories. If the list is truncated, the log says so. If empty, all are returned.",
  ),
};
