/** Statements past the component. */
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import type { TestWorkspace } from "./workspace";

/** Rows as texts. */
export type TextRows = (string | null)[][];

/** Runs a statement past the component and gives its rows. Throws where it does not succeed. */
export const queryDirectly = async (workspace: TestWorkspace, statement: string): Promise<TextRows> => {
  const body = { statement, warehouse_id: warehouseExample.id, wait_timeout: "50s" };
  const { json, text } = await workspace.call("POST", "/api/2.0/sql/statements", body);
  const { status, result } = json as { status?: { state?: string }; result?: { data_array?: TextRows } };
  if (status?.state !== "SUCCEEDED") throw new Error(`${statement}: ${text}`);
  return result?.data_array ?? [];
};

/** Runs a statement whose rows, if it has any, do not matter. Throws as `queryDirectly` does. */
export const runDirectly = async (workspace: TestWorkspace, statement: string): Promise<void> => {
  await queryDirectly(workspace, statement);
};
