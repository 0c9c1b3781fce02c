import { readTableGrants, useWarehouseGrants } from "../../errors/requiredGrant";
import { tableKey, tableSql } from "../../inputs/tables";
import type { SqlRow } from "../../results/statementRows";
import { rowQuery } from "../../services/sql/rowQuery";
import { plainName, quotedColumn } from "../../services/sql/sqlNames";
import { databricksPolling } from "../databricksPolling";
import type { NamedColumn } from "./readStatement";
import { rowInputs } from "./rowInputs";
import { pollRows, type RowSource, type Start } from "./rowPoll";
import { type RowState, readRowState } from "./rowState";

interface NewRowsParameters {
  catalog?: string;
  schema?: string;
  table?: string;
  sqlQuery?: string;
  startFrom: "now" | "beginning" | "value";
  startValue?: string;
}

const sourceOf = ({ catalog, schema, table, sqlQuery }: NewRowsParameters): string => {
  if (table && sqlQuery) throw new Error("Table and SQL Query exclude each other: leave one of them empty.");
  if (table) return tableSql({ catalog, schema, table });
  if (sqlQuery) return `(${sqlQuery}\n)`;
  throw new Error("Table is empty, and so is SQL Query: one of them is needed.");
};

const startOf = ({ startFrom, startValue }: NewRowsParameters): Start => {
  if (startFrom !== "value") return { from: startFrom };
  if (startValue === undefined) throw new Error("Start Value is empty, but Start From is a value.");
  return { from: "value", value: startValue };
};

const columnOf = (name: string): NamedColumn => ({
  name: plainName(name.trim()),
  column: quotedColumn(name.trim()),
});

/** A name without backticks and case, which make no difference. */
const nameKey = (name: string | undefined): string | null =>
  name === undefined ? null : plainName(name.trim()).toLowerCase();

/** Two rows of the samples, the first ones of a poll from the beginning. */
const earthquakes = [
  {
    id: "uw61345682",
    time: "2018-01-31T01:49:59.650Z",
    magnitude: 0.31,
    magnitude_type: "ml",
    place: "37km NNE of Amboy, Washington",
    latitude: 46.2035,
    longitude: -122.197,
    depth: 3.28,
    type: "earthquake",
    status: "reviewed",
    url: "https://earthquake.usgs.gov/earthquakes/eventpage/uw61345682",
  },
  {
    id: "mb80279649",
    time: "2018-01-31T02:00:15.660Z",
    magnitude: 1.35,
    magnitude_type: "ml",
    place: "20km NNE of Lima, Montana",
    latitude: 44.8181667,
    longitude: -112.5183333,
    depth: -2.15,
    type: "earthquake",
    status: "reviewed",
    url: "https://earthquake.usgs.gov/earthquakes/eventpage/mb80279649",
  },
] satisfies SqlRow[];

/**
 * Starts a flow with the rows of a table or query that were added since the last poll, in the order of a cursor column.
 * Gives the list of rows, each an object of exact, typed values. Throws what the statements throw, and an error that
 * names the input if it cannot be polled; the cursor then stays unchanged.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const newRows = databricksPolling<typeof rowInputs, RowState, SqlRow>({
  label: "New Rows",
  description:
    "Start a flow with the rows of a table or query that were added since the last poll, ordered by a cursor column.",
  grants: [...useWarehouseGrants, ...readTableGrants],
  inputs: rowInputs,
  scopeOf: (given) => [
    given.table === undefined
      ? [nameKey(given.catalog), nameKey(given.schema), sourceOf(given)]
      : tableKey({ ...given, table: given.table }),
    nameKey(given.cursorColumn),
    nameKey(given.keyColumn),
  ],
  formerScopeOf: ({ catalog, schema, table, sqlQuery, cursorColumn, keyColumn }) => [
    catalog,
    schema,
    table,
    sqlQuery,
    cursorColumn,
    keyColumn,
  ],
  readState: (stored, { keyColumn }) => readRowState(stored, keyColumn !== undefined),
  maxItems: ({ rowCap }) => rowCap,
  reader: (client, given) => {
    const source: RowSource = {
      source: sourceOf(given),
      cursor: columnOf(given.cursorColumn),
      ...(given.keyColumn !== undefined && { key: columnOf(given.keyColumn) }),
      start: startOf(given),
      lookBack: given.lookBack,
      pageSize: given.pageSize,
    };
    const query = rowQuery(client, given);
    return (state, remaining) => pollRows(client, query, source, state, remaining);
  },
  example: earthquakes,
  batchSize: 100,
});
