/** Waits until a warehouse is in a state. */

import type { DatabricksClient } from "../../client";
import { waitForState } from "../../http/waitForState";
import { labels } from "../../labels";
import { fetchWarehouse, type Warehouse } from "./warehouses";

/** Permanent states of a warehouse. */
const terminalStates: ReadonlySet<string> = new Set(["STOPPED", "DELETED"]);

/** The problem of a warehouse, in Databricks' words; empty if it is healthy. */
const healthReason = ({ health = {} }: Partial<Warehouse>): string =>
  health.status === undefined || health.status === "HEALTHY"
    ? ""
    : [health.status, health.summary, health.details]
        .map((text) => text?.trim())
        .filter(Boolean)
        .join(": ");

/**
 * Waits until a warehouse is running or stopped, as long as the client has time.
 * @param initial the last known warehouse
 * @param resumeHint what to do if time is up
 * @throws DatabricksError with its problem when it reaches another permanent state, or when time is up
 */
export const waitForWarehouse = (
  client: DatabricksClient,
  warehouseId: string,
  initial: Partial<Warehouse>,
  targetState: "RUNNING" | "STOPPED" | { otherThan: "STOPPING" },
  resumeHint = `The change continues: ${labels.getWarehouse} returns the state.`,
): Promise<Partial<Warehouse>> =>
  waitForState<DatabricksClient, Partial<Warehouse>>(
    client,
    {
      name: `SQL warehouse ${warehouseId}`,
      resourceIds: { warehouseId },
      fetch: (until) => fetchWarehouse(until, warehouseId),
      terminalStates,
      reason: healthReason,
      resumeHint,
    },
    initial,
    targetState,
  );
