/**
 * The operations that DESCRIBE HISTORY shows: Delta's names, parameters and metrics, as far as they are known.
 * https://docs.databricks.com/aws/en/tables/history-schema
 */
import type { ColumnEntry, TableEntry } from "../catalog/catalogs";
import type { CommitOperation } from "../catalog/versions";
import type { MergeClause } from "../parser/statementNodes";
import { schemaField } from "../schemaJson";
import type { ChangeCounts } from "./stagedChanges";

/** A condition as history shows it, or no condition. */
const predicate = (name: string | undefined) => JSON.stringify(name === undefined ? [] : [name]);

export const written = (
  mode: "Append" | "Overwrite",
  rows: number,
  blindAppend: boolean,
  replaced?: string,
): CommitOperation => ({
  name: "WRITE",
  parameters: {
    mode,
    ...(replaced !== undefined && { predicate: predicate(replaced) }),
    statsOnLoad: "false",
    partitionBy: "[]",
  },
  metrics: { numOutputRows: rows },
  blindAppend,
});

/** @param widened whether columns were added for the rows */
export const copied = (files: number, rows: number, widened: boolean): CommitOperation => ({
  name: "COPY INTO",
  parameters: {},
  metrics: { numFiles: files, numOutputRows: rows },
  blindAppend: true,
  metadata: widened,
});

export const updated = (where: string | undefined, rows: number): CommitOperation => ({
  name: "UPDATE",
  parameters: { predicate: predicate(where) },
  metrics: { numUpdatedRows: rows },
});

export const deleted = (where: string | undefined, rows: number): CommitOperation => ({
  name: "DELETE",
  parameters: { predicate: predicate(where ?? "true") },
  metrics: { numDeletedRows: rows },
});

export const truncated: CommitOperation = { name: "TRUNCATE", parameters: {} };

/** @param names each clause's condition as its column would be called, where it has one */
export function merged(
  on: string,
  clauses: MergeClause[],
  names: (string | undefined)[],
  counts: ChangeCounts & { source: number },
): CommitOperation {
  const of = (match: MergeClause["match"]) =>
    JSON.stringify(
      clauses.flatMap((clause, index) => {
        const actionType = clause.action.kind.split(" ")[0]?.toLowerCase();
        const condition = names[index] === undefined ? {} : { predicate: names[index] };
        return clause.match === match ? [{ ...condition, actionType }] : [];
      }),
    );
  return {
    name: "MERGE",
    parameters: {
      predicate: predicate(on),
      matchedPredicates: of("MATCHED"),
      statsOnLoad: "false",
      notMatchedBySourcePredicates: of("NOT MATCHED BY SOURCE"),
      notMatchedPredicates: of("NOT MATCHED"),
    },
    metrics: {
      numSourceRows: counts.source,
      numTargetRowsInserted: counts.inserted,
      numTargetRowsUpdated: counts.updated,
      numTargetRowsDeleted: counts.deleted,
    },
  };
}

/** @param rows how many rows its query gave, where it was created by one */
export function created(table: TableEntry, replaces: boolean, rows: number | undefined): CommitOperation {
  return {
    name: `CREATE ${replaces ? "OR REPLACE " : ""}TABLE${rows === undefined ? "" : " AS SELECT"}`,
    parameters: {
      partitionBy: JSON.stringify(table.partitionedBy),
      clusterBy: JSON.stringify(table.clusteredBy),
      description: table.comment ?? null,
      isManaged: "true",
      properties: JSON.stringify(table.properties),
      statsOnLoad: "false",
    },
    metrics: rows === undefined ? {} : { numOutputRows: rows },
    blindAppend: !replaces,
    metadata: true,
  };
}

const altered = (name: string, parameters: Record<string, string>): CommitOperation => ({
  name,
  parameters,
  blindAppend: true,
  metadata: true,
});

export const propertiesSet = (properties: Record<string, string | null>) =>
  altered("SET TBLPROPERTIES", { properties: JSON.stringify(properties) });

export const propertiesUnset = (keys: string[], ifExists: boolean) =>
  altered("UNSET TBLPROPERTIES", { properties: JSON.stringify(keys), ifExists: String(ifExists) });

export const columnsAdded = (columns: ColumnEntry[]) =>
  altered("ADD COLUMNS", {
    columns: JSON.stringify(columns.map((column) => ({ column: schemaField(column) }))),
  });

export const columnsDropped = (names: string[]) =>
  altered("DROP COLUMNS", { columns: JSON.stringify(names) });

export const columnRenamed = (from: string, to: string) =>
  altered("RENAME COLUMN", { oldColumnPath: from, newColumnPath: to });

export const columnChanged = (column: ColumnEntry) =>
  altered("CHANGE COLUMN", { column: JSON.stringify(schemaField(column)) });
