/** Settings that have inputs of their own, and further ones as JSON: nothing that was given is lost, nothing is sent twice. */
import { newClusterExample } from "../src/services/clusters/clustersExamples";
import { countTaskExample } from "../src/services/jobs/jobsExamples";
import { stoppedWarehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "auto" });

type Parameters = Record<string, unknown>;

/** What the action asks Databricks for. */
const sentBy = async (key: string, parameters: Parameters): Promise<unknown> => {
  await runIn(workspace, key, parameters);
  const [first] = (await workspace.requests()).filter(({ method }) => method === "POST");
  return first?.body;
};

/** Why nothing is sent. */
const refusalOf = async (key: string, parameters: Parameters): Promise<string> => {
  const { message } = await failureOf(runIn(workspace, key, parameters));
  expect(await workspace.requests()).toEqual([]);
  return message;
};

/** What a form gives for an input that was left empty. */
const empties = [undefined, null, "", "  "];

const cluster = {
  clusterName: newClusterExample.cluster_name,
  sparkVersion: newClusterExample.spark_version,
  nodeTypeId: newClusterExample.node_type_id,
};
const tasks = [countTaskExample];
const warehouse = { warehouseName: "small" };

describe.each(empties)("further settings beside inputs that hold %j", (empty) => {
  it("reach a new warehouse", async () => {
    const settings = { cluster_size: "2X-Small", auto_stop_mins: 10, enable_photon: false };
    const given = {
      ...warehouse,
      clusterSize: empty,
      autoStopMinutes: empty,
      minClusters: empty,
      maxClusters: empty,
    };
    expect(
      await sentBy("createWarehouse", { ...given, warehouseSettings: JSON.stringify(settings) }),
    ).toEqual({
      name: "small",
      ...settings,
    });
  });

  it("reach a warehouse that is changed", async () => {
    const settings = { name: "renamed", auto_stop_mins: 0, max_num_clusters: 2 };
    const given = {
      warehouseId: stoppedWarehouseExample.id,
      warehouseName: empty,
      autoStopMinutes: empty,
      maxClusters: empty,
    };
    expect(await sentBy("updateWarehouse", { ...given, warehouseSettings: settings })).toEqual(settings);
  });

  it.each([[{ num_workers: 0 }], [{ autoscale: { min_workers: 1, max_workers: 3 } }]])(
    "reach a new cluster, its size %j among them",
    async (size) => {
      const settings = { ...size, autotermination_minutes: 20 };
      const sizes = {
        numWorkers: empty,
        minWorkers: empty,
        maxWorkers: empty,
        autoterminationMinutes: empty,
      };
      const body = await sentBy("createCluster", { ...cluster, ...sizes, clusterSettings: settings });
      expect(body).toEqual({
        cluster_name: newClusterExample.cluster_name,
        spark_version: newClusterExample.spark_version,
        node_type_id: newClusterExample.node_type_id,
        ...settings,
      });
    },
  );

  it("reach a run, its name and its token among them", async () => {
    const runSettings = { run_name: "once", idempotency_token: "order-4711", timeout_seconds: 0 };
    const given = { tasks, runName: empty, idempotencyToken: empty, runSettings };
    expect(await sentBy("submitRun", given)).toEqual({ tasks, ...runSettings });
  });
});

it("values that are false, 0 or empty text survive", async () => {
  const jobSettings = { max_concurrent_runs: 0, description: "", queue: { enabled: false } };
  const body = await sentBy("createJob", { jobName: "Nightly", tasks, jobSettings });
  expect(body).toEqual({ name: "Nightly", tasks, ...jobSettings });
});

it("an idempotency token that is blank in the further settings does not take the step's own away", async () => {
  for (const idempotency_token of ["", " ", null]) {
    const body = await sentBy("submitRun", { tasks, runSettings: { idempotency_token } });
    expect(body).toEqual({ tasks, idempotency_token: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  }
});

it("an input that says 0 has a say", async () => {
  const refusal = await refusalOf("createCluster", {
    ...cluster,
    numWorkers: 1,
    autoterminationMinutes: "0",
    clusterSettings: { autotermination_minutes: 30 },
  });
  expect(refusal).toBe('Further Settings have "autotermination_minutes", which has an input of its own.');
  expect(
    await sentBy("createCluster", { ...cluster, numWorkers: 1, autoterminationMinutes: "0" }),
  ).toMatchObject({
    autotermination_minutes: 0,
  });
});

it.each<[string, Parameters, string]>([
  [
    "createWarehouse",
    { ...warehouse, clusterSize: "Small", warehouseSettings: { cluster_size: "Large" } },
    'Further Settings have "cluster_size", which has an input of its own.',
  ],
  [
    "createCluster",
    { ...cluster, numWorkers: 2, clusterSettings: { autoscale: { min_workers: 1, max_workers: 3 } } },
    'Workers and "autoscale" of Further Settings exclude each other: clear one of them.',
  ],
  [
    "createCluster",
    { ...cluster, minWorkers: 1, maxWorkers: 2, clusterSettings: { num_workers: 1 } },
    'Min Workers and Max Workers and "num_workers" of Further Settings exclude each other: clear one of them.',
  ],
  [
    "createCluster",
    { ...cluster, numWorkers: 2, clusterSettings: { num_workers: 2 } },
    'Further Settings have "num_workers", which has an input of its own.',
  ],
  [
    "createCluster",
    { ...cluster, clusterSettings: { num_workers: 2, autoscale: { min_workers: 1, max_workers: 3 } } },
    'Further Settings have both "num_workers" and "autoscale", which exclude each other.',
  ],
  [
    "createCluster",
    { ...cluster, clusterSettings: { custom_tags: {} } },
    "Workers is empty, and so are Min Workers and Max Workers.",
  ],
  [
    "submitRun",
    { tasks, idempotencyToken: "a", runSettings: { idempotency_token: "b" } },
    'Further Settings have "idempotency_token", which has an input of its own.',
  ],
  [
    "submitRun",
    { tasks, runSettings: { idempotency_token: "x".repeat(65) } },
    "Idempotency Token has 65 characters: Databricks takes 64.",
  ],
])("%s says what is given twice before anything is sent", async (key, parameters, words) => {
  expect(await refusalOf(key, parameters)).toBe(words);
});
