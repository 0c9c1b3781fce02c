export { selectCluster } from "./selectCluster";
export { selectNodeType } from "./selectNodeType";
export { selectWarehouse } from "./selectWarehouse";
