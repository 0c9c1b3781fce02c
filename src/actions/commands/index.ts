export { createExecutionContext } from "./createExecutionContext";
export { getCommandStatus } from "./getCommandStatus";
export { runCommand } from "./runCommand";
