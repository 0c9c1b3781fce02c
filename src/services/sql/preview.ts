/**
 * What a builder sees of a statement before the first run: a few rows, of a statement that certainly only reads, on a
 * warehouse that is running anyway.
 */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { labels } from "../../labels";
import { previewLimit } from "../../previewLimit";
import { fetchWarehouse } from "../warehouses/warehouses";
import { actingReason } from "./sqlEffects";
import type { ExecuteStatementRequest, StatementResponse } from "./statements";
import { runStatement } from "./submission";

/** States in which a statement does not start the warehouse. In any other, an unknown one too, it might. */
const startedStates: ReadonlySet<string> = new Set(["RUNNING", "STARTING"]);

/**
 * Makes sure that a preview does not start a warehouse, which costs money.
 * @throws DatabricksError unless it is running or starts anyway
 */
export const expectRunningWarehouse = async (
  client: DatabricksClient,
  warehouseId: string,
): Promise<void> => {
  const { state = "", name = warehouseId } = await fetchWarehouse(client, warehouseId);
  if (startedStates.has(state)) return;
  throw new DatabricksError({
    operation: "Preview",
    message: `the SQL warehouse ${name} is ${state || "in an unknown state"}, and a preview does not start it, since that costs money`,
    hint: `Start it, in the workspace or with ${labels.startWarehouse}, or run a test of the flow.`,
    resourceIds: { warehouseId, state },
  });
};

/**
 * Runs a statement for a preview, with few rows.
 * @param label the label of the input that holds the statement
 * @throws Error that names the input and says why nothing was run, if the statement may write; DatabricksError if the
 * warehouse is stopped, or as `runStatement` does
 */
export const runPreview = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  label: string,
): Promise<StatementResponse> => {
  const reason = actingReason(request.statement);
  if (reason !== undefined) {
    throw new Error(
      `${label} was not run for the preview, which runs only what certainly reads: ${reason}. Run a test of the flow to see the result.`,
    );
  }
  await expectRunningWarehouse(client, request.warehouse_id);
  return runStatement(client, { ...request, row_limit: previewLimit(request.row_limit) }, "inline");
};
