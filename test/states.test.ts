/** Starting, stopping, restarting and terminating give the true state, from every state. */
import type { Cluster } from "../src/services/clusters/clusters";
import { clusterExample } from "../src/services/clusters/clustersExamples";
import type { Warehouse } from "../src/services/warehouses/warehouses";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const clusterId = clusterExample.cluster_id;
const warehouseId = warehouseExample.id;

const stateOfCluster = async (): Promise<string> =>
  ((await runIn(workspace, "getCluster", { clusterId })) as Cluster).state;

describe("clusters", () => {
  it.each([
    ["startTerminatedCluster", "TERMINATED", "PENDING"],
    ["startTerminatedCluster", "PENDING", "PENDING"],
    ["startTerminatedCluster", "RUNNING", "RUNNING"],
    ["startTerminatedCluster", "RESTARTING", "RESTARTING"],
    ["startTerminatedCluster", "RESIZING", "RESIZING"],
    ["restartCluster", "RUNNING", "RESTARTING"],
    ["restartCluster", "RESTARTING", "RESTARTING"],
    ["restartCluster", "PENDING", "PENDING"],
    ["terminateCluster", "RUNNING", "TERMINATING"],
    ["terminateCluster", "PENDING", "TERMINATING"],
    ["terminateCluster", "RESTARTING", "TERMINATING"],
    ["terminateCluster", "TERMINATING", "TERMINATING"],
    ["terminateCluster", "TERMINATED", "TERMINATED"],
  ])("%s on a cluster that is %s gives one that is %s", async (key, before, after) => {
    await workspace.seed({ clusters: [{ ...clusterExample, state: before }] });
    const result = (await runIn(workspace, key, { clusterId })) as Cluster;
    expect(result).toMatchObject({ cluster_id: clusterId, state: after });
    expect(await stateOfCluster()).toBe(after);
  });

  it.each([
    ["startTerminatedCluster", "ERROR", "Error"],
    ["restartCluster", "TERMINATED", "Terminated"],
    ["restartCluster", "ERROR", "Error"],
  ])("%s on a cluster that is %s fails with INVALID_STATE and says the state", async (key, before, said) => {
    await workspace.seed({ clusters: [{ ...clusterExample, state: before }] });
    const error = await failureOf(runIn(workspace, key, { clusterId }));
    expect(error).toMatchObject({ name: "DatabricksError", status: 400, errorCode: "INVALID_STATE" });
    expect(error.message).toContain(`Cluster ${clusterId} is in unexpected state ${said}.`);
    expect(await stateOfCluster()).toBe(before);
  });

  it("go through their states over time", async () => {
    const seen: string[] = [];
    const look = async (): Promise<unknown> => seen.push(await stateOfCluster());
    await runIn(workspace, "terminateCluster", { clusterId });
    await look();
    await workspace.advance(60_000);
    await look();
    await runIn(workspace, "startTerminatedCluster", { clusterId });
    await look();
    await workspace.advance(60_000);
    await look();
    await runIn(workspace, "restartCluster", { clusterId });
    await look();
    await workspace.advance(60_000);
    await look();
    expect(seen).toEqual(["TERMINATING", "TERMINATED", "PENDING", "RUNNING", "RESTARTING", "RUNNING"]);
  });

  it.each(["startTerminatedCluster", "restartCluster", "terminateCluster", "getCluster"])(
    "%s says that it does not know a cluster",
    async (key) => {
      const error = await failureOf(runIn(workspace, key, { clusterId: "1118-093000-nowhere0" }));
      expect(error.message).toContain("Cluster 1118-093000-nowhere0 does not exist");
      expect(error.message).toContain("List Clusters");
    },
  );
});

describe("warehouses", () => {
  it.each([
    ["startWarehouse", "STOPPED", "STARTING"],
    ["startWarehouse", "STARTING", "STARTING"],
    ["startWarehouse", "RUNNING", "RUNNING"],
    ["startWarehouse", "STOPPING", "STARTING"],
    ["stopWarehouse", "RUNNING", "STOPPING"],
    ["stopWarehouse", "STARTING", "STOPPING"],
    ["stopWarehouse", "STOPPING", "STOPPING"],
    ["stopWarehouse", "STOPPED", "STOPPED"],
  ])("%s on a warehouse that is %s gives one that is %s", async (key, before, after) => {
    await workspace.seed({ warehouses: [{ ...warehouseExample, state: before }] });
    const result = (await runIn(workspace, key, { warehouseId })) as Warehouse;
    expect(result).toMatchObject({ id: warehouseId, state: after });
    expect(((await runIn(workspace, "getWarehouse", { warehouseId })) as Warehouse).state).toBe(after);
  });

  it.each(["startWarehouse", "stopWarehouse", "getWarehouse"])(
    "%s says that it does not know a warehouse",
    async (key) => {
      const error = await failureOf(runIn(workspace, key, { warehouseId: "ffffffffffffffff" }));
      expect(error).toMatchObject({ status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
      expect(error.message).toContain("List SQL Warehouses");
    },
  );
});

describe("commands", () => {
  const contextOn = async (): Promise<string> => {
    const made = await runIn(workspace, "createExecutionContext", { clusterId, language: "python" });
    return (made as { id: string }).id;
  };

  it.each(["TERMINATED", "PENDING", "TERMINATING", "RESTARTING"])(
    "need a cluster that runs, not one that is %s",
    async (state) => {
      await workspace.seed({ clusters: [{ ...clusterExample, state }] });
      const error = await failureOf(
        runIn(workspace, "createExecutionContext", { clusterId, language: "python" }),
      );
      expect(error).toMatchObject({ name: "DatabricksError", errorCode: "ClusterNotReadyException" });
      expect(error.message).toContain("Start Terminated Cluster");
      expect(await workspace.requests()).toHaveLength(1);
    },
  );

  it("lose their context when the cluster restarts, and the error says so", async () => {
    const contextId = await contextOn();
    await runIn(workspace, "restartCluster", { clusterId });
    await workspace.advance(60_000);
    const parameters = { clusterId, contextId, language: "python", command: "1" };
    const error = await failureOf(runIn(workspace, "runCommand", parameters));
    expect(error.message).toContain(contextId);
    expect(error.message).toContain("Create Execution Context");
  });
});
