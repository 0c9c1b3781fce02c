/** The inputs of Export Result To Volume. */
import type { ActionLogger } from "@prismatic-io/spectral";
import { exportExample } from "../../services/sql/exportExamples";
import type { ExportFormat, ExportTarget } from "../../services/sql/exportToVolume";
import type { ExecuteStatementRequest } from "../../services/sql/statements";
import { booleanInput, choiceInput } from "../choice";
import { defineInput, type Reader, withDefault } from "../defineInput";
import { volumePathInput } from "../files/volumePath";
import { integerInput } from "../integer";
import { readTrimmed } from "../text";
import { timeoutSeconds } from "../waiting";
import { runSqlInputs, statementRequest } from "./runSqlInputs";

const { warehouseId, sqlStatement, sqlParameters, parameterRows, catalog, schema } = runSqlInputs;

const formats: Record<ExportFormat, string> = { csv: "CSV", jsonLines: "JSON Lines" };

/** A megabyte as file systems count it, in bytes. */
const megabyte = 1024 * 1024;

/** The largest file that one request uploads: 5 GiB. */
const maxFileMegabytes = 5 * 1024;

const defaultFileMegabytes = 1024;

/** Reads what the names of files begin with; an extension that they get anyway is left out. */
const readFileName: Reader<string> = (value, label) => {
  const name = readTrimmed(value, label).replace(/\.(?:csv|jsonl)$/i, "");
  if (name === "" || name.length > 200) throw new Error(`${label} must have 1 to 200 characters.`);
  if (/[/\u0000-\u001f\u007f]|\p{Surrogate}/u.test(name)) {
    throw new Error(`${label} must be a name without slashes and control characters.`);
  }
  return name;
};

/** The inputs, in order. */
export const exportInputs = {
  warehouseId,
  catalog,
  schema,
  sqlStatement,
  sqlParameters,
  directoryPath: volumePathInput({
    kind: "directory",
    label: "Directory Path",
    comments:
      "The path of the directory in a volume that the files are written to. It is created if it is missing.",
    example: exportExample.directoryPath,
  }),
  fileName: defineInput(
    {
      type: "string",
      label: "File Name",
      comments:
        "The beginning of the names of the files. A number and the extension are added, even if there is only one file: airports becomes airports-00001.csv.",
      example: exportExample.fileName,
    },
    readFileName,
  ),
  fileFormat: withDefault(
    choiceInput({
      label: "File Format",
      comments:
        "CSV files begin with a header row each, and NULL is an empty field. JSON Lines files have one object of typed values per line.",
      choices: formats,
    }),
    "csv",
  ),
  maxFileMegabytes: withDefault(
    integerInput({
      label: "Max File Size (MB)",
      comments: `The size after which the next file begins, in megabytes of 1,048,576 bytes, at most ${maxFileMegabytes}. Rows are never split.`,
      example: String(defaultFileMegabytes),
      min: 1,
      max: maxFileMegabytes,
    }),
    defaultFileMegabytes,
  ),
  overwrite: booleanInput({
    label: "Overwrite",
    comments:
      "When true, the files of an earlier export to the same File Name are replaced, and those with higher numbers than the new ones are deleted. When false, an existing file is an error.",
  }),
  keepFilesOnFailure: booleanInput({
    label: "Keep Files On Failure",
    comments:
      "When true, the complete files that were written before a failure are kept. When false, they are deleted.",
  }),
  timeoutSeconds: timeoutSeconds(
    "for the statement to end and its files to be written",
    "A statement that has not ended by then is cancelled.",
  ),
  parameterRows,
};

/** The values of the inputs. */
type GivenExport = { [Key in keyof typeof exportInputs]: ReturnType<(typeof exportInputs)[Key]["clean"]> };

/** Where the files go. */
export const exportTarget = (given: GivenExport): ExportTarget => ({
  directory: given.directoryPath,
  fileName: given.fileName,
  format: given.fileFormat,
  maxFileBytes: given.maxFileMegabytes * megabyte,
  overwrite: given.overwrite,
  keepsFiles: given.keepFilesOnFailure,
});

/** The statement in Databricks' format. Throws as `statementRequest` does. */
export const exportedStatement = (given: GivenExport, logger: ActionLogger): ExecuteStatementRequest =>
  statementRequest({ ...given, queryTags: [] }, logger);
