/**
 * DESCRIBE HISTORY and DESCRIBE DETAIL. What is unknown here, such as files and sizes, is NULL.
 * https://docs.databricks.com/aws/en/tables/history-schema
 * https://docs.databricks.com/aws/en/tables/operations/table-details
 */
import { type LiteralCell, listCell, mapCell, timeCell } from "../analysis/literalRows";
import { type FullName, nameText, type TableEntry } from "../catalog/catalogs";
import type { TableVersion } from "../catalog/versions";
import { array, BIGINT, BOOLEAN, type DataType, INT, STRING, TIMESTAMP } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { Name } from "../parser/ast";
import type { StatementOf } from "../parser/statementNodes";
import type { StatementContext } from "./context";
import { requireEntry, rowsResult, stringColumns } from "./inspections";

const column = (name: string, type: DataType) => ({ name, type });
const texts: DataType = { kind: "MAP", key: STRING, value: STRING };
const struct = (...names: string[]): DataType => ({
  kind: "STRUCT",
  fields: names.map((name) => ({ name, type: STRING })),
});

const historyColumns = [
  column("version", BIGINT),
  column("timestamp", TIMESTAMP),
  ...stringColumns("userId", "userName", "operation"),
  column("operationParameters", texts),
  column("job", struct("jobId", "jobName", "jobRunId", "runId", "jobOwnerId", "triggerType")),
  column("notebook", struct("notebookId")),
  ...stringColumns("clusterId"),
  column("readVersion", BIGINT),
  ...stringColumns("isolationLevel"),
  column("isBlindAppend", BOOLEAN),
  column("operationMetrics", texts),
  ...stringColumns("userMetadata", "engineInfo"),
];

function historyRow(version: TableVersion): LiteralCell[] {
  const metrics = Object.entries(version.metrics ?? {});
  return [
    BigInt(version.number),
    timeCell(version.at),
    null,
    version.user,
    version.name,
    mapCell(Object.entries(version.parameters)),
    null,
    null,
    null,
    version.number === 0 ? null : BigInt(version.number - 1),
    "WriteSerializable",
    version.blindAppend ?? false,
    mapCell(metrics.map(([key, value]) => [key, String(value)])),
    null,
    null,
  ];
}

/** A table that has versions; `onView` is the error where the name is a view's. */
function tableNamed(
  context: StatementContext,
  name: Name,
  operation: string,
  onView: (view: string) => Error,
): { table: TableEntry; path: FullName } {
  const { entry, path } = requireEntry(context, name);
  if (entry.kind === "VIEW") {
    throw onView(nameText(path));
  }
  if (entry.kind === "READ_ONLY" && path[1].toLowerCase() === "information_schema") {
    throw sqlError(
      "DELTA_TABLE_ONLY_OPERATION",
      `${nameText(path)} is not a Delta table. ${operation} is only supported for Delta tables.`,
      "0AKDD",
    );
  }
  if (entry.kind === "READ_ONLY") {
    throw unsupported(`${operation} of the samples`);
  }
  return { table: entry, path };
}

export async function describeHistory(
  context: StatementContext,
  { name, limit }: StatementOf<"describeHistory">,
): Promise<SqlResult> {
  const { table } = tableNamed(context, name, "DESCRIBE HISTORY", () =>
    sqlError("DELTA_CANNOT_DESCRIBE_VIEW_HISTORY", "Cannot describe the history of a view.", "42809"),
  );
  const newest = [...table.log.versions].reverse().slice(0, limit);
  return rowsResult(context, historyColumns, newest.map(historyRow));
}

const detailColumns = [
  ...stringColumns("format", "id", "name", "description", "location"),
  column("createdAt", TIMESTAMP),
  column("lastModified", TIMESTAMP),
  column("partitionColumns", array(STRING)),
  column("clusteringColumns", array(STRING)),
  column("numFiles", BIGINT),
  column("sizeInBytes", BIGINT),
  column("properties", texts),
  column("minReaderVersion", INT),
  column("minWriterVersion", INT),
  column("tableFeatures", array(STRING)),
  column("statistics", { kind: "MAP", key: STRING, value: BIGINT }),
];

export async function describeDetail(
  context: StatementContext,
  { name }: StatementOf<"describeDetail">,
): Promise<SqlResult> {
  const { table, path } = tableNamed(context, name, "DESCRIBE DETAIL", (view) =>
    sqlError(
      "DELTA_UNSUPPORTED_DESCRIBE_DETAIL_VIEW",
      `${view} is a view. DESCRIBE DETAIL is only supported for tables.`,
      "42809",
    ),
  );
  const properties = Object.entries(table.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  const row: LiteralCell[] = [
    "delta",
    table.log.id,
    path.map((part) => part.toLowerCase()).join("."),
    table.comment ?? null,
    null,
    timeCell(table.createdAt),
    timeCell(table.log.versions.at(-1)?.at ?? table.createdAt),
    listCell(table.partitionedBy),
    listCell(table.clusteredBy),
    null,
    null,
    mapCell(properties),
    null,
    null,
    null,
    null,
  ];
  return rowsResult(context, detailColumns, [row]);
}
