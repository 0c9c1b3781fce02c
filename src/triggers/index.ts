export { jobNotification } from "./jobNotification";
