/** Errors for operands whose types do not fit. */
import { typeText } from "../dataTypes";
import { sqlError } from "../errors";
import type { TypedSql } from "./typedSql";

/** The error for operands that a binary operator does not take together. */
export function operatorMismatch(operator: string, left: TypedSql, right: TypedSql): Error {
  return sqlError(
    "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
    `Cannot resolve "(${left.name} ${operator} ${right.name})" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${typeText(left.type)}" and "${typeText(right.type)}").`,
    "42K09",
  );
}

/** The error for a value of a type that `name`, a call or an operation, does not take. */
export function unexpectedInput(name: string, value: TypedSql, required: string): Error {
  return sqlError(
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
    `Cannot resolve "${name}" due to data type mismatch: The input requires the "${required}" type, however "${value.name}" has the type "${typeText(value.type)}".`,
    "42K09",
  );
}
