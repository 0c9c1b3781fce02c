import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { clusterId } from "../../inputs/shared";
import { fetchLibraries } from "../../services/libraries/changeLibraries";
import { libraryStatusExamples } from "../../services/libraries/librariesExamples";

/**
 * Takes a cluster's id and gives its libraries with their states. The list has no pages.
 * https://docs.databricks.com/api/workspace/libraries/clusterstatus
 */
export const listLibraries = databricksAction({
  label: "List Libraries",
  description: "List the libraries of a cluster with their states and, if one has failed, the messages.",
  effect: "read",
  grants: attachToClusterGrants,
  inputs: { clusterId },
  perform: (client, { clusterId }) => fetchLibraries(client, clusterId),
  example: libraryStatusExamples,
});
