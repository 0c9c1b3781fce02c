import { withClusterTags } from "./clusterTags";

const costTags = [
  { key: "customer_id", value: "acme-1" },
  { key: "customer_name", value: "Acme" },
  { key: "flow_id", value: "flow 1" },
];
const added = { customer_id: "acme-1", flow_id: "flow 1" };
const cluster = { spark_version: "16.4.x-scala2.12", num_workers: 1 };
const tagged = (new_cluster: object, tags = costTags) =>
  withClusterTags({ run_name: "once", tasks: [{ task_key: "a", new_cluster }] }, tags);
const tagsOf = (new_cluster: object, tags = costTags) => {
  const run = tagged(new_cluster, tags) as { tasks: { new_cluster: { custom_tags?: object } }[] };
  return run.tasks[0]?.new_cluster.custom_tags;
};

describe("the cost tags of a submitted run", () => {
  it("are IDs on every new cluster, and change nothing else", () => {
    const existing = { task_key: "b", existing_cluster_id: "1" };
    const each = {
      task_key: "c",
      for_each_task: { inputs: "[1]", task: { task_key: "d", new_cluster: cluster } },
    };
    const run = { run_name: "once", tasks: [{ task_key: "a", new_cluster: cluster }, existing, each] };
    expect(withClusterTags(run, costTags)).toEqual({
      run_name: "once",
      tasks: [
        { task_key: "a", new_cluster: { ...cluster, custom_tags: added } },
        existing,
        {
          task_key: "c",
          for_each_task: {
            inputs: "[1]",
            task: { task_key: "d", new_cluster: { ...cluster, custom_tags: added } },
          },
        },
      ],
    });
  });

  it("leave the tags that a cluster has", () => {
    const custom_tags = { customer_id: "mine", team: "data" };
    expect(tagsOf({ ...cluster, custom_tags })).toEqual({ ...custom_tags, flow_id: "flow 1" });
  });

  it("are no more than a cluster may have", () => {
    const own = Object.fromEntries(Array.from({ length: 44 }, (_, index) => [`own ${index}`, "1"]));
    expect(Object.keys(tagsOf({ ...cluster, custom_tags: own }) ?? {})).toHaveLength(45);
  });

  it("hold what every cloud takes", () => {
    const tags = [
      { key: "customer_id", value: "Bäcker & <Söhne>" },
      { key: "flow_id", value: "x".repeat(64) },
    ];
    expect(tagsOf(cluster, tags)).toEqual({ customer_id: "B_cker _ _S_hne_" });
  });

  it("are left out of a cluster with a policy, which may forbid them", () => {
    expect(tagsOf({ ...cluster, policy_id: "ABC" })).toBeUndefined();
  });

  it.each([[{}], [{ tasks: "text" }], [{ tasks: [{ existing_cluster_id: "1" }, null, "text"] }]])(
    "are none where %j has no new cluster",
    (run) => {
      expect(withClusterTags(run, costTags)).toBeUndefined();
    },
  );
});
