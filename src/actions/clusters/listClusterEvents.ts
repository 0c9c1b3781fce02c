import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { eventInputs, eventSearch } from "../../inputs/clusters/eventInputs";
import { type ClusterEvent, clusterEventPages } from "../../services/clusters/clusterEvents";
import { clusterEventExamples } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id and gives its events, from every page.
 * https://docs.databricks.com/api/workspace/clusters/events
 */
export const listClusterEvents = databricksAction({
  label: "List Cluster Events",
  description: "List the events of a cluster: starts, resizes, terminations and their reasons.",
  effect: "read",
  grants: attachToClusterGrants,
  inputs: eventInputs,
  perform: (client, given): Promise<Partial<ClusterEvent>[]> =>
    client.search(path`/api/2.1/clusters/events`, clusterEventPages, eventSearch(given), given.limit),
  example: clusterEventExamples,
});
