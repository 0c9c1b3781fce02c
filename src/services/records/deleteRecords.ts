/** Deletes the rows that have the keys of records. */
import type { DatabricksClient } from "../../client";
import type { StepIdentity } from "../../http/stepIdentity";
import { requiredKeyColumns } from "./keyColumns";
import { deleteClause, mergeByKey } from "./mergeSql";
import type { WriteResult } from "./recordWrite";
import { type GivenRecords, repeatableStatements, writeRecords } from "./writeRecords";

/** Deletes rows by the keys of records, whose other fields are ignored. Throws as `writeRecords` does. */
export const deleteRecords = (
  client: DatabricksClient,
  given: GivenRecords,
  step: StepIdentity,
): Promise<WriteResult> =>
  writeRecords(
    client,
    given,
    {
      keyColumns: (target) => requiredKeyColumns(target, given.keyColumns),
      options: { presence: "none", duplicateKeys: "allow", unknownFields: "ignore", onlyKeys: true },
      statements: (target, records, keys) => {
        const statement = (source: string): string =>
          mergeByKey(target, records, source, keys, [deleteClause]);
        return repeatableStatements(statement, { isInsert: false, mustBeOne: false });
      },
    },
    step,
  );
