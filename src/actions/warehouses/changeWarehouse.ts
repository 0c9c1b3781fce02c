import type { Warehouse } from "../../api/warehouses";
import type { DatabricksClient } from "../../client";
import { withNote } from "../../http/errors";
import { path } from "../../http/path";
import { deadlineIn } from "../../http/wait";
import type { Waiting } from "../../inputs/waiting";
import { fetchWarehouse, reachWarehouse } from "./reachWarehouse";

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
  const deadline = deadlineIn(timeoutSeconds);
  await client.post(
    path`/api/2.0/sql/warehouses/${warehouseId}/${verb}`,
    {},
    {
      repeatable: true,
    },
  );
  const warehouse = await fetchWarehouse(client, warehouseId).catch((error: unknown) => {
    throw withNote(error, "Databricks accepted the change: only the state after it could not be read.");
  });
  if (!waitForCompletion) return warehouse;
  return reachWarehouse(client, warehouseId, warehouse, verb === "start" ? "RUNNING" : "STOPPED", deadline);
};
