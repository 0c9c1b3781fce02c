/** Every data source. Written by `npm run accept`. */
export { mapTableColumns } from "./mapTableColumns";
export { selectCatalog } from "./selectCatalog";
export { selectCluster } from "./selectCluster";
export { selectColumn } from "./selectColumn";
export { selectDirectory } from "./selectDirectory";
export { selectExperiment } from "./selectExperiment";
export { selectFile } from "./selectFile";
export { selectJob } from "./selectJob";
export { selectNodeType } from "./selectNodeType";
export { selectRegisteredModel } from "./selectRegisteredModel";
export { selectSchema } from "./selectSchema";
export { selectServingEndpoint } from "./selectServingEndpoint";
export { selectSparkVersion } from "./selectSparkVersion";
export { selectTable } from "./selectTable";
export { selectVolume } from "./selectVolume";
export { selectWarehouse } from "./selectWarehouse";
