/** The alerts of a workspace, of both generations: those that it was seeded with. They are not evaluated. */
import { doesNotExist } from "../../apiError";
import type { AlertV2, ListAlertsResponseAlert as LegacyAlert } from "../../contract/wireTypes";

export class AlertStore {
  constructor(
    private readonly alerts: readonly AlertV2[],
    private readonly legacyAlerts: readonly LegacyAlert[],
  ) {}

  list(): AlertV2[] {
    return [...this.alerts];
  }

  legacy(): LegacyAlert[] {
    return [...this.legacyAlerts];
  }

  /** One alert. @throws HttpError 404 where there is none of that id */
  get(id: string): AlertV2 {
    return found(this.alerts, id);
  }

  /** One of the older kind. Throws as `get` does. */
  getLegacy(id: string): LegacyAlert {
    return found(this.legacyAlerts, id);
  }
}

function found<T extends { id?: string }>(alerts: readonly T[], id: string): T {
  const alert = alerts.find((each) => each.id === id);
  if (alert) return alert;
  throw doesNotExist(`Alert ${id} does not exist.`);
}
