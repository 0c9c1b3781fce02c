export { newRows } from "./newRows";
