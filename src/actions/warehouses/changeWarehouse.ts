import type { Warehouse } from "../../api/warehouses";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";
import { type Deadline, deadlineIn } from "../../http/wait";
import type { Waiting } from "../../inputs/waiting";
import { fetchWarehouse, reachWarehouse } from "./reachWarehouse";

/** States of a warehouse that runs or is about to. */
const started: ReadonlySet<string> = new Set(["RUNNING", "STARTING"]);

/** Sends a change. Databricks documents a repeat as harmless. @returns the refusal, where there is one that a state may explain */
const send = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
): Promise<DatabricksError | undefined> => {
  try {
    await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/${verb}`, {}, { repeatable: true });
    return undefined;
  } catch (error) {
    if (error instanceof DatabricksError && (error.status === 400 || error.status === 409)) return error;
    throw error;
  }
};

/**
 * Asks for a change of a warehouse's state. One that is to run and is just stopping is started once it has stopped.
 * @param deadline until when the start may wait for that
 * @returns the warehouse as it stands afterwards
 */
const requestChange = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
  deadline: Deadline,
): Promise<Warehouse> => {
  const refusal = await send(client, warehouseId, verb);
  const warehouse = await fetchWarehouse(client, warehouseId).catch((error: unknown) => {
    throw (
      refusal ?? withNote(error, "Databricks accepted the change: only the state after it could not be read.")
    );
  });
  if (verb === "stop" || warehouse.state !== "STOPPING") {
    if (refusal && !(verb === "start" && started.has(warehouse.state))) throw refusal;
    return warehouse;
  }
  const next = await reachWarehouse(
    client,
    warehouse,
    { otherThan: "STOPPING" },
    deadline,
    "It can be started once it has stopped, and has not been yet: start it later, or wait longer.",
  );
  return next.state === "STOPPED" ? requestChange(client, warehouseId, verb, deadline) : next;
};

/**
 * Starts or stops a warehouse, and reads it afterwards or waits until it is there.
 * @param verb the last part of the path
 * @param waiting whether to wait, and how long in seconds
 */
export const changeWarehouse = async (
  client: DatabricksClient,
  warehouseId: string,
  verb: "start" | "stop",
  { waitForCompletion, timeoutSeconds }: Waiting,
): Promise<Warehouse> => {
  const deadline = deadlineIn(timeoutSeconds);
  const warehouse = await requestChange(client, warehouseId, verb, deadline);
  if (!waitForCompletion) return warehouse;
  return reachWarehouse(client, warehouse, verb === "start" ? "RUNNING" : "STOPPED", deadline);
};
