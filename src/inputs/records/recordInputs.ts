/** Inputs of the actions that read and write records. */
import { labels } from "../../labels";
import type { PrepareOptions } from "../../services/records/preparedRecords";
import { recordExamples, recordTableExample } from "../../services/records/recordsExamples";
import { volumeExample } from "../../services/unityCatalog/unityCatalogExamples";
import { choiceInput } from "../choice";
import { asOptional, type Input, type Reader, refine, withDefault } from "../defineInput";
import { volumeInput } from "../files/volumeName";
import { type JsonObject, jsonInput, jsonObjectInput } from "../json";
import { namesInput } from "../stringList";
import { fullTableInputs } from "../tables";
import { trimmedInput } from "../text";

/** The catalog, the schema and the name of a table of Unity Catalog, in order; `fullTable` reads them. */
export const recordTableInputs = fullTableInputs(recordTableExample);

/** Makes the input of the records. @param comments what becomes of them */
export const recordsInput = (comments: string): Input<unknown> =>
  jsonInput({
    label: "Records",
    comments: `${comments} Each field is a column; dates and times are ISO 8601, numbers may be text, and bytes are Base64.`,
    placeholder: '[{"id": 7, "name": "Ada"}]',
    example: JSON.stringify(recordExamples),
  });

/** Makes the input of the columns that identify a row. @param comments what they are for */
export const keyColumnsInput = (comments: string): Input<string[]> =>
  namesInput({
    label: "Key Columns",
    comments,
    placeholder: "id",
    example: '["id"]',
    dataSource: "selectColumn",
  });

/** The field of each column; columns without one are left out. */
const readMapping: Reader<Record<string, string>, JsonObject> = (json, label) =>
  Object.fromEntries(
    Object.entries(json).flatMap(([column, field]): [string, string][] => {
      if (field === null || field === undefined || field === "") return [];
      if (typeof field !== "string") throw new Error(`${label} must name a field for the column ${column}.`);
      return [[column, field]];
    }),
  );

export const columnMapping = asOptional(
  refine(
    jsonObjectInput({
      label: "Column Mapping",
      comments: `The field of each column, as ${labels.mapTableColumns} returns it. Column Mapping Rows accept the same as rows. If both are empty, fields have the names of their columns.`,
      placeholder: '{"id": "customerId"}',
      example: '{"id": "id", "name": "name", "city": "city", "updated_at": "updated_at"}',
    }),
    readMapping,
  ),
);

const unknownFieldChoices: Record<PrepareOptions["unknownFields"], string> = {
  error: "Fail with an error",
  ignore: "Ignore them",
  addColumns: "Add columns to the table",
};

export const unknownFields = withDefault(
  choiceInput({
    label: "Unknown Fields",
    comments:
      "What to do with fields that have no column. An added column is a BOOLEAN, BIGINT, DOUBLE or STRING, depending on the values of its field.",
    choices: unknownFieldChoices,
  }),
  "error",
);

const duplicateChoices = {
  error: "Fail with an error",
  lastWins: "Keep the last record",
  firstWins: "Keep the first record",
};

/** What to do with records of the same key, of which only one can be upserted. */
export const duplicateKeys = withDefault(
  choiceInput({
    label: "Duplicate Keys",
    comments: "What to do with several records of the same key.",
    choices: duplicateChoices,
  }),
  "error",
);

/** The same for an insert, which can keep all. */
export const insertDuplicateKeys = withDefault(
  choiceInput({
    label: "Duplicate Keys",
    comments: "What to do with several records of the same key. Without Key Columns, all are kept.",
    choices: { allow: "Keep all records", ...duplicateChoices },
  }),
  "allow",
);

const badRecordChoices: Record<"error" | "skip", string> = {
  error: "Fail with an error",
  skip: "Skip them",
};

export const badRecords = withDefault(
  choiceInput({
    label: "Bad Records",
    comments:
      "What to do with records that do not fit the table. With an error, nothing is written. Skipped records are in the result, each with its problems.",
    choices: badRecordChoices,
  }),
  "error",
);

export const stagingVolume = asOptional(
  volumeInput({
    label: "Staging Volume",
    comments:
      "A volume for temporary files: its name, its full name, or the path of a directory in it. More than 900 KB of records are then sent as one file, which is loaded by one statement and deleted afterwards. Without it, they are sent in several statements.",
    placeholder: volumeExample.name,
    example: volumeExample.name,
    dataSource: "selectVolume",
  }),
);

export const batchId = asOptional(
  trimmedInput({
    label: "Batch ID",
    comments:
      "A text that identifies these records, such as the ID of a message. With Staging Volume set, and always the same one, records appended to a table with the same Batch ID are inserted only once, whatever is run again.",
    placeholder: "orders-2025-11-18",
    example: "orders-2025-11-18",
  }),
);
