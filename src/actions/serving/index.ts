export { getServingEndpoint } from "./getServingEndpoint";
export { listServingEndpoints } from "./listServingEndpoints";
export { queryServingEndpoint } from "./queryServingEndpoint";
