import { clusterPolicies, instancePools, sparkVersions } from "../../seed/clusters";
import { checkClusterSpec, checkSize } from "./clusterSpec";

const offers = {
  nodeTypes: [{ node_type_id: "i3.xlarge" }, { node_type_id: "m5.large" }],
  sparkVersions,
  policies: clusterPolicies,
  pools: instancePools,
};
const instance_pool_id = instancePools[0]?.instance_pool_id;
const policy_id = clusterPolicies[0]?.policy_id;
const newCluster = {
  cluster_name: "Nightly Exports",
  spark_version: "15.4.x-scala2.12",
  node_type_id: "i3.xlarge",
  num_workers: 2,
  autotermination_minutes: 60,
  data_security_mode: "USER_ISOLATION",
};
const check = (change: object) => () => checkClusterSpec({ ...newCluster, ...change }, offers);

describe("a cluster's specification", () => {
  it.each([
    {},
    { driver_node_type_id: "m5.large" },
    { num_workers: 0 },
    { num_workers: undefined, autoscale: { min_workers: 1, max_workers: 1 } },
    { num_workers: undefined, is_single_node: true },
    { node_type_id: undefined, instance_pool_id },
    { node_type_id: undefined, policy_id },
    { driver_instance_pool_id: instance_pool_id, policy_id },
    { autotermination_minutes: 0 },
    { autotermination_minutes: 10_000 },
  ])("may have %j", (change) => {
    expect(check(change)).not.toThrow();
  });

  it.each([
    [{ spark_version: undefined }, "Missing required field: spark_version"],
    [{ spark_version: "1.0" }, "Spark version 1.0 is not supported"],
    [{ node_type_id: undefined }, "Missing required field 'node_type_id'"],
    [
      { node_type_id: "t2.nano" },
      "Node type t2.nano is not supported. Supported node types: i3.xlarge, m5.large",
    ],
    [{ instance_pool_id }, "The field 'node_type_id' cannot be supplied when an instance pool ID"],
    [{ node_type_id: undefined, instance_pool_id: "pool" }, "Instance pool pool does not exist"],
    [{ driver_instance_pool_id: "pool" }, "Instance pool pool does not exist"],
    [{ policy_id: "1" }, "Policy 1 does not exist"],
    [{ driver_node_type_id: "t2.nano" }, "Node type t2.nano is not supported."],
    [{ num_workers: undefined }, "Missing required field: num_workers or autoscale"],
    [{ num_workers: -1 }, "Invalid num_workers: -1"],
    [{ autoscale: { min_workers: 1, max_workers: 2 } }, "Only one of num_workers and autoscale"],
    [{ autotermination_minutes: 5 }, "Invalid autotermination_minutes: 5"],
    [{ autotermination_minutes: 10_001 }, "Invalid autotermination_minutes: 10001"],
    [
      { custom_tags: Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`k${index}`, "v"])) },
      "at most 45 custom tags",
    ],
  ])("may not have %j", (change, message) => {
    expect(check(change)).toThrow(message);
  });

  it.each([
    [{ autoscale: { min_workers: 3, max_workers: 2 } }, "cannot be greater than"],
    [{ autoscale: { min_workers: 1 } }, "Missing required field: autoscale.max_workers"],
    [{ autoscale: { min_workers: -1, max_workers: 2 } }, "must be 0 or more"],
  ])("may not resize to %j", (size, message) => {
    expect(() => checkSize(size)).toThrow(message);
  });
});
