import { canReadDashboard, databricksSqlAccess, toBeListed } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { type DashboardChoice, dashboardChoiceSchema } from "../services/sqlObjects/dashboards";
import { dashboardExample } from "../services/sqlObjects/sqlObjectsExamples";
import { picklist } from "./picklist";

const choice = ({ dashboard_id, display_name }: DashboardChoice) => ({
  key: dashboard_id,
  label: display_name || dashboard_id,
});

/** Every dashboard by name. https://docs.databricks.com/api/workspace/lakeview/list */
export const selectDashboard = picklist({
  label: "Select Dashboard",
  description: "Select a dashboard of the workspace.",
  grants: [databricksSqlAccess, ...toBeListed([canReadDashboard])],
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.0/lakeview/dashboards`,
        pagesOf("dashboards", lenientSchema(dashboardChoiceSchema)),
        { page_size: 100 },
      )
    ).map(choice),
  example: [choice(dashboardExample)],
});
