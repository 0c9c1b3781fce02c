export { newRows } from "./newRows";
export { tableChanges } from "./tableChanges";
