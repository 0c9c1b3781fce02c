import type { Warehouse } from "../../api/warehouses";
import type { DatabricksClient } from "../../client";
import { withNote } from "../../http/errors";
import { path } from "../../http/path";
import type { Waiting } from "../../inputs/waiting";
import { fetchWarehouse, waitForWarehouse } from "./waitForWarehouse";

/**
 * Starts or stops a warehouse, and reads it afterwards or waits until it is there. Databricks documents a repeat as
 * harmless.
 * @param verb the last part of the path
 * @param waiting whether to wait, and how long in seconds
 */
export const changeWarehouse = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
  { waitForCompletion, timeoutSeconds }: Waiting,
): Promise<Partial<Warehouse>> => {
  const timed = client.withTimeout(timeoutSeconds);
  await timed.post(path`/api/2.0/sql/warehouses/${warehouseId}/${verb}`, {}, { repeatable: true });
  const warehouse = await fetchWarehouse(timed, warehouseId).catch((error: unknown) => {
    throw withNote(error, "Databricks accepted the change: only the state after it could not be read.");
  });
  if (!waitForCompletion) return warehouse;
  return waitForWarehouse(timed, warehouseId, warehouse, verb === "start" ? "RUNNING" : "STOPPED");
};
