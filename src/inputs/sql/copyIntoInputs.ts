/** The inputs of Copy Into Table. */
import { copyIntoExample } from "../../services/sql/copyIntoExamples";
import type { CopyIntoSettings } from "../../services/sql/copyIntoStatement";
import { booleanInput } from "../choice";
import { asOptional, type Reader, refine } from "../defineInput";
import { volumePathInput } from "../files/volumePath";
import { positiveInput } from "../integer";
import { recordTableInputs } from "../records/recordInputs";
import { warehouseId } from "../shared";
import { textsInput } from "../stringList";
import { fullTable, tableInput } from "../tables";
import { textInput } from "../text";
import { timeoutSeconds } from "../waiting";
import { columnCastRows, columnCasts, joinCasts } from "./copyIntoCasts";
import { columnOrderOf, copyIntoFormatInputs, formatOptionsOf } from "./copyIntoFormat";

/** The most names that one statement takes. */
const maxFiles = 1000;

const readFiles: Reader<string[], string[]> = (files, label) => {
  if (files.length <= maxFiles) return files;
  throw new Error(
    `${label} are ${files.length}, but one statement takes ${maxFiles} at most: load them in several steps, or use Pattern.`,
  );
};

/** The inputs, in order. */
export const copyIntoInputs = {
  warehouseId,
  ...recordTableInputs,
  table: tableInput({
    comments:
      "The name or full name of the Delta table to load into, such as main.sales.orders. A part with dots must be in backticks.",
    placeholder: "orders",
    example: copyIntoExample.table,
    dataSource: "selectTable",
  }),
  sourcePath: volumePathInput({
    kind: "directory",
    label: "Source Path",
    comments:
      "The path of the files in a volume: a directory, whose files are loaded, or a single file. Files whose names begin with _ or . are skipped.",
    example: copyIntoExample.sourcePath,
  }),
  files: refine(
    textsInput({
      label: "Files",
      comments:
        "The files to load, at most 1000: their paths, or their names relative to Source Path. If empty, all files of Source Path are loaded, or those of Pattern.",
      placeholder: "orders-1.csv",
      example: '["2026/orders-1.csv", "2026/orders-2.csv"]',
    }),
    readFiles,
  ),
  pattern: asOptional(
    textInput({
      label: "Pattern",
      comments:
        "Which files of Source Path to load: a pattern in which * stands for any characters, ? for one, [a-z] for one of a range, and {a,b} for one of several texts.",
      example: "orders-*.csv",
    }),
  ),
  ...copyIntoFormatInputs,
  convertTypes: booleanInput(
    {
      label: "Convert Types",
      comments:
        "When true, the values of CSV and JSON files are converted to the types of the table's columns. Columns are matched by name, and the files must have all columns that Databricks does not fill. When false, or with another Format, the files must have these types. Not used with Column Casts or for files without a header row.",
    },
    true,
  ),
  columnCasts,
  evolveSchema: booleanInput({
    label: "Evolve Schema",
    comments:
      "When true, columns of the files that the table does not have are added to it. When false, they are an error.",
  }),
  force: booleanInput({
    label: "Force",
    comments:
      "When true, files that are already loaded are loaded again: their rows are appended again, and nothing is replaced. When false, each path is loaded once, even if the file has changed since.",
  }),
  validateOnly: booleanInput({
    label: "Validate Only",
    comments: "When true, the files are only checked against the table, and nothing is loaded.",
  }),
  validateRows: positiveInput({
    label: "Rows To Validate",
    comments:
      "With Validate Only, how many rows are checked. Below 50, they are returned as a preview. If empty, all rows are checked.",
    example: "20",
    max: 2_147_483_647,
  }),
  timeoutSeconds: timeoutSeconds(
    "for the files to be loaded",
    "A statement that has not ended by then is cancelled.",
  ),
  columnCastRows,
};

/** The values of the inputs of a statement. */
type GivenCopy = {
  [Key in Exclude<keyof typeof copyIntoInputs, "warehouseId" | "timeoutSeconds">]: ReturnType<
    (typeof copyIntoInputs)[Key]["clean"]
  >;
};

/** A file's name relative to the source. */
const relativeName = (file: string, source: string): string => {
  const path = file.replace(/^dbfs:/i, "");
  if (path.startsWith(`${source}/`)) return path.slice(source.length + 1);
  if (!path.startsWith("/")) return path;
  throw new Error(`Files name ${path.slice(0, 200)}, which is not in Source Path.`);
};

/**
 * What is loaded and how.
 * @throws Error that names the inputs that contradict each other
 */
export const copyIntoSettings = (given: GivenCopy): CopyIntoSettings => {
  const { sourcePath, files, pattern, evolveSchema, validateOnly, validateRows } = given;
  const casts = joinCasts(given.columnCasts, given.columnCastRows);
  if (files.length > 0 && pattern !== undefined) {
    throw new Error("Files and Pattern exclude each other: clear one of the two.");
  }
  if (validateRows !== undefined && !validateOnly) {
    throw new Error("Rows To Validate apply with Validate Only: set it to true or clear them.");
  }
  const columnOrder = columnOrderOf(given, casts.length > 0);
  if (evolveSchema && columnOrder !== undefined) {
    throw new Error(
      "Evolve Schema needs the names of columns, and CSV files without a header row have none.",
    );
  }
  const formatOptions = formatOptionsOf(given);
  if (evolveSchema && formatOptions.some(([name]) => name.toLowerCase() === "mergeschema")) {
    throw new Error("Format Options have mergeSchema, which Evolve Schema sets.");
  }
  return {
    table: fullTable(given),
    source: sourcePath,
    files: files.map((file) => relativeName(file, sourcePath)),
    pattern,
    format: given.format,
    formatOptions,
    columnOrder,
    casts,
    convertTypes:
      given.convertTypes &&
      (given.format === "csv" || given.format === "json") &&
      columnOrder === undefined &&
      casts.length === 0,
    evolveSchema,
    force: given.force,
    ...(validateOnly && { validate: validateRows ?? "all" }),
  };
};
