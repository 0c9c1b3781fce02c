/** The dashboards of a workspace: those that it was seeded with. */
import { doesNotExist } from "../../apiError";
import type { Dashboard } from "../../contract/wireTypes";

/** What of a dashboard's definition is run: each dataset by the lines of its query, and its pages by name. */
export interface DashboardDefinition {
  datasets: { name: string; queryLines: string[] }[];
  pages: { displayName: string }[];
}

export class DashboardStore {
  constructor(private readonly seeded: readonly Dashboard[]) {}

  /** Every dashboard, without its definition. */
  list(): Dashboard[] {
    return this.seeded.map(({ serialized_dashboard, ...dashboard }) => dashboard);
  }

  /** One dashboard with its definition, if there is one of that id. */
  find(id: string): Dashboard | undefined {
    return this.seeded.find(({ dashboard_id }) => dashboard_id === id);
  }

  /** The same. @throws HttpError 404 where there is none of that id */
  get(id: string): Dashboard {
    const found = this.find(id);
    if (found) return found;
    throw doesNotExist(`Dashboard with ID ${id} does not exist.`);
  }

  /** What the dashboard of an id runs. Throws as `get` does. */
  definition(id: string): DashboardDefinition {
    const { datasets = [], pages = [] } = JSON.parse(
      this.get(id).serialized_dashboard ?? "{}",
    ) as Partial<DashboardDefinition>;
    return { datasets, pages };
  }
}
