import { databricksAction } from "../../databricksAction";
import { manageClusterGrants } from "../../errors/requiredGrant";
import { librariesOf, libraryInputs } from "../../inputs/libraries/libraryInputs";
import { labels } from "../../labels";
import { requestRemoval } from "../../services/libraries/changeLibraries";
import { uninstallingLibrariesExample } from "../../services/libraries/librariesExamples";

/**
 * Takes a cluster's id and libraries, marks them for removal and gives their states. They are removed when the cluster
 * restarts. https://docs.databricks.com/api/workspace/libraries/uninstall
 */
export const uninstallLibraries = databricksAction({
  label: "Uninstall Libraries",
  description: `Mark libraries of a cluster for removal and return their states. They are removed when the cluster restarts, for example with ${labels.restartCluster}. A library that is not on the cluster is ignored.`,
  effect: "write",
  grants: manageClusterGrants,
  inputs: libraryInputs,
  repeat: { kind: "sameState" },
  perform: (client, { clusterId, ...given }) =>
    requestRemoval(client, { clusterId, libraries: librariesOf(given) }),
  example: uninstallingLibrariesExample,
});
