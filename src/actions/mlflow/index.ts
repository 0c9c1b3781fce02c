export { createExperiment } from "./createExperiment";
export { createMlflowRun } from "./createMlflowRun";
export { getExperiment } from "./getExperiment";
export { getMlflowRun } from "./getMlflowRun";
export { logMlflowBatch } from "./logMlflowBatch";
export { searchMlflowRuns } from "./searchMlflowRuns";
export { updateMlflowRun } from "./updateMlflowRun";
