/** The inputs of Insert Rows, Upsert Rows and Delete Rows. */
import type { InsertMode } from "../../services/records/insertSql";
import type { UpsertMode } from "../../services/records/mergeSql";
import { choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { volumePathOf } from "../files/volumeName";
import { warehouseId } from "../shared";
import { fullTable } from "../tables";
import { trimmedInput } from "../text";
import { timeoutSeconds } from "../waiting";
import { columnMappingRows, joinMapping } from "./mappingRows";
import {
  badRecords,
  batchId,
  columnMapping,
  duplicateKeys,
  insertDuplicateKeys,
  keyColumnsInput,
  recordsInput,
  recordTableInputs,
  stagingVolume,
  unknownFields,
} from "./recordInputs";

const timeout = timeoutSeconds(
  "for the records to be written",
  "A statement that has not ended by then is cancelled, and the error says which records are in the table.",
);

const insertModes: Record<InsertMode, string> = {
  append: "Append to the table",
  replace: "Replace the whole table",
  replaceKeys: "Replace the rows with the same keys",
};

/** The inputs of Insert Rows, in order. */
export const insertInputs = {
  warehouseId,
  ...recordTableInputs,
  records: recordsInput(
    "The records to insert: an object, or a list of objects. Missing fields get the column's default.",
  ),
  keyColumns: keyColumnsInput(
    "The columns that identify a row, to replace rows by key or to find duplicates. To replace rows by key, the table's primary key is used if this is empty.",
  ),
  columnMapping,
  mode: withDefault(
    choiceInput({
      label: "Mode",
      comments:
        "What to do with the rows of the table. A replacement is a single statement, which takes effect completely or not at all. An empty list of records changes nothing.",
      choices: insertModes,
    }),
    "append",
  ),
  unknownFields,
  duplicateKeys: insertDuplicateKeys,
  badRecords,
  stagingVolume,
  batchId,
  timeoutSeconds: timeout,
  columnMappingRows,
};

const upsertModes: Record<UpsertMode, string> = {
  insertAndUpdate: "Insert new rows and update existing ones",
  insertOnly: "Only insert new rows",
  updateOnly: "Only update existing rows",
};

/** The inputs of Upsert Rows, in order. */
export const upsertInputs = {
  warehouseId,
  ...recordTableInputs,
  records: recordsInput(
    "The records to upsert: an object, or a list of objects. Missing fields stay unchanged in an update and get the column's default in an insert.",
  ),
  keyColumns: keyColumnsInput(
    "The columns that identify a row. NULL is equal to NULL. If empty, the table's primary key is used.",
  ),
  columnMapping,
  mode: withDefault(
    choiceInput({
      label: "Mode",
      comments: "What to do with records whose key the table has, and with the others.",
      choices: upsertModes,
    }),
    "insertAndUpdate",
  ),
  onlyNewerColumn: asOptional(
    trimmedInput({
      label: "Only Newer Column",
      comments:
        "A column such as a time or a version. If set, a row is updated only by a record with a greater value; NULL is less than any value, and an equal value is not newer.",
      placeholder: "updated_at",
      example: "updated_at",
      dataSource: "selectColumn",
    }),
  ),
  unknownFields,
  duplicateKeys,
  badRecords,
  stagingVolume,
  timeoutSeconds: timeout,
  columnMappingRows,
};

/** The inputs of Delete Rows, in order. */
export const deleteInputs = {
  warehouseId,
  ...recordTableInputs,
  records: recordsInput(
    "The keys of the rows to delete: an object, or a list of objects. Fields other than those of Key Columns are ignored.",
  ),
  keyColumns: keyColumnsInput(
    "The columns that identify a row. NULL is equal to NULL. If empty, the table's primary key is used.",
  ),
  columnMapping,
  badRecords,
  stagingVolume,
  timeoutSeconds: timeout,
  columnMappingRows,
};

/** The values of the inputs that name a table. */
interface GivenTableInputs {
  catalog?: string;
  schema?: string;
  table: string;
}

/**
 * The values of the inputs with the full name of their table.
 * @throws Error that names the input that is empty or not a name
 */
export const withFullTable = <Given extends GivenTableInputs>(given: Given) => ({
  ...given,
  table: fullTable(given),
});

/** The values of the inputs that name a mapping and a directory of files. */
interface GivenWrite extends GivenTableInputs {
  stagingVolume?: string;
  columnMapping?: Record<string, string>;
  columnMappingRows?: [column: string, field: string][];
}

/**
 * The same with the mapping of both inputs, and the directory of files, which is in the table's catalog and schema if only
 * a name is given.
 * @throws Error that names the input, also for a column that is mapped twice
 */
export const withFullNames = <Given extends GivenWrite>(given: Given) => {
  const named = withFullTable(given);
  const { catalog, schema } = named.table;
  const { stagingVolume: volume } = given;
  return {
    ...named,
    columnMapping: joinMapping(given.columnMapping, given.columnMappingRows),
    ...(volume !== undefined && { stagingDirectory: volumePathOf({ catalog, schema, volume }) }),
  };
};
