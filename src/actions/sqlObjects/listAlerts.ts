import { databricksAction } from "../../databricksAction";
import { canViewAlert, databricksSqlAccess, toBeListed } from "../../errors/requiredGrant";
import { choiceInput } from "../../inputs/choice";
import { asOptional, withDefault } from "../../inputs/defineInput";
import {
  type Alert,
  type AlertGeneration,
  fetchAlerts,
  type LegacyAlert,
} from "../../services/sqlObjects/alerts";
import { alertExample } from "../../services/sqlObjects/sqlObjectsExamples";

const inputs = {
  alertType: withDefault(
    choiceInput<AlertGeneration>({
      label: "Alert Type",
      comments:
        "Whether to return alerts, which contain their query, or legacy alerts, which refer to a saved query.",
      choices: { current: "Alerts", legacy: "Legacy alerts" },
    }),
    "current",
  ),
  alertState: asOptional(
    choiceInput({
      label: "Alert State",
      comments:
        "The state of the alerts to return, as of their last evaluation. If empty, alerts in all states are returned.",
      choices: { TRIGGERED: "Triggered", OK: "OK", UNKNOWN: "Unknown", ERROR: "Error" },
    }),
  ),
};

/**
 * Gives every alert that the connection's identity may see, or those in a state. Databricks only evaluates them on
 * their schedule: its API has no request to do so. https://docs.databricks.com/api/workspace/alertsv2/listalerts
 */
export const listAlerts = databricksAction({
  label: "SQL: List Alerts",
  description: "List all alerts with their states, or only those in a given state, such as triggered ones.",
  effect: "read",
  grants: [databricksSqlAccess, ...toBeListed([canViewAlert])],
  inputs,
  perform: (client, { alertType, alertState }): Promise<(Alert | LegacyAlert)[]> =>
    fetchAlerts(client, alertType, alertState),
  example: [alertExample as Alert | LegacyAlert],
});
