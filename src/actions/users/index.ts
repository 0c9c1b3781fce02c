export { getCurrentUser } from "./getCurrentUser";
