import type { Warehouse } from "../../api/warehouses";
import type { DatabricksClient } from "../../client";
import { withNote } from "../../http/errors";
import { path } from "../../http/path";

/**
 * Starts or stops a warehouse and reads it afterwards. Databricks documents a repeat as harmless.
 * @param verb the last part of the path
 * @returns the warehouse as it stands after the call
 */
export const changeWarehouse = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
): Promise<Warehouse> => {
  await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/${verb}`, {}, { repeatable: true });
  return client.get<Warehouse>(path`/api/2.0/sql/warehouses/${warehouseId}`).catch((error: unknown) => {
    throw withNote(error, "Databricks accepted the change: only the state after it could not be read.");
  });
};
