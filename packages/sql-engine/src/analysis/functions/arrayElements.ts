/** Functions of an array and a value as one of its elements. */
import { type ArrayType, array, type DataType, typeText } from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import { castSql } from "../casts";
import { isNumeric, leastCommonType } from "../coercion";
import type { TypedSql } from "../typedSql";
import { knownArray, type ScalarFunction, untypedFunction, wrongType } from "./specification";

/** A function of an array and one element; some take no NULL that has no type. */
export const withElement = (
  result: (list: ArrayType) => DataType,
  emit: (list: string, item: string) => string,
  checksNull = false,
): ScalarFunction =>
  untypedFunction([2, 2], ([value, item], compiler, node) => {
    if (checksNull && (value?.type.kind === "VOID" || item?.type.kind === "VOID")) {
      throw sqlError(
        "DATATYPE_MISMATCH.NULL_TYPE",
        `Cannot resolve "${node.name}(${value?.name}, ${item?.name})" due to data type mismatch: Null typed values cannot be used as arguments of \`${node.name}\`.`,
        "42K09",
      );
    }
    const list = knownArray(value, node);
    if (
      node.name !== "array_contains" &&
      isDecimal(list.type.element) !== isDecimal((item as TypedSql).type)
    ) {
      refuseDecimal(list, item as TypedSql, node);
    }
    const type = withoutText(list.type.element, item as TypedSql, node.name);
    if (!type) {
      throw wrongType(node, 2, "the element's", item as TypedSql);
    }
    compiler.ordered({ ...list, type }, node.name);
    const items = castSql(list.sql, list.type, array(type));
    return {
      sql: emit(items, castSql((item as TypedSql).sql, (item as TypedSql).type, type)),
      type: result(array(type)),
    };
  });

const isDecimal = (type: DataType): boolean => type.kind === "DECIMAL";

/** Only array_contains takes a decimal beside numbers of another kind. */
function refuseDecimal(list: TypedSql & { type: ArrayType }, item: TypedSql, node: CallNode): void {
  if (isNumeric(list.type.element) && isNumeric(item.type)) {
    throw sqlError(
      "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES",
      `Cannot resolve "${node.name}(${list.name}, ${item.name})" due to data type mismatch: Input to \`${node.name}\` should have been "ARRAY" followed by a value with same element type, but it's ["${typeText(list.type)}", "${typeText(item.type)}"].`,
      "42K09",
    );
  }
}

/** The common type of an array's elements and another value; whether a STRING would become a number is not known. */
function withoutText(element: DataType, item: TypedSql, where: string): DataType | undefined {
  const texts = [element, item.type].filter(({ kind }) => kind === "STRING").length;
  if (texts === 1 && element.kind !== "VOID" && item.type.kind !== "VOID") {
    throw unsupported(`${where} of ${typeText(element)} and ${typeText(item.type)}`);
  }
  return leastCommonType(element, item.type);
}
