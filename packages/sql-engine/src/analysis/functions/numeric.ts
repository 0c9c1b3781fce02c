/** Arguments of functions that take any number. */
import { DOUBLE } from "../../dataTypes";
import type { CallNode } from "../../parser/ast";
import { castSql } from "../casts";
import { isNumeric } from "../coercion";
import type { TypedSql } from "../typedSql";
import { wrongType } from "./specification";

/** A number; a text or NULL becomes DOUBLE. */
export function numeric(value: TypedSql | undefined, node: CallNode, position = 1): TypedSql {
  if (value && isNumeric(value.type)) {
    return value;
  }
  if (value?.type.kind === "STRING" || value?.type.kind === "VOID") {
    return { ...value, sql: castSql(value.sql, value.type, DOUBLE), type: DOUBLE };
  }
  throw wrongType(node, position, "NUMERIC", value as TypedSql);
}
