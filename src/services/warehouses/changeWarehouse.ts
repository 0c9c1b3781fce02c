import type { DatabricksClient } from "../../client";
import { isBadRequest, isConflict } from "../../errors/kinds";
import { path } from "../../http/path";
import type { WaitOptions } from "../../http/waitForState";
import { explainableRefusal, readBack } from "../readBack";
import { waitForWarehouse } from "./waitForWarehouse";
import { fetchWarehouse, type Warehouse } from "./warehouses";

/** States of a warehouse that is running or starting. */
const started: ReadonlySet<string> = new Set(["RUNNING", "STARTING"]);

/**
 * Requests a change of a warehouse's state. A stopping warehouse is started once it has stopped, as long as the client
 * has time.
 * @returns the warehouse as it is afterwards
 */
const requestChange = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
): Promise<Partial<Warehouse>> => {
  // Databricks documents a second request as safe.
  const refusal = await explainableRefusal(
    client.post(path`/api/2.0/sql/warehouses/${warehouseId}/${verb}`, {}, { idempotent: true }),
    (error) => isBadRequest(error) || isConflict(error),
  );
  const warehouse = await readBack(fetchWarehouse(client, warehouseId), { refusal });
  if (verb === "stop" || warehouse.state !== "STOPPING") {
    if (refusal && !(verb === "start" && started.has(warehouse.state ?? "UNKNOWN"))) throw refusal;
    return warehouse;
  }
  const next = await waitForWarehouse(
    client,
    warehouseId,
    warehouse,
    { otherThan: "STOPPING" },
    "It has not been started, since it must stop first: start it later, or wait longer.",
  );
  return next.state === "STOPPED" ? requestChange(client, warehouseId, verb) : next;
};

/**
 * Starts or stops a warehouse, and reads it afterwards or waits until it has the requested state.
 * @param verb the last part of the path
 * @param waiting whether to wait, and how long in seconds
 */
export const changeWarehouse = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
  { waitForCompletion, timeoutSeconds }: WaitOptions,
): Promise<Partial<Warehouse>> => {
  const timed = client.withTimeout(timeoutSeconds);
  const warehouse = await requestChange(timed, warehouseId, verb);
  if (!waitForCompletion) return warehouse;
  return waitForWarehouse(timed, warehouseId, warehouse, verb === "start" ? "RUNNING" : "STOPPED");
};
