/** Every trigger. Written by `npm run accept`. */
export { jobNotification } from "./jobNotification/jobNotification";
export { jobRunCompleted } from "./jobRunCompleted/jobRunCompleted";
export { newFiles } from "./newFiles/newFiles";
export { newRows } from "./newRows/newRows";
export { pipelineUpdateCompleted } from "./pipelineUpdateCompleted/pipelineUpdateCompleted";
export { tableChanges } from "./tableChanges/tableChanges";
