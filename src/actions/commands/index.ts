export { cancelCommand } from "./cancelCommand";
export { createExecutionContext } from "./createExecutionContext";
export { destroyExecutionContext } from "./destroyExecutionContext";
export { getCommandStatus } from "./getCommandStatus";
export { getExecutionContextStatus } from "./getExecutionContextStatus";
export { runCode } from "./runCode";
export { runCommand } from "./runCommand";
