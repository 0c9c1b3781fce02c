export { getWarehouse } from "./getWarehouse";
export { listWarehouses } from "./listWarehouses";
export { startWarehouse } from "./startWarehouse";
export { stopWarehouse } from "./stopWarehouse";
