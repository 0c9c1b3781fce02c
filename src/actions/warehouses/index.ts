export { createWarehouse } from "./createWarehouse";
export { deleteWarehouse } from "./deleteWarehouse";
export { getWarehouse } from "./getWarehouse";
export { listWarehouses } from "./listWarehouses";
export { startWarehouse } from "./startWarehouse";
export { stopWarehouse } from "./stopWarehouse";
export { updateWarehouse } from "./updateWarehouse";
