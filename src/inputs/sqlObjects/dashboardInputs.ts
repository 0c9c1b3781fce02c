/** The inputs of Refresh Dashboard. */
import { dashboardExample } from "../../services/sqlObjects/sqlObjectsExamples";
import { currentUserExample } from "../../services/users/usersExamples";
import { asOptional } from "../defineInput";
import { idInput } from "../id";
import { failedRun, idempotencyToken, runWaiting } from "../jobs/runInputs";
import { warehouseId } from "../shared";
import { namesInput } from "../stringList";

/** The inputs, in order. */
export const refreshInputs = {
  dashboardId: idInput({
    label: "Dashboard ID",
    comments: "The ID of the dashboard.",
    example: dashboardExample.dashboard_id,
    dataSource: "selectDashboard",
    page: "dashboard",
  }),
  warehouseId: {
    ...asOptional(warehouseId),
    comments:
      "The ID of the SQL warehouse that runs the queries of the dashboard. If empty, the warehouse of the dashboard is used.",
  },
  subscribers: namesInput({
    label: "Subscribers",
    comments:
      "The e-mail addresses of the users to whom Databricks sends a snapshot after the refresh. If empty, no snapshot is sent.",
    example: currentUserExample.userName,
    dataSource: "selectUser",
  }),
  ...runWaiting,
  idempotencyToken,
  failedRun,
};
