/**
 * Functions of maps and structs.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#map-functions
 */
import { array, BOOLEAN, type DataType, physicalType, quotePhysicalName, VOID } from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { sqlError, unsupported } from "../../errors";
import type { Expression } from "../../parser/ast";
import type { TypedSql } from "../typedSql";
import {
  arrayOf,
  mapKey,
  mapOf,
  type ScalarFunction,
  type ScalarFunctions,
  unlimited,
  untypedFunction,
  wrongType,
} from "./specification";

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

const makeMap: ScalarFunction = untypedFunction([0, unlimited], (values, compiler) => {
  if (values.length === 0) {
    const type: DataType = { kind: "MAP", key: VOID, value: VOID };
    return { sql: `CAST(map() AS ${physicalType(type)})`, type };
  }
  if (values.length % 2 > 0) {
    throw sqlError(
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

function structOf(fields: { name: string; value: TypedSql }[]): { sql: string; type: DataType } {
  const lower = fields.map((field) => field.name.toLowerCase());
  if (new Set(lower).size < lower.length) {
    throw unsupported("a STRUCT with two fields of the same name");
  }
  return {
    sql: `struct_pack(${fields.map(({ name, value }) => `${quotePhysicalName(name)} := ${value.sql}`).join(", ")})`,
    type: { kind: "STRUCT", fields: fields.map(({ name, value }) => ({ name, type: value.type })) },
  };
}

const struct: ScalarFunction = {
  arity: [1, unlimited],
  databricksArity: [0, unlimited],
  compile(node, compiler) {
    const values = node.args.map((argument) => compiler.compile(argument));
    const fields = values.map((value, index) => {
      const argument = node.args[index] as Expression;
      const own = /^(column|field|resolved)$/.test(argument.node) ? value.name.split(".").at(-1) : undefined;
      return { name: node.argAliases?.[index] ?? own ?? `col${index + 1}`, value };
    });
    const named = values.map(({ name }, index) => {
      const alias = node.argAliases?.[index];
      return alias === undefined ? name : `${name} AS ${alias}`;
    });
    return { name: `struct(${named.join(", ")})`, ...structOf(fields) };
  },
};

const namedStruct: ScalarFunction = untypedFunction([2, unlimited], (values, _, node) => {
  const fields: { name: string; value: TypedSql }[] = [];
  for (let index = 0; index < values.length; index += 2) {
    const [name, value] = [values[index], values[index + 1]];
    if (name?.type.kind !== "STRING") {
      throw sqlError(
        "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING",
        `Cannot resolve "${node.name}" due to data type mismatch: Only foldable \`STRING\` expressions are allowed to appear at odd position, but they are ["${name?.name}"].`,
        "42K09",
      );
    }
    if (typeof name.literal !== "string" || !value) {
      throw wrongType(node, index + 1, "STRING literal", name as TypedSql);
    }
    fields.push({ name: name.literal, value });
  }
  return structOf(fields);
});

export const mapFunctions: ScalarFunctions = {
  map: makeMap,
  struct,
  named_struct: namedStruct,
  map_from_arrays: untypedFunction([2, 2], ([keys, values], _, node) => {
    const [left, right] = [arrayOf(keys, node), arrayOf(values, node, 2)];
    return {
      sql: checkedMap(left.sql, right.sql),
      type: { kind: "MAP", key: left.type.element, value: right.type.element },
    };
  }),
  map_keys: untypedFunction([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    return { sql: `map_keys(${map.sql})`, type: array(map.type.key) };
  }),
  map_values: untypedFunction([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    return { sql: `map_values(${map.sql})`, type: array(map.type.value) };
  }),
  map_entries: untypedFunction([1, 1], ([value], _, node) => {
    const map = mapOf(value, node);
    const fields = [
      { name: "key", type: map.type.key },
      { name: "value", type: map.type.value },
    ];
    return { sql: `map_entries(${map.sql})`, type: array({ kind: "STRUCT", fields }) };
  }),
  map_contains_key: untypedFunction([2, 2], ([value, key], compiler, node) => {
    if (value?.type.kind === "VOID" || key?.type.kind === "VOID") {
      throw unsupported("map_contains_key of NULL");
    }
    const map = mapOf(value, node);
    return {
      sql: `list_contains(map_keys(${map.sql}), ${mapKey(map, key as TypedSql, compiler, node)})`,
      type: BOOLEAN,
    };
  }),
};
