/** The emulator as a workspace to verify: with every setting that a run can have. */

import { clusterExample } from "../src/services/clusters/clustersExamples";
import { registeredModelExample } from "../src/services/registeredModels/registeredModelsExamples";
import { chatEndpointExample } from "../src/services/serving/servingExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { variables } from "./settings";

/** What the seeded workspace has, as the environment of a run says it. */
const seededObjects: Record<string, string> = {
  [variables.warehouseId[0]]: warehouseExample.id,
  [variables.catalog[0]]: "workspace",
  [variables.clusterId[0]]: clusterExample.cluster_id,
  [variables.endpoint[0]]: chatEndpointExample.name,
  [variables.model[0]]: registeredModelExample.full_name,
  // The emulator delivers to this machine itself.
  [variables.webhookUrl[0]]: "http://127.0.0.1",
};

/** Starts an emulator. @returns the environment of a run on it, and what stops it */
export const startLocalWorkspace = async (): Promise<{
  env: Record<string, string>;
  close: () => Promise<void>;
}> => {
  // Loaded only now: a run on a real workspace does not pay for the local one.
  const {
    startWorkspace,
  }: typeof import("../packages/emulator/src/server") = require("../packages/emulator/src/server");
  const { seed }: typeof import("../demo/seed") = require("../demo/seed");
  const { url, token, close } = await startWorkspace({ seed, clock: "auto" });
  return { env: { DATABRICKS_HOST: url, DATABRICKS_TOKEN: token, ...seededObjects }, close };
};
