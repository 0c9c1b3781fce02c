export { jobNotification } from "./jobNotification";
export { jobRunCompleted } from "./jobRunCompleted";
export { newRows } from "./newRows";
export { tableChanges } from "./tableChanges";
