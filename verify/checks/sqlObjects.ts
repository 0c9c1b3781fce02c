/** The query history, and the lists of saved queries, alerts and dashboards. */
import type { Check } from "../check";
import { agree } from "../outcomes";

export const sqlObjectChecks: Check[] = [
  {
    id: "sqlObjects.lists",
    title: "The query history, alerts, saved queries and dashboards are listed",
    tries: "the latest statements, all alerts of both kinds, and the choices of queries and dashboards",
    source: "https://docs.databricks.com/api/workspace/queryhistory/list",
    covers: ["listQueryHistory", "listAlerts", "selectQuery", "selectDashboard"],
    run: async (context) => {
      const found = await context.call<{ query_id?: string; status?: string }[]>("listQueryHistory", {
        users: [context.run.userName],
        limit: 3,
      });
      agree(
        found.every(({ query_id, status }) => query_id !== undefined && status !== undefined),
        JSON.stringify(found.map((one) => Object.keys(one))),
      );
      const alerts = await context.call<object[]>("listAlerts");
      const legacy = await context.call<object[]>("listAlerts", { alertType: "legacy" });
      const queries = await context.call<object[]>("selectQuery");
      const dashboards = await context.call<object[]>("selectDashboard");
      return `${found.length} statements, ${alerts.length} alerts, ${legacy.length} legacy alerts, ${queries.length} queries, ${dashboards.length} dashboards`;
    },
  },
];
