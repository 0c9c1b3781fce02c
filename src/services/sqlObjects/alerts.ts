/** Alerts. https://docs.databricks.com/api/workspace/alertsv2 */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { objectSchema, optionalSchema, textSchema } from "../../http/schema";

const optionalText = optionalSchema(textSchema);

/** An alert, which contains its query. */
export interface Alert {
  id?: string;
  display_name?: string;
  query_text?: string;
  evaluation?: { state?: string; last_evaluated_at?: string };
}

/** A legacy alert, which refers to a saved query. */
export interface LegacyAlert {
  id?: string;
  display_name?: string;
  query_id?: string;
  state?: string;
  trigger_time?: string;
}

const alertSchema = objectSchema<Alert>({
  id: optionalText,
  evaluation: optionalSchema(
    objectSchema<NonNullable<Alert["evaluation"]>>({ state: optionalText, last_evaluated_at: optionalText }),
  ),
});

const legacyAlertSchema = objectSchema<LegacyAlert>({ id: optionalText, state: optionalText });

/** The requested page size. */
const pageSize = 100;

/** Which alerts to list. */
export type AlertGeneration = "current" | "legacy";

/** Lists alerts of one generation, from every page. @param state the state of the alerts; any if omitted */
export const fetchAlerts = async (
  client: DatabricksClient,
  generation: AlertGeneration,
  state?: string,
): Promise<(Alert | LegacyAlert)[]> => {
  const query = { page_size: pageSize };
  if (generation === "legacy") {
    const alerts = await client.list(path`/api/2.0/sql/alerts`, pagesOf("results", legacyAlertSchema), query);
    return alerts.filter((alert) => state === undefined || alert.state === state);
  }
  const pages = pagesOf("alerts", alertSchema, "results");
  const alerts = await client.list(path`/api/2.0/alerts`, pages, query);
  return alerts.filter(({ evaluation }) => state === undefined || evaluation?.state === state);
};
