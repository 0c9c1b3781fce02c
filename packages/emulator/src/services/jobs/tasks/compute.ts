/** What a task runs on: an existing cluster, a new cluster for the run, a SQL warehouse, or serverless compute. */
import { HttpError } from "../../../apiError";
import { PENDING_MS } from "../../clusters/store";
import { type ClusterInstance, refusedFor, type TaskRun } from "../taskRun";
import type { RunContext } from "./runContext";

/**
 * Waits until what the task runs on is there; a terminated cluster and a stopped warehouse are started. A cluster
 * that is made for the run takes as long as any other to start, and is not in the list of clusters.
 * @throws TaskRefused where there is no such cluster or warehouse, or whom the run runs as may not use it
 */
export async function computeFor(
  run: RunContext,
  { task }: TaskRun,
  signal: AbortSignal,
): Promise<ClusterInstance | undefined> {
  const { clusters, warehouses, clock, dashboards } = run.environment;
  const grants = run.environment.grants.of(run.runAs);
  const { dashboard_id: dashboard, warehouse_id: ofRefresh } = task.dashboard_task ?? {};
  const warehouse =
    task.sql_task?.warehouse_id ??
    task.notebook_task?.warehouse_id ??
    ofRefresh ??
    dashboards.find(dashboard ?? "")?.warehouse_id;
  try {
    grants.require("warehouse", warehouse);
    grants.require("cluster", task.existing_cluster_id);
    if (warehouse !== undefined) await warehouses.untilRunning(warehouse, signal);
    if (task.existing_cluster_id === undefined)
      return await madeFor(run, task, () => clock.sleep(PENDING_MS, signal));
    await clusters.untilRunning(task.existing_cluster_id, signal);
    const { cluster_id, spark_context_id } = clusters.get(task.existing_cluster_id);
    return { cluster_id, spark_context_id };
  } catch (error) {
    if (error instanceof HttpError) throw refusedFor(error, "CLUSTER_ERROR");
    throw error;
  }
}

/** A cluster that several tasks share is started once. */
async function madeFor(
  run: RunContext,
  task: TaskRun["task"],
  start: () => Promise<void>,
): Promise<ClusterInstance | undefined> {
  const { new_cluster: own, job_cluster_key: shared } = task;
  if (own === undefined && shared === undefined) return undefined;
  const made = async (): Promise<ClusterInstance> => {
    const cluster = run.newCluster();
    await start();
    return cluster;
  };
  if (shared === undefined) return made();
  const known = run.sharedClusters.get(shared) ?? made();
  run.sharedClusters.set(shared, known);
  return known;
}
