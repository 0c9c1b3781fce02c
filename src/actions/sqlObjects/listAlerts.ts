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
        "Whether to return current alerts, which have a query of their own, or legacy alerts of saved queries.",
      choices: { current: "Alerts", legacy: "Legacy alerts" },
    }),
    "current",
  ),
  alertState: asOptional(
    choiceInput({
      label: "Alert State",
      comments:
        "The state of the alerts to return, by their last evaluation. If empty, alerts of all states are returned.",
      choices: { TRIGGERED: "Triggered", OK: "OK", UNKNOWN: "Unknown", ERROR: "Error" },
    }),
  ),
};

/**
 * Gives every alert that the connection's identity may see, or those in a state. Databricks evaluates them by their
 * schedule alone: its API has no request that does. https://docs.databricks.com/api/workspace/alertsv2/listalerts
 */
export const listAlerts = databricksAction({
  label: "SQL: List Alerts",
  description: "List all alerts with their state, or those in a given state, such as triggered ones.",
  effect: "read",
  grants: [databricksSqlAccess, ...toBeListed([canViewAlert])],
  inputs,
  perform: (client, { alertType, alertState }): Promise<(Alert | LegacyAlert)[]> =>
    fetchAlerts(client, alertType, alertState),
  example: [alertExample as Alert | LegacyAlert],
});
