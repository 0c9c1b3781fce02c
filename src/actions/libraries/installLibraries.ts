import { databricksAction } from "../../databricksAction";
import { manageClusterGrants } from "../../errors/requiredGrant";
import { librariesOf, libraryInputs } from "../../inputs/libraries/libraryInputs";
import { waitingUntil } from "../../inputs/waiting";
import { requestInstallation } from "../../services/libraries/changeLibraries";
import { installingLibrariesExample } from "../../services/libraries/librariesExamples";

/**
 * Takes a cluster's id and libraries, and gives their states after the call, or when all are installed. A library that
 * cannot be installed is an error with Databricks' messages. https://docs.databricks.com/api/workspace/libraries/install
 */
export const installLibraries = databricksAction({
  label: "Install Libraries",
  description:
    "Install libraries on a cluster and return their states, either at once or when all are installed. On a cluster that is not running, they are installed when it starts.",
  effect: "write",
  grants: manageClusterGrants,
  inputs: { ...libraryInputs, ...waitingUntil("all libraries are installed") },
  repeat: { kind: "sameState" },
  perform: (client, { clusterId, waitForCompletion, timeoutSeconds, ...given }) =>
    requestInstallation(
      client.withTimeout(timeoutSeconds),
      { clusterId, libraries: librariesOf(given) },
      waitForCompletion,
    ),
  example: installingLibrariesExample,
});
