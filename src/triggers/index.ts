export { jobNotification } from "./jobNotification";
export { newRows } from "./newRows";
