/** Dashboards. https://docs.databricks.com/api/workspace/lakeview */
import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A dashboard as a choice. */
export interface DashboardChoice {
  dashboard_id: string;
  display_name?: string;
}

/** A dashboard in a list. */
export const dashboardChoiceSchema = objectSchema<DashboardChoice>({
  dashboard_id: nonBlankSchema,
  display_name: optionalSchema(textSchema),
});

/** The settings of a run that refreshes a dashboard. */
interface DashboardRefresh {
  dashboardId: string;
  warehouseId?: string;
  /** The e-mail addresses of the users who get a snapshot. */
  subscribers: readonly string[];
}

/** The run in Databricks' format: the API has no request to refresh a dashboard, but a type of task. */
export const refreshRun = ({ dashboardId, warehouseId, subscribers }: DashboardRefresh) => ({
  run_name: `Refresh of dashboard ${dashboardId}`,
  tasks: [
    {
      task_key: "refresh",
      dashboard_task: {
        dashboard_id: dashboardId,
        warehouse_id: warehouseId,
        ...(subscribers.length > 0 && {
          subscription: { subscribers: subscribers.map((user_name) => ({ user_name })) },
        }),
      },
    },
  ],
});
