import { integration } from "@prismatic-io/spectral";
import { componentRegistry } from "./componentRegistry";
import { configPages } from "./configPages";
import { failedRuns } from "./flows/failedRuns";
import { newOrders } from "./flows/newOrders";
import { ordersIn } from "./flows/ordersIn";

export { componentRegistry, configPages };

export default integration({
  name: "Databricks Orders",
  description: "Keeps orders in a table of Databricks, passes new rows on and tells of job runs that fail.",
  flows: [newOrders, failedRuns, ordersIn],
  configPages,
  componentRegistry,
});
