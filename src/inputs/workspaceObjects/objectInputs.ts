/** Inputs of actions on notebooks, files and directories of the workspace. */
import { maxImportBytes } from "../../services/workspaceObjects/importObject";
import {
  homeDirectoryExample,
  importedObjectExample,
  newDirectoryExample,
  notebookObjectExample,
} from "../../services/workspaceObjects/workspaceObjectsExamples";
import { choiceInput } from "../choice";
import { asOptional, defineInput, type Input, refine, withDefault } from "../defineInput";
import { readContentBytes } from "../files/content";
import { workspaceDirectoryInput, workspacePathInput } from "./workspacePath";

/** Makes the input of the path of an object. @param comments what it is for, as the end of a sentence */
export const existingPath = (comments: string): Input<string> =>
  workspacePathInput({
    label: "Workspace Path",
    comments: `The path of the notebook, file or directory ${comments}, such as /Users/ada@example.com/count_airports. The prefix /Workspace is optional.`,
    example: notebookObjectExample.path,
  });

export const directoryToList = workspaceDirectoryInput({
  label: "Workspace Directory",
  comments:
    "The path of the directory to list, such as /Users/ada@example.com, or / for the root of the workspace.",
  example: homeDirectoryExample,
});

export const directoryToCreate = workspacePathInput({
  label: "Workspace Directory",
  comments: "The path of the directory to create, such as /Users/ada@example.com/reports.",
  example: newDirectoryExample.path,
});

export const objectType = asOptional(
  choiceInput({
    label: "Object Type",
    comments: "The type of the objects to return. If empty, objects of all types are returned.",
    choices: {
      NOTEBOOK: "Notebook",
      FILE: "File",
      DIRECTORY: "Directory",
      REPO: "Git folder",
      DASHBOARD: "Dashboard",
      LIBRARY: "Library",
    },
  }),
);

export const importPath = workspacePathInput({
  label: "Workspace Path",
  comments:
    "The path of the notebook or file to create, such as /Users/ada@example.com/reports/daily. The prefix /Workspace is optional.",
  example: importedObjectExample.path,
});

export const objectContent = refine(
  defineInput(
    {
      type: "data",
      label: "Content",
      comments:
        "The content to import: text or a file (bytes) from an earlier step, up to 10 MiB. Text is written in UTF-8. Base64 encoding is not needed.",
      placeholder: "File or text of an earlier step",
      example: "print(1)\n",
    },
    readContentBytes,
  ),
  (content, label) => {
    if (content.length <= maxImportBytes) return content;
    throw new Error(
      `${label} has ${content.length} bytes, but Databricks imports at most ${maxImportBytes}. Upload larger files to a volume.`,
    );
  },
);

export const importFormat = withDefault(
  choiceInput({
    label: "Format",
    comments:
      "The format of Content. Automatic creates a notebook if the extension of the path and the first line of the content are those of a notebook, and removes the extension from the path. Otherwise, it creates a file. Plain file never creates a notebook.",
    choices: {
      AUTO: "Automatic",
      SOURCE: "Notebook source",
      JUPYTER: "Jupyter notebook",
      HTML: "Notebook as HTML",
      R_MARKDOWN: "R Markdown",
      DBC: "Databricks archive (DBC)",
      RAW: "Plain file",
    },
    example: "SOURCE",
  }),
  "AUTO",
);

export const notebookLanguage = asOptional(
  choiceInput({
    label: "Language",
    comments: "The language of the notebook. Required if Format is Notebook source.",
    choices: { PYTHON: "Python", SQL: "SQL", SCALA: "Scala", R: "R" },
    example: "PYTHON",
  }),
);

/** The first bytes of a ZIP archive, which holds the sources of a whole directory and has no language. */
const zipStart = Buffer.from("PK\u0003\u0004", "latin1");

/**
 * Checks the inputs that depend on each other.
 * @throws Error that names the input to change
 */
export const checkImport = ({
  format,
  language,
  overwrite,
  content,
}: {
  format: string;
  language?: string;
  overwrite: boolean;
  content: Buffer;
}): void => {
  const isArchive = content.subarray(0, zipStart.length).equals(zipStart);
  if (format === "SOURCE" && language === undefined && !isArchive) {
    throw new Error(`${notebookLanguage.label} is empty, but the Format Notebook source requires it.`);
  }
  if (format === "DBC" && overwrite) {
    throw new Error("Overwrite is true, but a Databricks archive cannot replace an object: set it to false.");
  }
};

export const exportFormat = withDefault(
  choiceInput({
    label: "Format",
    comments:
      "The format of the export. Automatic exports a notebook as its source, a file unchanged, and a directory as an archive. A directory can only be exported as Automatic, Source or Databricks archive.",
    choices: {
      AUTO: "Automatic",
      SOURCE: "Source",
      JUPYTER: "Jupyter notebook",
      HTML: "HTML",
      R_MARKDOWN: "R Markdown",
      DBC: "Databricks archive (DBC)",
    },
    example: "SOURCE",
  }),
  "AUTO",
);
