/**
 * Functions of arrays.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#array-functions
 */
import {
  type ArrayType,
  array,
  BIGINT,
  BOOLEAN,
  type DataType,
  INT,
  type MapType,
  STRING,
} from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import { castSql } from "../casts";
import { leastCommonType } from "../coercion";
import type { ExpressionCompiler } from "../compiler";
import { extremeItem, sortedList } from "../sorting";
import type { TypedSql } from "../typedSql";
import { unexpectedInput } from "../typeErrors";
import { withElement } from "./arrayElements";
import { defaultOrder } from "./names";
import { sequence } from "./sequences";
import {
  arrayOf,
  knownArray,
  mapKey,
  type ScalarFunction,
  type ScalarFunctions,
  unlimited,
  untypedFunction,
  wrongType,
} from "./specification";

/** A function of one array that gives the same type of array. */
const sameArray = (emit: (list: string) => string): ScalarFunction =>
  untypedFunction([1, 1], ([value], _, node) => {
    const list = arrayOf(value, node);
    return { sql: emit(list.sql), type: list.type };
  });

const twoArrays = (
  result: (list: ArrayType) => DataType,
  emit: (left: string, right: string) => string,
): ScalarFunction =>
  untypedFunction([2, 2], ([left, right], _, node) => {
    const type = leastCommonType(arrayOf(left, node).type, arrayOf(right, node, 2).type);
    if (type?.kind !== "ARRAY") {
      throw wrongType(node, 2, "ARRAY", right as TypedSql);
    }
    const [first, second] = [left, right].map((each) =>
      castSql((each as TypedSql).sql, (each as TypedSql).type, type),
    );
    return { sql: emit(first ?? "", second ?? ""), type: result(type) };
  });

const makeArray: ScalarFunction = untypedFunction([0, unlimited], (values, compiler) => {
  if (values.length === 0) {
    return { sql: "CAST([] AS INTEGER[])", type: array({ kind: "VOID" }) };
  }
  const { sqls, type } = compiler.unify(values, "array");
  return { sql: `list_value(${sqls.join(", ")})`, type: array(type) };
});

/** DuckDB text of a whole number, which a STRING is not. */
function wholeNumber(value: TypedSql | undefined, compiler: ExpressionCompiler, node: CallNode): string {
  if (value?.type.kind === "STRING") {
    throw unexpectedInput(node.name, value, "INT");
  }
  return compiler.implicit(value as TypedSql, INT, node.name).sql;
}

/** Element by number from 1, from the end for negative ones, or by key. */
const elementAt = (safe: boolean): ScalarFunction =>
  untypedFunction([2, 2], ([value, at], compiler, node) => {
    if (value?.type.kind === "MAP") {
      return {
        sql: `${value.sql}[${mapKey(value as TypedSql & { type: MapType }, at as TypedSql, compiler, node)}]`,
        type: value.type.value,
      };
    }
    const list = knownArray(value, node);
    if (list.type.element.kind === "VOID") {
      throw unsupported(`${node.name} of an ARRAY of NULLs`);
    }
    const index = wholeNumber(at, compiler, node);
    const sql = reuse(list.sql, (l) =>
      reuse(index, (i) => {
        const zero = raise(
          "22003",
          quoteText(
            "[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1). SQLSTATE: 22003",
          ),
        );
        const message = `'[INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index ' || ${i} || ' is out of bounds. The array has ' || len(${l}) || ' elements. Use \`try_element_at\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003'`;
        const outside = safe ? "" : `WHEN abs(${i}) > len(${l}) THEN ${raise("22003", message)} `;
        return `CASE WHEN ${i} = 0 THEN ${zero} ${outside}ELSE ${l}[${i}] END`;
      }),
    );
    return { sql, type: list.type.element };
  });

const arraySort: ScalarFunction = {
  databricksArity: [1, 2],
  ...untypedFunction([1, 1], ([value], compiler, node) => {
    const list = knownArray(value, node);
    compiler.ordered({ ...list, type: list.type.element }, node.name);
    return {
      sql: sortedList(list.sql, list.type.element, { nullsLast: true }),
      type: list.type,
      name: `array_sort(${list.name}, ${defaultOrder})`,
    };
  }),
};

const sortArray: ScalarFunction = untypedFunction([1, 2], ([value, ascending], compiler, node) => {
  const list = arrayOf(value, node);
  compiler.ordered({ ...list, type: list.type.element }, node.name);
  const down = ascending?.literal === "false";
  if (ascending && ascending.literal !== "true" && !down) {
    throw unsupported("sort_array with an order that is not a literal");
  }
  return { sql: sortedList(list.sql, list.type.element, { descending: down }), type: list.type };
});

const arrayExtreme = (highest: boolean): ScalarFunction =>
  untypedFunction([1, 1], ([value], compiler, node) => {
    const list = arrayOf(value, node);
    compiler.ordered({ ...list, type: list.type.element }, node.name);
    return { sql: extremeItem(list.sql, list.type.element, highest), type: list.type.element };
  });

const size: ScalarFunction = untypedFunction([1, 1], ([value], _, node) => {
  if (value?.type.kind === "MAP") {
    return { sql: `CAST(cardinality(${value.sql}) AS INTEGER)`, type: INT };
  }
  return { sql: `CAST(len(${arrayOf(value, node).sql}) AS INTEGER)`, type: INT };
});

export const arrayFunctions: ScalarFunctions = {
  array: makeArray,
  size,
  cardinality: size,
  array_size: untypedFunction([1, 1], ([value], _, node) => ({
    sql: `CAST(len(${arrayOf(value, node).sql}) AS INTEGER)`,
    type: INT,
  })),
  element_at: elementAt(false),
  try_element_at: elementAt(true),
  get: untypedFunction([2, 2], ([value, at], compiler, node) => {
    const list = knownArray(value, node);
    const index = compiler.implicit(at as TypedSql, INT, node.name).sql;
    return {
      sql: reuse(index, (i) => `CASE WHEN ${i} >= 0 THEN ${list.sql}[${i} + 1] END`),
      type: list.type.element,
    };
  }),
  array_contains: withElement(
    () => BOOLEAN,
    (list, item) =>
      `CASE WHEN ${item} IS NULL OR ${list} IS NULL THEN NULL WHEN list_contains(${list}, ${item}) THEN true WHEN len(list_filter(${list}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
    true,
  ),
  array_position: withElement(
    () => BIGINT,
    (list, item) =>
      `CASE WHEN ${item} IS NULL OR ${list} IS NULL THEN NULL ELSE CAST(coalesce(list_position(${list}, ${item}), 0) AS BIGINT) END`,
  ),
  array_remove: withElement(
    (list) => list,
    (list, item) =>
      `CASE WHEN ${item} IS NULL THEN NULL ELSE list_filter(${list}, lambda n: n IS DISTINCT FROM ${item}) END`,
  ),
  array_append: withElement(
    (list) => list,
    (list, item) => `CASE WHEN ${list} IS NULL THEN NULL ELSE list_append(${list}, ${item}) END`,
  ),
  array_prepend: withElement(
    (list) => list,
    (list, item) => `CASE WHEN ${list} IS NULL THEN NULL ELSE list_prepend(${item}, ${list}) END`,
  ),
  array_distinct: sameArray((list) =>
    reuse(
      list,
      (l) =>
        `list_filter(${l}, lambda x, i: NOT list_contains(list_transform(${l}[1:i - 1], lambda y: y IS NOT DISTINCT FROM x), true))`,
    ),
  ),
  array_compact: sameArray((list) => `list_filter(${list}, lambda n: n IS NOT NULL)`),
  array_max: arrayExtreme(true),
  array_min: arrayExtreme(false),
  array_sort: arraySort,
  sort_array: sortArray,
  array_join: untypedFunction([2, 3], ([value, mark, nulls], compiler, node) => {
    const list = arrayOf(value, node);
    const text = castSql(list.sql, list.type, array(STRING));
    const separator = compiler.implicit(mark as TypedSql, STRING, node.name).sql;
    const items = nulls
      ? `list_transform(${text}, lambda n: coalesce(n, ${compiler.implicit(nulls, STRING, node.name).sql}))`
      : text;
    return {
      sql: reuse(
        items,
        (l) =>
          `CASE WHEN ${l} IS NULL OR ${separator} IS NULL THEN NULL ELSE coalesce(array_to_string(${l}, ${separator}), '') END`,
      ),
      type: STRING,
    };
  }),
  array_repeat: untypedFunction([2, 2], ([value, count], compiler, node) => ({
    sql: reuse(
      wholeNumber(count, compiler, node),
      (n) =>
        `CASE WHEN ${n} IS NULL THEN NULL ELSE list_transform(range(greatest(${n}, 0)), lambda n: ${(value as TypedSql).sql}) END`,
    ),
    type: array((value as TypedSql).type),
  })),
  arrays_overlap: twoArrays(
    () => BOOLEAN,
    (left, right) =>
      `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN list_has_any(${left}, ${right}) THEN true WHEN len(${left}) > 0 AND len(${right}) > 0 AND len(list_filter(${left} || ${right}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
  ),
  slice: untypedFunction([3, 3], ([value, start, count], compiler, node) => {
    const list = arrayOf(value, node);
    const [from, length] = [start, count].map(
      (each) => compiler.implicit(each as TypedSql, INT, node.name).sql,
    );
    return { sql: `dbx_slice(${list.sql}, ${from}, ${length})`, type: list.type };
  }),
  flatten: untypedFunction([1, 1], ([value], _, node) => {
    const list = arrayOf(value, node);
    if (list.type.element.kind !== "ARRAY") {
      throw wrongType(node, 1, "ARRAY of ARRAY", list);
    }
    return {
      sql: reuse(
        list.sql,
        (l) => `CASE WHEN len(list_filter(${l}, lambda n: n IS NULL)) > 0 THEN NULL ELSE flatten(${l}) END`,
      ),
      type: list.type.element,
    };
  }),
  sequence,
};
