/**
 * Functions of maps and structs.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#map-functions
 */
import { array, BOOLEAN, type DataType, quoteStored, storedType, VOID } from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { sqlError, unsupported } from "../../errors";
import type { Expression } from "../../parser/ast";
import type { Typed } from "../typed";
import { anyNumber, arrayOf, type Functions, flexible, mapOf, type Scalar, wrongType } from "./specification";

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
  if (values.length === 0) {
    const type: DataType = { kind: "MAP", key: VOID, value: VOID };
    return { sql: `CAST(map() AS ${storedType(type)})`, type };
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
    const named = values.map(({ name }, index) => {
      const alias = node.argAliases?.[index];
      return alias === undefined ? name : `${name} AS ${alias}`;
    });
    return { name: `struct(${named.join(", ")})`, ...structOf(fields) };
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

export const mapFunctions: Functions = {
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
};
