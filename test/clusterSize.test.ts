/** The Size input of Create Cluster. */
import { newClusterExample } from "../src/services/clusters/clustersExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const given = {
  clusterName: newClusterExample.cluster_name,
  sparkVersion: newClusterExample.spark_version,
  nodeTypeId: newClusterExample.node_type_id,
};

const create = (configuration: string, values: object, others: object = {}): Promise<unknown> =>
  runIn(workspace, "createCluster", { ...given, clusterSize: { configuration, values }, ...others });

const base = {
  cluster_name: newClusterExample.cluster_name,
  spark_version: newClusterExample.spark_version,
  node_type_id: newClusterExample.node_type_id,
};

it.each<[string, string, object, object]>([
  ["a fixed number of workers", "fixed", { numWorkers: "3" }, { num_workers: 3 }],
  [
    "a range of workers",
    "autoscaling",
    { minWorkers: 0, maxWorkers: "4" },
    { autoscale: { min_workers: 0, max_workers: 4 } },
  ],
  ["one machine", "singleNode", {}, { kind: "CLASSIC_PREVIEW", is_single_node: true }],
  [
    "one machine of one user",
    "singleNode",
    { singleUserName: " ada@example.com " },
    {
      kind: "CLASSIC_PREVIEW",
      is_single_node: true,
      data_security_mode: "SINGLE_USER",
      single_user_name: "ada@example.com",
    },
  ],
])("makes a cluster of %s", async (_name, configuration, values, size) => {
  await create(configuration, values);
  const made = (await workspace.requests()).find(({ path }) => path.endsWith("/create"));
  expect(made?.body).toEqual({ ...base, ...size });
});

it.each<[string, string, object, object, string]>([
  ["no workers", "fixed", {}, {}, "Size, Fixed: Workers must be a whole number from 1 to 100000."],
  [
    "a worker less than one",
    "fixed",
    { numWorkers: 0 },
    {},
    "Size, Fixed: Workers must be a whole number from 1",
  ],
  [
    "half a range",
    "autoscaling",
    { minWorkers: 1 },
    {},
    "Size, Autoscaling: Max Workers must be a whole number from 1 to 100000.",
  ],
  [
    "a range that is none",
    "autoscaling",
    { minWorkers: 2, maxWorkers: 2 },
    {},
    "Size, Autoscaling: Max Workers must be larger than Min Workers.",
  ],
  ["no size of this kind", "huge", {}, {}, "Size must be one of fixed, autoscaling, singleNode."],
  [
    "Workers beside it",
    "singleNode",
    {},
    { numWorkers: 0 },
    "Size and Workers exclude each other: clear one of them.",
  ],
  [
    "Min Workers beside it",
    "fixed",
    { numWorkers: 1 },
    { minWorkers: 1, maxWorkers: 2 },
    "Size and Min Workers exclude each other: clear one of them.",
  ],
  [
    "a size in Further Settings",
    "fixed",
    { numWorkers: 1 },
    { clusterSettings: { autoscale: { min_workers: 1, max_workers: 2 } } },
    'Size and "autoscale" of Further Settings exclude each other: clear one of them.',
  ],
  [
    "an access mode twice",
    "singleNode",
    { singleUserName: "ada" },
    { clusterSettings: { data_security_mode: "NONE" } },
    'Further Settings have "data_security_mode", which has an input of its own.',
  ],
])("refuses %s before anything is sent", async (_name, configuration, values, others, message) => {
  expect((await failureOf(create(configuration, values, others))).message).toContain(message);
  expect(await workspace.requests()).toEqual([]);
});

it("left as a form leaves it, lets the older inputs apply", async () => {
  for (const clusterSize of [undefined, "", {}, { configuration: "", values: {} }]) {
    const { num_workers } = (await runIn(workspace, "createCluster", {
      ...given,
      numWorkers: 2,
      clusterSize,
    })) as { num_workers: number };
    expect(num_workers).toBe(2);
  }
});
