import { readTableGrants, useWarehouseGrants } from "../../errors/requiredGrant";
import { tableKey, tableSql } from "../../inputs/tables";
import { rowQuery } from "../../services/sql/rowQuery";
import { databricksPolling } from "../databricksPolling";
import { changeInputs } from "./changeInputs";
import { type ChangeStart, type ChangeState, changeReader, readChangeState } from "./changePoll";
import type { TableChange } from "./deltaTable";

interface TableChangesParameters {
  startFrom: "now" | "version" | "time";
  startVersion?: number;
  startTime?: number;
}

const startOf = ({ startFrom, startVersion, startTime }: TableChangesParameters): ChangeStart => {
  if (startFrom === "now") return { from: "now" };
  if (startFrom === "version") {
    if (startVersion === undefined) throw new Error("Start Version is empty, but Start From is a version.");
    return { from: "version", version: startVersion };
  }
  if (startTime === undefined) throw new Error("Start Time is empty, but Start From is a time.");
  return { from: "time", ms: startTime };
};

/** An order that was placed, changed and cancelled. */
const changes: TableChange[] = [
  {
    id: 7,
    status: "placed",
    total: "49.90",
    _change_type: "insert",
    _commit_version: 1,
    _commit_timestamp: "2025-11-18T12:00:01.000Z",
  },
  {
    id: 7,
    status: "paid",
    total: "49.90",
    _change_type: "update_postimage",
    _commit_version: 2,
    _commit_timestamp: "2025-11-18T12:00:02.000Z",
  },
  {
    id: 7,
    status: "paid",
    total: "49.90",
    _change_type: "delete",
    _commit_version: 3,
    _commit_timestamp: "2025-11-18T12:00:03.000Z",
  },
];

/**
 * Starts a flow with the changes of a Delta table since the last poll: its change data feed, in the order of versions.
 * Gives the list of changes, each a row of exact, typed values with `_change_type` (insert, update_postimage, delete
 * and, if requested, update_preimage), `_commit_version` and `_commit_timestamp`. Throws an error that says what to do
 * if the table does not record its changes or they are lost; the cursor then stays unchanged.
 * https://docs.databricks.com/delta/delta-change-data-feed
 */
export const tableChanges = databricksPolling<typeof changeInputs, ChangeState, TableChange>({
  label: "Table Changes",
  description:
    "Start a flow with the rows of a Delta table that were inserted, updated or deleted since the last poll.",
  directions:
    "The table must record its changes: ALTER TABLE <table> SET TBLPROPERTIES (delta.enableChangeDataFeed = true).",
  important: true,
  grants: [...useWarehouseGrants, ...readTableGrants],
  inputs: changeInputs,
  scopeOf: (given) => [tableKey(given)],
  formerScopeOf: ({ catalog, schema, table }) => [catalog, schema, table],
  readState: readChangeState,
  maxItems: ({ changeCap }) => changeCap,
  reader: (client, given) => {
    const source = {
      table: tableSql(given),
      start: startOf(given),
      beforeImages: given.includeBeforeImages,
      pageSize: given.pageSize,
      afterGap: given.afterGap,
    };
    return changeReader(client, rowQuery(client, given), source);
  },
  example: changes,
  batchSize: 100,
});
