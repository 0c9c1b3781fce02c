export { jobNotification } from "./jobNotification";
export { newRows } from "./newRows";
export { tableChanges } from "./tableChanges";
