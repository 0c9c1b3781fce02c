/** `filter_by` and `sort_by` of the list of clusters. */

import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Cluster } from "./cluster";

const texts = (value: unknown): string[] | undefined =>
  value === undefined ? undefined : [value].flat().map(String);

function flag(value: unknown, name: string): boolean | undefined {
  if (value === undefined || value === "true" || value === "false") return value && value === "true";
  throw invalidParameter(`Invalid ${name}: ${String(value)}`);
}

function oneOf(value: unknown, name: string, known: string[]): string {
  if (value === undefined) return known[0] ?? "";
  if (typeof value === "string" && known.includes(value)) return value;
  throw invalidParameter(`Invalid ${name}: ${String(value)}`);
}

/**
 * The clusters that a list's query asks for, in its order. No cluster of the workspace is pinned.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for an unknown field, direction or flag
 */
export function selectClusters(clusters: Cluster[], query: unknown): Cluster[] {
  const fields = fieldsOf(query);
  const states = texts(fields["filter_by.cluster_states"]);
  const sources = texts(fields["filter_by.cluster_sources"]);
  const pinned = flag(fields["filter_by.is_pinned"], "filter_by.is_pinned");
  const policy = fields["filter_by.policy_id"];
  const field = oneOf(fields["sort_by.field"], "sort_by.field", ["DEFAULT", "CLUSTER_NAME"]);
  const direction = oneOf(fields["sort_by.direction"], "sort_by.direction", ["ASC", "DESC"]);
  const selected = clusters.filter(
    (cluster) =>
      (states?.includes(cluster.state) ?? true) &&
      (sources?.includes(cluster.cluster_source ?? "") ?? true) &&
      pinned !== true &&
      (policy === undefined || (cluster as { policy_id?: string }).policy_id === policy),
  );
  if (field === "CLUSTER_NAME") selected.sort(byName);
  return direction === "DESC" ? selected.reverse() : selected;
}

const byName = (a: Cluster, b: Cluster): number =>
  (a.cluster_name ?? "").localeCompare(b.cluster_name ?? "", "en") ||
  a.cluster_id.localeCompare(b.cluster_id, "en");
