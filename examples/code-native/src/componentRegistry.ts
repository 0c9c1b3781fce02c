import { componentManifests } from "@prismatic-io/spectral";
import databricks from "./manifests/databricks";

/** `npm run manifest` writes what is imported here. */
export const componentRegistry = componentManifests({ databricks });
