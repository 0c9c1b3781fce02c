/** ALTER COLUMN ... TYPE: types that widen. https://docs.databricks.com/aws/en/delta/type-widening */
import type { ColumnEntry, TableEntry } from "../catalog/catalogs";
import { isWidening, versionColumns } from "../catalog/versions";
import { type DataType, physicalType, typeText } from "../dataTypes";
import { sqlError } from "../errors";
import type { StatementContext } from "./context";
import { requireColumn } from "./storeAssignment";

/** What each type may become, beside a DECIMAL. */
const wider: Partial<Record<DataType["kind"], string>> = {
  TINYINT: "SMALLINT INT BIGINT DOUBLE",
  SMALLINT: "INT BIGINT DOUBLE",
  INT: "BIGINT DOUBLE",
  BIGINT: "",
  FLOAT: "DOUBLE",
  DATE: "TIMESTAMP_NTZ",
};

/** The digits before the point that values of a type may have. */
const wholeDigits = (type: DataType): number | undefined => {
  if (type.kind === "DECIMAL") {
    return type.precision - type.scale;
  }
  return { TINYINT: 10, SMALLINT: 10, INT: 10, BIGINT: 20 }[type.kind as string];
};

function widens(from: DataType, to: DataType): boolean {
  if (to.kind !== "DECIMAL") {
    return (wider[from.kind] ?? "").split(" ").includes(to.kind);
  }
  const [before, after] = [wholeDigits(from), wholeDigits(to)];
  const scale = from.kind === "DECIMAL" ? from.scale : 0;
  return before !== undefined && after !== undefined && after >= before && to.scale >= scale;
}

/** A text's length may grow in any table. */
function grows(column: ColumnEntry, { type, maxLength }: Pick<ColumnEntry, "type" | "maxLength">): boolean {
  return (
    column.type.kind === "STRING" &&
    type.kind === "STRING" &&
    (maxLength === undefined || (column.maxLength !== undefined && maxLength >= column.maxLength))
  );
}

const written = ({ type, maxLength }: Pick<ColumnEntry, "type" | "maxLength">): string =>
  maxLength === undefined ? typeText(type) : `VARCHAR(${maxLength})`;

/**
 * Gives a column a wider type, in the table and in its changed rows.
 * @throws SqlError where the table does not widen types, or the type is no wider one
 */
export async function widenColumn(
  context: StatementContext,
  table: TableEntry,
  name: string,
  to: Pick<ColumnEntry, "type" | "maxLength">,
): Promise<ColumnEntry> {
  const column = requireColumn(table, [name]);
  const same = written(column) === written(to);
  if (!same && !grows(column, to) && !(isWidening(table) && widens(column.type, to.type))) {
    throw sqlError(
      "DELTA_UNSUPPORTED_ALTER_TABLE_CHANGE_COL_OP",
      `ALTER TABLE CHANGE COLUMN is not supported for changing column ${column.name} from ${written(column)} to ${written(to)}.`,
      "0AKDC",
    );
  }
  const stored = [table.physicalName, ...(table.feed ? [table.feed.physicalName] : [])];
  for (const one of stored) {
    await context.connection.run(
      `ALTER TABLE ${one} ALTER COLUMN ${column.physicalName} TYPE ${physicalType(to.type)}`,
    );
  }
  Object.assign(column, { type: to.type, maxLength: to.maxLength });
  const inFeed = table.feed?.columns.findIndex(({ physicalName: one }) => one === column.physicalName) ?? -1;
  const [changed] = versionColumns([column]);
  if (changed && inFeed >= 0) {
    table.feed?.columns.splice(inFeed, 1, changed);
  }
  return column;
}
