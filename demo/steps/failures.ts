import assert from "node:assert/strict";
import type { Step } from "../guide";
import { runningWarehouse } from "./warehouses";

/** Failures, and what a builder reads. */
export const failures: Step = {
  title: "What errors say",
  run: async (guide) => {
    const { id: warehouseId } = await runningWarehouse(guide);
    const sqlStatement = "SELECT * FROM workspace.default.watched_airport";
    const missingTable = await guide.callThatFails("runSql", { sqlStatement, warehouseId });
    assert.equal(missingTable.name, "DatabricksError");
    assert.match(missingTable.message, /TABLE_OR_VIEW_NOT_FOUND/);
    guide.screen.thrown(missingTable);

    const missingWarehouse = await guide.callThatFails("getWarehouse", { warehouseId: "0000000000000000" });
    assert.match(missingWarehouse.message, /HTTP 404 RESOURCE_DOES_NOT_EXIST.*List SQL Warehouses/s);
    guide.screen.thrown(missingWarehouse);

    const emptyInput = await guide.callThatFails("getCluster", { clusterId: "../../secrets" });
    assert.match(emptyInput.message, /^Cluster ID /);
    guide.screen.thrown(emptyInput);
  },
};
