/** Dashboards. https://docs.databricks.com/api/workspace/lakeview */
import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A dashboard as it is chosen. */
export interface DashboardChoice {
  dashboard_id: string;
  display_name?: string;
}

/** The same in a list. */
export const dashboardChoiceSchema = objectSchema<DashboardChoice>({
  dashboard_id: nonBlankSchema,
  display_name: optionalSchema(textSchema),
});

/** What a run that refreshes a dashboard does. */
export interface DashboardRefresh {
  dashboardId: string;
  warehouseId?: string;
  /** The e-mail addresses of users who get a snapshot. */
  subscribers: readonly string[];
}

/** The run in Databricks' format: the API has no refresh, but a task of a job. */
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
