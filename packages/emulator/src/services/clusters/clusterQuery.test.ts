import { cluster } from "../../seed/clusters";
import type { Cluster } from "./cluster";
import { selectClusters } from "./clusterQuery";

const named = (name: string, fields: Partial<Cluster> = {}): Cluster => ({
  ...cluster,
  cluster_id: name,
  cluster_name: name,
  ...fields,
});

const clusters = [
  named("b", { state: "TERMINATED" }),
  named("a", { cluster_source: "JOB" }),
  named("c", { state: "PENDING" }),
];

const select = (query: Record<string, unknown>) =>
  selectClusters(clusters, query).map(({ cluster_name }) => cluster_name);

describe("a list of clusters", () => {
  it("is whole and in its own order where nothing is asked", () => {
    expect(select({})).toEqual(["b", "a", "c"]);
  });

  it("holds only the states and sources asked for", () => {
    expect(select({ "filter_by.cluster_states": "PENDING" })).toEqual(["c"]);
    expect(select({ "filter_by.cluster_states": ["PENDING", "TERMINATED"] })).toEqual(["b", "c"]);
    expect(select({ "filter_by.cluster_sources": ["JOB"] })).toEqual(["a"]);
    expect(select({ "filter_by.cluster_sources": "JOB", "filter_by.cluster_states": "PENDING" })).toEqual([]);
  });

  it("knows that no cluster is pinned", () => {
    expect(select({ "filter_by.is_pinned": "true" })).toEqual([]);
    expect(select({ "filter_by.is_pinned": "false" })).toEqual(["b", "a", "c"]);
  });

  it("is sorted by name, either way", () => {
    expect(select({ "sort_by.field": "CLUSTER_NAME" })).toEqual(["a", "b", "c"]);
    expect(select({ "sort_by.field": "CLUSTER_NAME", "sort_by.direction": "DESC" })).toEqual(["c", "b", "a"]);
    expect(select({ "sort_by.direction": "DESC" })).toEqual(["c", "a", "b"]);
  });
});
