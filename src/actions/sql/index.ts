export { cancelStatement } from "./cancelStatement";
export { getStatement } from "./getStatement";
export { runSql } from "./runSql";
