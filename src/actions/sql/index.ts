export { runSql } from "./runSql";
