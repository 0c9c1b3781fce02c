/** JSON as Databricks writes it. */
import { exactParser } from "./http/json";

/**
 * Parses JSON of Databricks with every digit. An id that it sends as a number, and that can exceed 2^53, is text always.
 * @throws SyntaxError when the text is not JSON, RangeError when it is nested too deeply
 */
export const parseDatabricksJson = exactParser(["spark_context_id"]);
