/** The refresh of a dashboard: each of its datasets is run on a SQL warehouse. */
import { SqlError } from "databricks-sql-engine";
import { HttpError } from "../../../apiError";
import { CommandSqlSession } from "../../commands/sqlSession";
import type { DashboardDefinition } from "../../dashboards/store";
import { refusedFor, TaskRefused, type TaskResult, type TaskRun } from "../taskRun";
import type { RunContext } from "./runContext";

/**
 * Runs a dashboard task.
 * @throws TaskRefused where there is no such dashboard, or it has no warehouse
 */
export async function runDashboardTask(
  { environment, runAs }: RunContext,
  attempt: TaskRun,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { dashboard_id: id = "", warehouse_id } = attempt.resolved.dashboard_task ?? {};
  const { dashboards, grants, sql, clock } = environment;
  const { datasets, pages } = definitionOf(() => {
    const definition = dashboards.definition(id);
    grants.of(runAs).require("dashboard", id, "CAN_RUN");
    return definition;
  });
  if ((warehouse_id ?? dashboards.get(id).warehouse_id) === undefined) {
    throw new TaskRefused("INVALID_RUN_CONFIGURATION", `Dashboard ${id} has no SQL warehouse.`);
  }
  const session = new CommandSqlSession(sql, runAs);
  const runAll = async () => {
    for (const { queryLines } of datasets) {
      const result = await session.run(queryLines.join(""), { parameters: [], signal });
      await result.close();
    }
  };
  try {
    await clock.during(runAll());
  } catch (error) {
    if (error instanceof SqlError) return { output: { error: error.message } };
    throw error;
  }
  const page_snapshots = pages.map(({ displayName }) => ({ page_display_name: displayName }));
  return { output: { dashboard_output: { page_snapshots } } };
}

/** What is refused of a dashboard is the refusal of the task. */
function definitionOf(read: () => DashboardDefinition): DashboardDefinition {
  try {
    return read();
  } catch (error) {
    throw error instanceof HttpError ? refusedFor(error, "RESOURCE_NOT_FOUND") : error;
  }
}
