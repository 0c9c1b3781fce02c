/** `filter_by` and `sort_by` of the list of clusters. */

import { fieldsOf } from "../../control/requests";
import type { Cluster } from "./cluster";

const texts = (value: unknown): string[] | undefined =>
  value === undefined ? undefined : [value].flat().map(String);

/** The clusters that a list's query asks for, in its order. No cluster of the workspace is pinned. */
export function selectClusters(clusters: Cluster[], query: unknown): Cluster[] {
  const fields = fieldsOf(query);
  const states = texts(fields["filter_by.cluster_states"]);
  const sources = texts(fields["filter_by.cluster_sources"]);
  const policy = fields["filter_by.policy_id"];
  const selected = clusters.filter(
    (cluster) =>
      (states?.includes(cluster.state) ?? true) &&
      (sources?.includes(cluster.cluster_source ?? "") ?? true) &&
      fields["filter_by.is_pinned"] !== "true" &&
      (policy === undefined || (cluster as { policy_id?: string }).policy_id === policy),
  );
  if (fields["sort_by.field"] === "CLUSTER_NAME") selected.sort(byName);
  return fields["sort_by.direction"] === "DESC" ? selected.reverse() : selected;
}

const byName = (a: Cluster, b: Cluster): number =>
  (a.cluster_name ?? "").localeCompare(b.cluster_name ?? "", "en") ||
  a.cluster_id.localeCompare(b.cluster_id, "en");
