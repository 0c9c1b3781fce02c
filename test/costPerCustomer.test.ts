/** The queries of documentation/costPerCustomer.md divide a bill as the page says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "auto" });

const page = readFileSync(path.resolve(__dirname, "../documentation/costPerCustomer.md"), "utf8");
const [statementsSql = "", runsSql = ""] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql);
const [, parameters = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];

const acme = { id: "Q3VzdG9tZXI=", externalId: "acme-1", name: "Acme" };
const globex = { id: "R2xvYmV4", externalId: "", name: "Globex" };

const run = (customer: object, sqlStatement: string, given: object = {}): Promise<unknown> =>
  runIn(
    workspace,
    "runSql",
    { warehouseId: warehouseExample.id, sqlStatement, ...given },
    { context: { customer } },
  );

const rowsOf = async (sqlStatement: string): Promise<unknown> => {
  const answer = await run({}, sqlStatement, { sqlParameters: parameters });
  return (answer as { rows: unknown }).rows;
};

const price = {
  sku_name: "PREMIUM_SERVERLESS_SQL_COMPUTE",
  cloud: "AWS",
  currency_code: "USD",
  usage_unit: "DBU",
  price_start_time: "2025-01-01T00:00:00Z",
  pricing: { default: 0.7, effective_list: { default: 0.5 } },
};
const formerPrice = {
  ...price,
  price_start_time: "2024-01-01T00:00:00Z",
  price_end_time: "2025-01-01T00:00:00Z",
  pricing: { effective_list: { default: 100 } },
};
const jobPrice = {
  ...price,
  sku_name: "PREMIUM_JOBS_COMPUTE",
  pricing: { effective_list: { default: 0.1 } },
};

const used = (hour: string, usage_quantity: number, more: object) => ({
  workspace_id: "1",
  sku_name: price.sku_name,
  cloud: "AWS",
  usage_unit: "DBU",
  usage_start_time: `2025-11-18T${hour}:00:00Z`,
  usage_date: "2025-11-18",
  usage_quantity,
  ...more,
});

it("an hour of a warehouse is divided by the time that each customer's statements took", async () => {
  await workspace.statements({ run_ms: 3000 });
  await run(acme, "SELECT 1");
  await run(acme, "SELECT 2");
  await workspace.statements({ run_ms: 2000 });
  await run(globex, "SELECT 3");
  await run(acme, "SELECT 4", { queryTags: [{ key: "customer_id", value: "inside" }] });
  const usage_metadata = { warehouse_id: warehouseExample.id };
  await workspace.systemTables({
    "billing.list_prices": [price, formerPrice],
    "billing.usage": [
      used("12", 8, { usage_metadata }),
      used("12", 2, { usage_metadata }),
      used("13", 1, { usage_metadata }),
      used("12", 99, { usage_metadata: { warehouse_id: "another, which nobody used" } }),
      used("12", 50, { usage_metadata: { job_run_id: "7" } }),
    ],
  });
  expect(await rowsOf(statementsSql)).toEqual([
    { customer_id: "(idle)", customer_name: null, dbu: 100, list_cost: 50 },
    { customer_id: "acme-1", customer_name: "Acme", dbu: 6, list_cost: 3 },
    { customer_id: "R2xvYmV4", customer_name: "Globex", dbu: 2, list_cost: 1 },
    { customer_id: "inside", customer_name: "Acme", dbu: 2, list_cost: 1 },
  ]);
});

it("a run is that of the customer whom its cluster's tags or its parameter name", async () => {
  const ofRun = (job_run_id: string, quantity: number, custom_tags = {}) =>
    used("12", quantity, { sku_name: jobPrice.sku_name, usage_metadata: { job_run_id }, custom_tags });
  const began = (run_id: string, job_parameters: object) => ({
    workspace_id: "1",
    run_id,
    period_start_time: "2025-11-18T11:59:00Z",
    job_parameters,
  });
  await workspace.systemTables({
    "billing.list_prices": [jobPrice],
    "billing.usage": [
      ofRun("1", 10, { customer_id: "acme-1" }),
      ofRun("2", 20),
      ofRun("3", 5),
      ofRun("3", 1),
      used("12", 7, { usage_metadata: { warehouse_id: "w" } }),
    ],
    "lakeflow.job_run_timeline": [
      began("2", { customer_id: "acme-1" }),
      began("2", { customer_id: "acme-1" }),
      began("3", { state: "HI" }),
    ],
  });
  expect(await rowsOf(runsSql)).toEqual([
    { customer_id: "acme-1", dbu: "30.0000", list_cost: "3.00" },
    { customer_id: "(no tag)", dbu: "6.0000", list_cost: "0.60" },
  ]);
});

it("a price or a column that Databricks does not have is refused", async () => {
  const add = (table: string, row: object) => workspace.systemTables({ [table]: [row] });
  await expect(add("billing.usage", { dbus: 1 })).rejects.toThrow(/Unknown column of billing\.usage: dbus/);
  await expect(add("billing.usage", { usage_date: "soon" })).rejects.toThrow(/400.*billing\.usage/);
  await expect(add("query.history", {})).rejects.toThrow(/Unknown table: query\.history/);
});
