/** Example libraries of the example cluster. */
import { clusterExample } from "../clusters/clustersExamples";
import type { Library, LibraryStatus } from "./libraries";

/** The library that the example installs and uninstalls. */
export const libraryExample = {
  pypi: { package: "simplejson==3.19.3", repo: "https://packages.example.com/simple" },
} satisfies Library;

/** A library that is on the cluster. */
export const installedLibraryExample = {
  library: { pypi: { package: "pyarrow==17.0.0" } },
  status: "INSTALLED",
  is_library_for_all_clusters: false,
} satisfies LibraryStatus;

/** The libraries of the cluster. */
export const libraryStatusExamples = [installedLibraryExample] satisfies LibraryStatus[];

const after = (library: Library, status: string) => ({
  cluster_id: clusterExample.cluster_id,
  library_statuses: [{ library, status, is_library_for_all_clusters: false }] satisfies LibraryStatus[],
});

/** The library just after the request to install it. */
export const installingLibrariesExample = after(libraryExample, "PENDING");

/** The library just after the request to uninstall it. */
export const uninstallingLibrariesExample = after(libraryExample, "UNINSTALL_ON_RESTART");
