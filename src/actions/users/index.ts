export { checkConnection } from "./checkConnection";
export { getCurrentUser } from "./getCurrentUser";
