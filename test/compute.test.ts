/** Clusters and warehouses that are waited for, made, changed and deleted. */
import type { Cluster } from "../src/services/clusters/clusters";
import { clusterExample, terminatedClusterExample } from "../src/services/clusters/clustersExamples";
import type { Warehouse } from "../src/services/warehouses/warehouses";
import { stoppedWarehouseExample, warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runnerIn, useLogLines } from "./support/component";
import { always } from "./support/faultRow";
import { interpreterFaults } from "./support/interpreterFaults";
import { startVirtualTime, type VirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const getCluster = "/api/2.1/clusters/get";
const clusterId = terminatedClusterExample.cluster_id;
const warehouseId = stoppedWarehouseExample.id;

const workspace = useWorkspace({ clock: "auto" });
const lines = useLogLines();

const run = runnerIn(workspace, { lines });
const waitFor = (key: string, parameters: Record<string, unknown>): Promise<unknown> =>
  run(key, { waitForCompletion: true, ...parameters });

describe("what is on its way down when it is to run", () => {
  const terminating = { ...terminatedClusterExample, state: "TERMINATING", termination_reason: undefined };
  const stopping = { ...stoppedWarehouseExample, state: "STOPPING" };
  const seed = () => workspace.seed({ clusters: [terminating], warehouses: [stopping] });
  const posts = async (): Promise<string[]> =>
    (await workspace.requests()).filter(({ method }) => method === "POST").map(({ path }) => path);

  let time: VirtualTime;
  beforeEach(() => {
    time = startVirtualTime();
  });
  afterEach(() => time.stop());

  it.each([
    ["startTerminatedCluster", { clusterId }, "PENDING"],
    ["restartCluster", { clusterId }, "PENDING"],
    ["startWarehouse", { warehouseId }, "STARTING"],
  ])("%s starts it once it is down, and gives its state then", async (key, parameters, state) => {
    await seed();
    expect(await run(key, parameters)).toMatchObject({ state: expect.stringMatching(`${state}|RUNNING`) });
  });

  it.each([
    ["startTerminatedCluster", { clusterId }],
    ["restartCluster", { clusterId }],
    ["startWarehouse", { warehouseId }],
  ])("%s waits until it runs where it is told to", async (key, parameters) => {
    await seed();
    expect(await waitFor(key, parameters)).toMatchObject({ state: "RUNNING" });
  });

  const refusal = {
    error_code: "INVALID_STATE",
    message: `Cluster ${clusterId} is in unexpected state Terminating.`,
  };
  const startPath = "/api/2.1/clusters/start";
  const states = async (...told: [state: string, times: number][]): Promise<void> => {
    for (const [state, times] of told) {
      await workspace.fault({ path: getCluster, status: 200, times, body: { ...terminating, state } });
    }
  };

  it("Run Code starts a cluster once it is down", async () => {
    await seed();
    await workspace.fault({ path: startPath, status: 400, times: 1, body: refusal });
    for (const fault of interpreterFaults("42")) await workspace.fault(fault);
    const parameters = { clusterId, language: "python", command: "print(41 + 1)", startCluster: true };
    expect(await run("runCode", parameters)).toMatchObject({ output: { text: "42" } });
    expect((await posts()).filter((path) => path.endsWith("/clusters/start"))).toHaveLength(2);
  });

  it("leaves it alone where another client has started it meanwhile", async () => {
    await workspace.fault({ path: startPath, status: 400, times: always, body: refusal });
    await states(["TERMINATING", 3], ["PENDING", always]);
    expect(await run("startTerminatedCluster", { clusterId })).toMatchObject({ state: "PENDING" });
    expect(await posts()).toHaveLength(1);
  });

  it("starts what had terminated before its state was read, and once only", async () => {
    await workspace.fault({ path: startPath, status: 400, times: 1, body: refusal });
    await states(["TERMINATED", 1], ["PENDING", always]);
    expect(await run("startTerminatedCluster", { clusterId })).toMatchObject({ state: "PENDING" });
    expect(await posts()).toHaveLength(2);
    await workspace.clearFaults();
    await workspace.fault({ path: startPath, status: 400, times: always, body: refusal });
    await states(["TERMINATED", always]);
    const error = await failureOf(run("startTerminatedCluster", { clusterId }));
    expect(error.message).toContain("INVALID_STATE");
    expect(await posts()).toHaveLength(4);
  });

  it("says at the deadline that it has not been started", async () => {
    await workspace.fault({ path: startPath, status: 400, times: always, body: refusal });
    await states(["TERMINATING", always]);
    const error = await failureOf(run("startTerminatedCluster", { clusterId, timeoutSeconds: 60 }));
    expect(error.message).toContain("it is still TERMINATING after 60 s");
    expect(error.message).toContain("has not been started");
    expect(time.elapsedMs()).toBeLessThan(75_000);
  });

  it("waits for a change to show, however long the state before it has lasted", async () => {
    await workspace.fault({ path: startPath, status: 400, times: 1, body: refusal });
    await workspace.fault({ path: startPath, status: 200, times: always, body: {} });
    // Some forty seconds of one, then a state that is late by some looks.
    await states(["TERMINATING", 85], ["TERMINATED", 4], ["PENDING", 2], ["RUNNING", always]);
    expect(await waitFor("startTerminatedCluster", { clusterId })).toMatchObject({ state: "RUNNING" });
    expect(time.elapsedMs()).toBeGreaterThan(30_000);
  });

  it("starts a warehouse whose start Databricks refuses while it stops", async () => {
    const path = `/api/2.0/sql/warehouses/${warehouseId}`;
    await workspace.fault({
      path: `${path}/start`,
      status: 400,
      times: 1,
      body: { error_code: "INVALID_STATE", message: "The warehouse is stopping." },
    });
    for (const [state, times] of [
      ["STOPPING", 3],
      ["STOPPED", 1],
      ["STARTING", always],
    ] as const) {
      await workspace.fault({ path, status: 200, times, body: { ...stopping, state } });
    }
    await workspace.fault({ path: `${path}/start`, status: 200, times: always, body: {} });
    expect(await run("startWarehouse", { warehouseId })).toMatchObject({ state: "STARTING" });
    expect(await posts()).toHaveLength(2);
  });
});

describe("waiting for a cluster", () => {
  it.each([
    ["startTerminatedCluster", { clusterId }, "RUNNING"],
    ["restartCluster", { clusterId: clusterExample.cluster_id }, "RUNNING"],
    ["terminateCluster", { clusterId: clusterExample.cluster_id }, "TERMINATED"],
    ["resizeCluster", { clusterId: clusterExample.cluster_id, numWorkers: 3 }, "RUNNING"],
  ])("%s gives it once it is there", async (key, parameters, state) => {
    expect(await waitFor(key, parameters)).toMatchObject({ state });
  });

  describe("that does not come up", () => {
    let time: VirtualTime;
    beforeEach(() => {
      time = startVirtualTime();
    });
    afterEach(() => time.stop());

    const is = (state: string, more: object = {}, times = always): Promise<void> =>
      workspace.fault({
        path: getCluster,
        status: 200,
        times,
        body: { ...terminatedClusterExample, termination_reason: undefined, state, ...more },
      });

    it("fails with the reason of its termination in words", async () => {
      const termination_reason = {
        code: "CLOUD_PROVIDER_RESOURCE_STOCKOUT",
        type: "CLOUD_FAILURE",
        parameters: { azure_error_code: "SkuNotAvailable" },
      };
      await is("PENDING", {}, 3);
      await is("TERMINATED", { termination_reason });
      const error = await failureOf(waitFor("startTerminatedCluster", { clusterId }));
      expect(error).toMatchObject({ resourceIds: { clusterId, state: "TERMINATED" } });
      expect(error.message).toContain(`Cluster ${clusterId} failed: it is TERMINATED, not RUNNING`);
      expect(error.message).toContain("use another node type, another zone, or try again later");
      expect(error.message).toContain("SkuNotAvailable");
    });

    it("does not take the state before the change for its end", async () => {
      await is("TERMINATED", {}, 5);
      await is("PENDING", {}, 5);
      await is("RUNNING");
      expect(await waitFor("startTerminatedCluster", { clusterId })).toMatchObject({ state: "RUNNING" });
    });

    it("fails at the deadline with its last state, and says how to go on", async () => {
      await is("PENDING", { state_message: "Finding instances" });
      const error = await failureOf(waitFor("startTerminatedCluster", { clusterId, timeoutSeconds: 60 }));
      expect(error.message).toContain("it is still PENDING after 60 s: Finding instances");
      expect(error.message).toContain("The change continues: Get Cluster returns the state.");
      expect(time.elapsedMs()).toBeLessThan(62_000);
      expect(lines.some(({ text }) => /is PENDING after .*: Finding instances/.test(text))).toBe(true);
    });

    it("goes on through states that nobody knows", async () => {
      await is("PONDERING", {}, 20);
      await is("RUNNING");
      expect(await waitFor("startTerminatedCluster", { clusterId })).toMatchObject({ state: "RUNNING" });
    });
  });
});

describe("waiting for a warehouse", () => {
  it("gives it once it is there", async () => {
    expect(await waitFor("startWarehouse", { warehouseId })).toMatchObject({ state: "RUNNING" });
    expect(await waitFor("stopWarehouse", { warehouseId })).toMatchObject({ state: "STOPPED" });
  });

  it("fails with what is wrong with it", async () => {
    const time = startVirtualTime();
    const health = { status: "FAILED", summary: "No capacity", details: "The cloud has no more machines" };
    const path = `/api/2.0/sql/warehouses/${warehouseId}`;
    await workspace.fault({ path, status: 200, body: { ...stoppedWarehouseExample, state: "STARTING" } });
    await workspace.fault({ path, status: 200, times: always, body: { ...stoppedWarehouseExample, health } });
    const { message } = await failureOf(waitFor("startWarehouse", { warehouseId }));
    time.stop();
    expect(message).toContain(
      `SQL warehouse ${warehouseId} failed: it is STOPPED, not RUNNING: FAILED: No capacity`,
    );
  });
});

describe("clusters", () => {
  it("are made, resized, listed with their events, and deleted for good", async () => {
    const made = (await waitFor("createCluster", {
      clusterName: "Exports",
      sparkVersion: "15.4.x-scala2.12",
      nodeTypeId: "i3.xlarge",
      minWorkers: 1,
      maxWorkers: 4,
    })) as Cluster;
    expect(made).toMatchObject({ state: "RUNNING", autoscale: { min_workers: 1, max_workers: 4 } });
    const { cluster_id: id } = made;
    expect(await waitFor("resizeCluster", { clusterId: id, numWorkers: 0 })).toMatchObject({
      num_workers: 0,
    });
    const events = (await run("listClusterEvents", { clusterId: id, order: "ASC" })) as { type: string }[];
    expect(events.map(({ type }) => type)).toEqual(["CREATING", "RUNNING", "RESIZING", "UPSIZE_COMPLETED"]);
    expect(
      await run("listClusterEvents", { clusterId: id, eventTypes: ["RESIZING"], limit: 5 }),
    ).toHaveLength(1);
    expect(await run("deleteCluster", { clusterId: id })).toEqual({ cluster_id: id });
    expect((await failureOf(run("getCluster", { clusterId: id }))).message).toContain("does not exist");
  });

  it("are not made twice where the answer is lost, and the error says that it is not known", async () => {
    await workspace.fault({ method: "POST", path: "/api/2.1/clusters/create", phase: "after", drop: true });
    const given = {
      clusterName: "a",
      sparkVersion: "15.4.x-scala2.12",
      nodeTypeId: "i3.xlarge",
      numWorkers: 1,
    };
    expect((await failureOf(run("createCluster", given))).message).toContain("not known whether");
    expect((await workspace.requests()).filter(({ path }) => path.endsWith("/create"))).toHaveLength(1);
  });

  it("need a size, and one alone", async () => {
    const given = { clusterName: "a", sparkVersion: "b", nodeTypeId: "c" };
    const refusals: [object, RegExp][] = [
      [{}, /^Workers is empty/],
      [{ minWorkers: 1 }, /^Max Workers is empty/],
      [{ maxWorkers: 1 }, /^Min Workers is empty/],
      [{ minWorkers: 2, maxWorkers: 2 }, /^Max Workers must be larger/],
      [{ numWorkers: 1, minWorkers: 1, maxWorkers: 2 }, /exclude each other/],
    ];
    for (const [size, says] of refusals) {
      expect((await failureOf(run("createCluster", { ...given, ...size }))).message).toMatch(says);
    }
    expect(await workspace.requests()).toEqual([]);
  });

  it("that do not run are not resized, in Databricks' words", async () => {
    const { message } = await failureOf(run("resizeCluster", { clusterId, numWorkers: 1 }));
    expect(message).toContain("INVALID_STATE");
  });
});

describe("warehouses", () => {
  it("are made, changed and deleted", async () => {
    const made = (await waitFor("createWarehouse", {
      warehouseName: "Exports",
      clusterSize: "X-Small",
    })) as Warehouse;
    expect(made).toMatchObject({ name: "Exports", cluster_size: "X-Small", state: "RUNNING" });
    const changed = await run("updateWarehouse", { warehouseId: made.id, autoStopMinutes: 0 });
    expect(changed).toMatchObject({ name: "Exports", auto_stop_mins: 0, state: "RUNNING" });
    expect(await run("deleteWarehouse", { warehouseId: made.id })).toEqual({ id: made.id });
    expect((await failureOf(run("getWarehouse", { warehouseId: made.id }))).message).toContain(
      "does not exist",
    );
  });

  it("cannot have a name that is taken, nor be changed in nothing", async () => {
    const taken = await failureOf(run("createWarehouse", { warehouseName: warehouseExample.name }));
    expect(taken.message).toContain(`SQL warehouse with name \`${warehouseExample.name}\` already exists`);
    const nothing = await failureOf(run("updateWarehouse", { warehouseId }));
    expect(nothing.message).toContain("there is nothing to change");
  });
});
