import { databricksAction } from "../../databricksAction";
import { queryHistoryGrants } from "../../errors/requiredGrant";
import { historyInputs } from "../../inputs/sqlObjects/historyInputs";
import { expectInOrder } from "../../inputs/timestamp";
import { userIdsOf } from "../../services/access/userIds";
import { type HistoryEntry, listHistory } from "../../services/sql/queryHistory";
import { historyEntryExample } from "../../services/sqlObjects/sqlObjectsExamples";

/**
 * Gives the statements that ran on SQL warehouses, latest first, from every page up to a limit; an empty list if there
 * are none. https://docs.databricks.com/api/workspace/queryhistory/list
 */
export const listQueryHistory = databricksAction({
  label: "SQL: List Query History",
  description:
    "List the statements that ran on SQL warehouses, latest first, filtered by time, state, user and warehouse.",
  effect: "read",
  grants: queryHistoryGrants,
  inputs: historyInputs,
  perform: async (client, { users, ...given }): Promise<HistoryEntry[]> => {
    const { startTimeFrom, startTimeTo } = historyInputs;
    expectInOrder(given.startTimeFrom, given.startTimeTo, [startTimeFrom, startTimeTo]);
    return listHistory(client, { ...given, userIds: await userIdsOf(client, users) });
  },
  example: [historyEntryExample],
});
