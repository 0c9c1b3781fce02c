/** Reads warehouses, and waits until one is where it is wanted. */
import type { Warehouse } from "../../api/warehouses";
import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { reach } from "../../http/reach";
import type { Deadline } from "../../http/wait";

/** How long a request may take, and how long after the deadline it may still be answered, in milliseconds. */
const longestAnswerMs = 60_000;
const lastMs = 10_000;

/** Reads a warehouse. @param leftMs how long there is time for it, where that is limited */
export const fetchWarehouse = (
  client: DatabricksClient,
  warehouseId: string,
  leftMs = Number.POSITIVE_INFINITY,
): Promise<Warehouse> =>
  client.get<Warehouse>(path`/api/2.0/sql/warehouses/${warehouseId}`, {
    timeoutMs: Math.min(longestAnswerMs, leftMs + lastMs),
    repeatsWithinMs: leftMs,
  });

/** States in which a warehouse stays. */
const ends: ReadonlySet<string> = new Set(["STOPPED", "DELETED"]);

/** What is wrong with a warehouse, in Databricks' words; empty where it is healthy. */
const complaintOf = ({ health = {} }: Warehouse): string =>
  health.status === undefined || health.status === "HEALTHY"
    ? ""
    : [health.status, health.summary, health.details].filter(Boolean).join(": ");

/**
 * Waits until a warehouse runs, or is stopped, or until what keeps it from starting is over.
 * @param first the warehouse as it stood last
 * @param whenLate what to do should time be up
 * @throws DatabricksError with what is wrong with it when it ends otherwise, or when time is up
 */
export const reachWarehouse = (
  client: DatabricksClient,
  first: Warehouse,
  wanted: "RUNNING" | "STOPPED" | { otherThan: "STOPPING" },
  deadline: Deadline,
  whenLate = "The change goes on: Get SQL Warehouse tells how it ends.",
): Promise<Warehouse> =>
  reach<Warehouse>({
    operation: `SQL warehouse ${first.id}`,
    resourceIds: { warehouseId: first.id },
    first,
    fetch: (leftMs) => fetchWarehouse(client, first.id, leftMs),
    wanted,
    ends,
    reasonOf: complaintOf,
    whenLate,
    notice: (line) => client.logger.info(line),
    ...deadline,
  });
