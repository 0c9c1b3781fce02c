/**
 * Functions of arrays, maps and structs, also those that take a lambda.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#array-functions
 */
import {
  type ArrayType,
  array,
  BIGINT,
  BOOLEAN,
  DATE,
  type DataType,
  INT,
  type MapType,
  quoteStored,
  STRING,
  sameType,
  storedType,
  TIMESTAMP,
} from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { Expression } from "../../parser/ast";
import { castSql } from "../casts";
import { commonType, isDatetime, isIntegral, isInterval } from "../coercion";
import type { ExpressionCompiler } from "../expressions";
import { quoteText, raise, reuse, type Typed } from "../typed";
import { anyNumber, callName, type Functions, flexible, type Scalar, wrongType } from "./specification";

type CallOf = Parameters<typeof wrongType>[0];

function arrayOf(value: Typed | undefined, node: CallOf, position = 1): Typed & { type: ArrayType } {
  if (value?.type.kind !== "ARRAY") {
    throw wrongType(node, position, "ARRAY", value as Typed);
  }
  return value as Typed & { type: ArrayType };
}

function mapOf(value: Typed | undefined, node: CallOf, position = 1): Typed & { type: MapType } {
  if (value?.type.kind !== "MAP") {
    throw wrongType(node, position, "MAP", value as Typed);
  }
  return value as Typed & { type: MapType };
}

/** A function of one array that gives the same type of array. */
const sameArray = (emit: (list: string) => string): Scalar =>
  flexible([1, 1], ([value], _, node) => {
    const list = arrayOf(value, node);
    return { sql: emit(list.sql), type: list.type };
  });

/** A function of an array and one element. */
const withElement = (
  result: (list: ArrayType) => DataType,
  emit: (list: string, item: string) => string,
): Scalar =>
  flexible([2, 2], ([value, item], compiler, node) => {
    const list = arrayOf(value, node);
    const type = commonType(list.type.element, (item as Typed).type);
    if (!type) {
      throw wrongType(node, 2, "the element's", item as Typed);
    }
    compiler.ordered({ ...list, type }, node.name);
    const items = castSql(list.sql, list.type, array(type));
    return {
      sql: emit(items, castSql((item as Typed).sql, (item as Typed).type, type)),
      type: result(array(type)),
    };
  });

const twoArrays = (
  result: (list: ArrayType) => DataType,
  emit: (left: string, right: string) => string,
): Scalar =>
  flexible([2, 2], ([left, right], _, node) => {
    const type = commonType(arrayOf(left, node).type, arrayOf(right, node, 2).type);
    if (type?.kind !== "ARRAY") {
      throw wrongType(node, 2, "ARRAY", right as Typed);
    }
    const [first, second] = [left, right].map((each) =>
      castSql((each as Typed).sql, (each as Typed).type, type),
    );
    return { sql: emit(first ?? "", second ?? ""), type: result(type) };
  });

const makeArray: Scalar = flexible([0, anyNumber], (values, compiler) => {
  if (values.length === 0) {
    return { sql: "CAST([] AS INTEGER[])", type: array({ kind: "VOID" }) };
  }
  const { sqls, type } = compiler.unify(values, "array");
  return { sql: `list_value(${sqls.join(", ")})`, type: array(type) };
});

const nullKey = raise("2200E", quoteText("[NULL_MAP_KEY] Cannot use null as map key. SQLSTATE: 2200E"));
const duplicateKey = raise(
  "23505",
  quoteText("[DUPLICATED_MAP_KEY] Duplicate map key was found, please check the input data. SQLSTATE: 23505"),
);

/** A map of a list of keys and one of values, with the checks that Databricks makes. */
function checkedMap(keys: string, values: string): string {
  return reuse(
    keys,
    (k) =>
      `CASE WHEN list_contains(list_transform(${k}, lambda n: n IS NULL), true) THEN ${nullKey} WHEN len(list_distinct(${k})) < len(${k}) THEN ${duplicateKey} ELSE map(${k}, ${values}) END`,
  );
}

const makeMap: Scalar = flexible([0, anyNumber], (values, compiler) => {
  if (values.length === 0 || values.length % 2 > 0) {
    throw values.length === 0
      ? unsupported("map() without arguments")
      : sqlError(
          "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
          `The \`map\` requires 2n (n > 0) parameters but the actual number is ${values.length}.`,
          "42605",
        );
  }
  const keys = compiler.unify(
    values.filter((_, index) => index % 2 === 0),
    "map",
  );
  const items = compiler.unify(
    values.filter((_, index) => index % 2 === 1),
    "map",
  );
  return {
    sql: checkedMap(`[${keys.sqls.join(", ")}]`, `[${items.sqls.join(", ")}]`),
    type: { kind: "MAP", key: keys.type, value: items.type },
  };
});

function structOf(fields: { name: string; value: Typed }[]): { sql: string; type: DataType } {
  const lower = fields.map((field) => field.name.toLowerCase());
  if (new Set(lower).size < lower.length) {
    throw unsupported("a STRUCT with two fields of the same name");
  }
  return {
    sql: `struct_pack(${fields.map(({ name, value }) => `${quoteStored(name)} := ${value.sql}`).join(", ")})`,
    type: { kind: "STRUCT", fields: fields.map(({ name, value }) => ({ name, type: value.type })) },
  };
}

const struct: Scalar = {
  arity: [1, anyNumber],
  compile(node, compiler) {
    const values = node.args.map((argument) => compiler.compile(argument));
    const fields = values.map((value, index) => {
      const argument = node.args[index] as Expression;
      const own =
        argument.node === "column" || argument.node === "field" ? value.name.split(".").at(-1) : undefined;
      return { name: node.argAliases?.[index] ?? own ?? `col${index + 1}`, value };
    });
    return { name: callName("struct", values), ...structOf(fields) };
  },
};

const namedStruct: Scalar = flexible([2, anyNumber], (values, _, node) => {
  const fields: { name: string; value: Typed }[] = [];
  for (let index = 0; index < values.length; index += 2) {
    const [name, value] = [values[index], values[index + 1]];
    if (typeof name?.literal !== "string" || !value) {
      throw wrongType(node, index + 1, "STRING literal", name as Typed);
    }
    fields.push({ name: name.literal, value });
  }
  return structOf(fields);
});

/** Element by number from 1, from the end for negative ones, or by key. */
const elementAt = (safe: boolean): Scalar =>
  flexible([2, 2], ([value, at], compiler, node) => {
    if (value?.type.kind === "MAP") {
      return {
        sql: `${value.sql}[${compiler.implicit(at as Typed, value.type.key, node.name).sql}]`,
        type: value.type.value,
      };
    }
    const list = arrayOf(value, node);
    const index = compiler.implicit(at as Typed, INT, node.name).sql;
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

/** Compiles a lambda whose parameters stand for values of these types. */
function lambdaSql(
  argument: Expression | undefined,
  types: DataType[],
  compiler: ExpressionCompiler,
  where: string,
): { names: string[]; body: Typed } {
  if (argument?.node !== "lambda" || argument.parameters.length > types.length) {
    throw sqlError(
      "UNEXPECTED_INPUT_TYPE",
      `${where} needs a lambda of at most ${types.length} parameters.`,
      "42K09",
    );
  }
  const names = types.map(() => compiler.environment.fresh("l"));
  const frame = new Map<string, Typed>();
  argument.parameters.forEach((parameter, index) => {
    frame.set(parameter.toLowerCase(), {
      sql: names[index] ?? "",
      type: types[index] as DataType,
      name: parameter,
    });
  });
  const body = compiler.withLambda(frame, () => compiler.compile(argument.body));
  return { names: names.slice(0, argument.parameters.length), body };
}

/** A higher-order function of one array; the lambda's second parameter counts from 0. */
function higherOrder(
  emit: (list: Typed & { type: ArrayType }, lambda: string, body: Typed) => { sql: string; type: DataType },
  indexed: boolean,
): Scalar {
  return {
    arity: [2, 2],
    compile(node, compiler) {
      const list = arrayOf(compiler.compile(node.args[0] as Expression), node);
      const types = indexed ? [list.type.element, INT] : [list.type.element];
      const { names, body } = lambdaSql(node.args[1], types, compiler, node.name);
      const [item, index] = names;
      const sql = index
        ? `lambda ${item}, ${index}_1: ${body.sql.replaceAll(new RegExp(`\\b${index}\\b`, "g"), `CAST(${index}_1 - 1 AS INTEGER)`)}`
        : `lambda ${item}: ${body.sql}`;
      return { name: `${node.name}(${list.name}, lambdafunction(${body.name}))`, ...emit(list, sql, body) };
    },
  };
}

const asCondition = (body: Typed): void => {
  if (body.type.kind !== "BOOLEAN" && body.type.kind !== "VOID") {
    throw unsupported("lambdas that should give a BOOLEAN and do not");
  }
};

/** aggregate(array, start, (accumulator, item) -> …, accumulator -> …). */
const reduce: Scalar = {
  arity: [3, 4],
  compile(node, compiler) {
    const list = arrayOf(compiler.compile(node.args[0] as Expression), node);
    const start = compiler.compile(node.args[1] as Expression);
    const { names, body } = lambdaSql(node.args[2], [start.type, list.type.element], compiler, node.name);
    if (!sameType(body.type, start.type)) {
      throw sqlError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        `Cannot resolve "${node.name}" due to data type mismatch: the lambda gives another type than the start value.`,
        "42K09",
      );
    }
    if (!sameType(list.type.element, start.type)) {
      throw unsupported(`${node.name} with a start value of another type than the elements`);
    }
    const [accumulator, item] = names;
    const folded = `list_reduce(${list.sql}, lambda ${accumulator}, ${item ?? "unused"}: ${body.sql}, ${start.sql})`;
    const finish = node.args[3] && lambdaSql(node.args[3], [start.type], compiler, node.name);
    if (!finish) {
      return { sql: folded, type: start.type, name: `${node.name}()` };
    }
    const sql = `list_transform([${folded}], lambda ${finish.names[0]}: ${finish.body.sql})[1]`;
    return { sql, type: finish.body.type, name: `${node.name}()` };
  },
};

const exists: Scalar = higherOrder((list, lambda, body) => {
  asCondition(body);
  return {
    sql: reuse(
      `list_transform(${list.sql}, ${lambda})`,
      (flags) =>
        `CASE WHEN ${flags} IS NULL THEN NULL WHEN list_contains(${flags}, true) THEN true WHEN len(list_filter(${flags}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
    ),
    type: BOOLEAN,
  };
}, false);

const forall: Scalar = higherOrder((list, lambda, body) => {
  asCondition(body);
  return {
    sql: reuse(
      `list_transform(${list.sql}, ${lambda})`,
      (flags) =>
        `CASE WHEN ${flags} IS NULL THEN NULL WHEN list_contains(${flags}, false) THEN false WHEN len(list_filter(${flags}, lambda n: n IS NULL)) > 0 THEN NULL ELSE true END`,
    ),
    type: BOOLEAN,
  };
}, false);

/** map_filter, transform_keys and transform_values. */
function mapLambda(
  emit: (map: Typed & { type: MapType }, entry: string, body: Typed) => { sql: string; type: DataType },
): Scalar {
  return {
    arity: [2, 2],
    compile(node, compiler) {
      const map = mapOf(compiler.compile(node.args[0] as Expression), node);
      const entry = compiler.environment.fresh("m");
      const { names, body } = lambdaSql(node.args[1], [map.type.key, map.type.value], compiler, node.name);
      const [key, value] = names;
      const sql = body.sql.replaceAll(
        new RegExp(`\\b(${key}|${value})\\b`, "g"),
        (name) => `${entry}.${name === key ? "key" : "value"}`,
      );
      return {
        name: `${node.name}(${map.name}, lambdafunction(${body.name}))`,
        ...emit(map, entry, { ...body, sql }),
      };
    },
  };
}

const entries = (sql: string, entry: string, body: string) =>
  `list_transform(map_entries(${sql}), lambda ${entry}: ${body})`;

/** sequence(start, stop[, step]) of whole numbers or dates. */
const sequence: Scalar = flexible([2, 3], ([start, stop, step], compiler, node) => {
  const type = commonType((start as Typed).type, (stop as Typed).type);
  if (!type) {
    throw wrongType(node, 2, "the first argument's", stop as Typed);
  }
  const [from, to] = [start, stop].map((each) => castSql((each as Typed).sql, (each as Typed).type, type));
  if (isIntegral(type)) {
    const by = step
      ? compiler.implicit(step, type, node.name).sql
      : `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END`;
    return {
      sql: `CAST(dbx_sequence(CAST(${from} AS BIGINT), CAST(${to} AS BIGINT), CAST(${by} AS BIGINT)) AS ${storedType(type)}[])`,
      type: array(type),
    };
  }
  if (!isDatetime(type) || (step && !isInterval(step.type))) {
    throw unsupported("sequence of this type");
  }
  const by =
    step === undefined
      ? "to_days(1)"
      : step.type.kind === "YEAR_MONTH"
        ? `to_months(${step.sql})`
        : `to_microseconds(${step.sql})`;
  const listed = `generate_series(CAST(${from} AS TIMESTAMP), CAST(${to} AS TIMESTAMP), ${by})`;
  return {
    sql: `CAST(${listed} AS ${type.kind === "DATE" ? storedType(DATE) : storedType(TIMESTAMP)}[])`,
    type: array(type),
  };
});

const arraySort: Scalar = flexible([1, 1], ([value], compiler, node) => {
  const list = arrayOf(value, node);
  compiler.ordered({ ...list, type: list.type.element }, node.name);
  return { sql: `list_sort(${list.sql}, 'ASC', 'NULLS LAST')`, type: list.type };
});

const sortArray: Scalar = flexible([1, 2], ([value, ascending], compiler, node) => {
  const list = arrayOf(value, node);
  compiler.ordered({ ...list, type: list.type.element }, node.name);
  const down = ascending?.literal === "false";
  if (ascending && ascending.literal !== "true" && !down) {
    throw unsupported("sort_array with an order that is not a literal");
  }
  return {
    sql: `list_sort(${list.sql}, '${down ? "DESC" : "ASC"}', '${down ? "NULLS LAST" : "NULLS FIRST"}')`,
    type: list.type,
  };
});

const size: Scalar = flexible([1, 1], ([value], _, node) => {
  if (value?.type.kind === "MAP") {
    return { sql: `CAST(cardinality(${value.sql}) AS INTEGER)`, type: INT };
  }
  return { sql: `CAST(len(${arrayOf(value, node).sql}) AS INTEGER)`, type: INT };
});

export const collectionFunctions: Functions = {
  array: makeArray,
  map: makeMap,
  struct,
  named_struct: namedStruct,
  map_from_arrays: flexible([2, 2], ([keys, values], _, node) => {
    const [left, right] = [arrayOf(keys, node), arrayOf(values, node, 2)];
    return {
      sql: checkedMap(left.sql, right.sql),
      type: { kind: "MAP", key: left.type.element, value: right.type.element },
    };
  }),
  map_keys: flexible([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    return { sql: `map_keys(${map.sql})`, type: array(map.type.key) };
  }),
  map_values: flexible([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    return { sql: `map_values(${map.sql})`, type: array(map.type.value) };
  }),
  map_entries: flexible([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    const fields = [
      { name: "key", type: map.type.key },
      { name: "value", type: map.type.value },
    ];
    return { sql: `map_entries(${map.sql})`, type: array({ kind: "STRUCT", fields }) };
  }),
  map_contains_key: flexible([2, 2], ([value, key], compiler, node) => {
    const map = mapOf(value, node);
    return {
      sql: `list_contains(map_keys(${map.sql}), ${compiler.implicit(key as Typed, map.type.key, node.name).sql})`,
      type: BOOLEAN,
    };
  }),
  map_filter: mapLambda((map, entry, body) => {
    asCondition(body);
    return {
      sql: `map_from_entries(list_filter(map_entries(${map.sql}), lambda ${entry}: ${body.sql}))`,
      type: map.type,
    };
  }),
  transform_values: mapLambda((map, entry, body) => ({
    sql: `map_from_entries(${entries(map.sql, entry, `struct_pack(k := ${entry}.key, v := ${body.sql})`)})`,
    type: { ...map.type, value: body.type },
  })),
  size,
  cardinality: size,
  array_size: flexible([1, 1], ([value], _, node) => ({
    sql: `CAST(len(${arrayOf(value, node).sql}) AS INTEGER)`,
    type: INT,
  })),
  element_at: elementAt(false),
  try_element_at: elementAt(true),
  get: flexible([2, 2], ([value, at], compiler, node) => {
    const list = arrayOf(value, node);
    const index = compiler.implicit(at as Typed, INT, node.name).sql;
    return {
      sql: reuse(index, (i) => `CASE WHEN ${i} >= 0 THEN ${list.sql}[${i} + 1] END`),
      type: list.type.element,
    };
  }),
  array_contains: withElement(
    () => BOOLEAN,
    (list, item) =>
      `CASE WHEN ${item} IS NULL OR ${list} IS NULL THEN NULL WHEN list_contains(${list}, ${item}) THEN true WHEN len(list_filter(${list}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
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
  array_max: flexible([1, 1], ([value], _, node) => ({
    sql: `list_max(${arrayOf(value, node).sql})`,
    type: arrayOf(value, node).type.element,
  })),
  array_min: flexible([1, 1], ([value], _, node) => ({
    sql: `list_min(${arrayOf(value, node).sql})`,
    type: arrayOf(value, node).type.element,
  })),
  array_sort: arraySort,
  sort_array: sortArray,
  array_join: flexible([2, 3], ([value, mark, nulls], compiler, node) => {
    const list = arrayOf(value, node);
    const text = castSql(list.sql, list.type, array(STRING));
    const separator = compiler.implicit(mark as Typed, STRING, node.name).sql;
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
  array_repeat: flexible([2, 2], ([value, count], compiler) => ({
    sql: `list_transform(range(greatest(${compiler.implicit(count as Typed, INT, "array_repeat").sql}, 0)), lambda n: ${(value as Typed).sql})`,
    type: array((value as Typed).type),
  })),
  arrays_overlap: twoArrays(
    () => BOOLEAN,
    (left, right) =>
      `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN list_has_any(${left}, ${right}) THEN true WHEN len(${left}) > 0 AND len(${right}) > 0 AND len(list_filter(${left} || ${right}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
  ),
  slice: flexible([3, 3], ([value, start, count], compiler, node) => {
    const list = arrayOf(value, node);
    const [from, length] = [start, count].map((each) => compiler.implicit(each as Typed, INT, node.name).sql);
    return { sql: `dbx_slice(${list.sql}, ${from}, ${length})`, type: list.type };
  }),
  flatten: flexible([1, 1], ([value], _, node) => {
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
  transform: higherOrder(
    (list, lambda, body) => ({ sql: `list_transform(${list.sql}, ${lambda})`, type: array(body.type) }),
    true,
  ),
  filter: higherOrder((list, lambda, body) => {
    asCondition(body);
    return { sql: `list_filter(${list.sql}, ${lambda})`, type: list.type };
  }, true),
  exists,
  forall,
  aggregate: reduce,
  reduce,
};
