export { getCluster } from "./getCluster";
export { listClusters } from "./listClusters";
export { listNodeTypes } from "./listNodeTypes";
export { restartCluster } from "./restartCluster";
export { startTerminatedCluster } from "./startTerminatedCluster";
export { terminateCluster } from "./terminateCluster";
