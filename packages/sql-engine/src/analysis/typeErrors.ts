/** Errors for operands whose types do not fit. */
import { typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
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

/** The error for a value that is no condition. */
export function noCondition(value: TypedSql, clause: string): Error {
  const type = typeText(value.type);
  switch (clause) {
    case "if":
    case "CASE WHEN":
      return unexpectedInput(clause, value, "BOOLEAN");
    case "ON":
      return sqlError(
        "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE",
        `The join condition "${value.name}" has the invalid type "${type}", expected "BOOLEAN".`,
        "42K0E",
      );
    case "FILTER":
      return sqlError(
        "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN",
        `The FILTER expression "${value.name}" in an aggregate function is invalid. Expected a FILTER expression of the BOOLEAN type.`,
        "42903",
      );
    case "HAVING":
      return unsupported(`${type} as the condition of HAVING`);
    default:
      return sqlError(
        "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
        `Cannot resolve "${value.name}" due to data type mismatch: Filter expression "${value.name}" of type "${type}" is not a boolean.`,
        "42K09",
      );
  }
}
