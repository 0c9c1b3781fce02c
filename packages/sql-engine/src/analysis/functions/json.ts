/**
 * Functions of JSON and VARIANT.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#json-functions
 */
import { array, type DataType, INT, type Kind, STRING, typeText, VARIANT } from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { sqlError, unsupported } from "../../errors";
import type { CallNode, PathStep } from "../../parser/ast";
import { parseSchema, parseWholeType } from "../../parser/dataType";
import type { JsonMode } from "../../values/jsonColumns";
import { isUtc } from "../../values/sessionZone";
import { castSql } from "../casts";
import { fromColumnJson } from "../jsonBytes";
import { jsonText } from "../jsonValues";
import { pathValue } from "../paths";
import type { TypedSql } from "../typedSql";
import {
  exactFunction,
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  untypedFunction,
} from "./specification";

/** The steps of a JSONPath such as `$.a[0]['b c']`; nothing for paths beyond that. */
function stepsOf(path: string): PathStep[] | undefined {
  if (!path.startsWith("$")) {
    return undefined;
  }
  const steps: PathStep[] = [];
  const step = /\.([^.[\]*'"\s]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y;
  for (let at = 1; at < path.length; at = step.lastIndex) {
    step.lastIndex = at;
    const match = step.exec(path);
    if (!match) {
      return undefined;
    }
    steps.push(
      match[2] === undefined
        ? { field: match[1] ?? match[3] ?? match[4] ?? "", exact: true }
        : { index: Number(match[2]) },
    );
  }
  return steps;
}

function literalSteps(path: TypedSql | undefined, where: string): PathStep[] {
  const steps = typeof path?.literal === "string" ? stepsOf(path.literal) : undefined;
  if (!steps) {
    throw unsupported(`${where} with the path ${path?.literal ?? "of a column"}`);
  }
  return steps;
}

const getJsonObject: ScalarFunction = untypedFunction([2, 2], ([value, path], compiler) => {
  const text = compiler.implicit(value as TypedSql, STRING, "get_json_object").sql;
  const steps = quoteText(JSON.stringify(literalSteps(path, "get_json_object")));
  return { sql: `dbx_get_json_object(${text}, ${steps})`, type: STRING };
});

function schemaOf(value: TypedSql | undefined, where: string): DataType {
  if (typeof value?.literal !== "string") {
    throw unsupported(`${where} with a schema that is not a literal`);
  }
  return parseSchema(value.literal);
}

/** Whether a type or one inside it passes a test. */
function holds(type: DataType, test: (kind: Kind) => boolean): boolean {
  switch (type.kind) {
    case "ARRAY":
      return holds(type.element, test);
    case "MAP":
      return holds(type.key, test) || holds(type.value, test);
    case "STRUCT":
      return type.fields.some((field) => holds(field.type, test));
    default:
      return test(type.kind);
  }
}

/** The options of a function: `map('key', 'value', …)` of literals; keys come in lower case. */
function optionsOf(node: CallNode, values: (TypedSql | undefined)[]): Map<string, string> {
  const [call] = node.args.slice(2);
  const texts = values.map((value) => value?.literal);
  if (call?.node !== "call" || call.name !== "map" || !texts.every((text) => typeof text === "string")) {
    throw unsupported(`options of ${node.name} that are not literals`);
  }
  const options = new Map<string, string>();
  for (let index = 0; index + 1 < texts.length; index += 2) {
    options.set((texts[index] ?? "").toLowerCase(), texts[index + 1] ?? "");
  }
  return options;
}

function jsonMode(options: Map<string, string>): JsonMode {
  for (const [key, value] of options) {
    if (key !== "mode") {
      throw unsupported(`the option ${key} of from_json`);
    }
    const mode = value.toUpperCase();
    if (mode === "FAILFAST") {
      return mode;
    }
    if (mode === "DROPMALFORMED") {
      throw sqlError(
        "PARSE_MODE_UNSUPPORTED",
        "The function `from_json` doesn't support the DROPMALFORMED mode. Acceptable modes are PERMISSIVE and FAILFAST.",
        "42601",
      );
    }
  }
  // Spark takes any other name for PERMISSIVE.
  return "PERMISSIVE";
}

const fromJson: ScalarFunction = untypedFunction([2, 3], ([value, schema, given], compiler, node) => {
  const inner = node.args[2]?.node === "call" ? node.args[2].args : [];
  const mode = given
    ? jsonMode(
        optionsOf(
          node,
          inner.map((argument) => compiler.compile(argument)),
        ),
      )
    : "PERMISSIVE";
  const text = compiler.implicit(value as TypedSql, STRING, "from_json").sql;
  const type = schemaOf(schema, "from_json");
  if (holds(type, (kind) => /^(YEAR_MONTH|DAY_TIME)$/.test(kind))) {
    throw unsupported(`from_json with ${typeText(type)}`);
  }
  if (!isUtc(compiler.environment.zone) && holds(type, (kind) => kind === "TIMESTAMP")) {
    throw unsupported("from_json with TIMESTAMP in a session whose time zone is not UTC");
  }
  const json = `dbx_from_json(${text}, ${quoteText(JSON.stringify(type))}, '${mode}')`;
  const name = type.kind === "MAP" ? { name: "entries" } : {};
  return { sql: fromColumnJson(json, type), type, ...name };
});

const toJson: ScalarFunction = untypedFunction([1, 2], ([value, options]) => {
  if (options) {
    throw unsupported("options of to_json");
  }
  const typed = value as TypedSql;
  if (typed.type.kind === "VOID") {
    return { sql: `CAST(${typed.sql} AS VARCHAR)`, type: STRING };
  }
  if (!["STRUCT", "ARRAY", "MAP", "VARIANT"].includes(typed.type.kind)) {
    throw sqlError(
      "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA",
      `Cannot resolve "to_json(${typed.name})" due to data type mismatch: Input schema "${typeText(typed.type)}" must be a struct, an array, a map or a variant.`,
      "42K09",
    );
  }
  if (typed.type.kind === "VARIANT") {
    return { sql: `dbx_plain_variant(${typed.sql})`, type: STRING };
  }
  return { sql: jsonText(typed.sql, typed.type), type: STRING };
});

const malformed = (x: string) =>
  raise(
    "22023",
    `'[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: ' || ${x} || '. Parse Mode: FAILFAST. To process malformed records as null result, try setting the option ''mode'' as ''PERMISSIVE''. SQLSTATE: 22023'`,
  );

/**
 * A VARIANT is kept as the text that it was parsed from, so that its numbers keep all of their digits. A number
 * with an exponent would become a DOUBLE, which the text does not tell from a DECIMAL any more.
 */
const parseJson = (safe: boolean): ScalarFunction =>
  typedFunction([STRING], VARIANT, ([text = ""]) =>
    reuse(text, (x) => {
      const exponent = raise(
        "0A000",
        "'[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE] The local workspace does not support numbers with an exponent in a VARIANT. SQLSTATE: 0A000'",
      );
      return `CASE WHEN ${x} IS NULL THEN NULL WHEN NOT json_valid(${x}) THEN ${safe ? "NULL" : malformed(x)} WHEN regexp_matches(${x}, '(^|[:,\\[])\\s*-?[0-9.]+[eE]') THEN ${exponent} ELSE ${safe ? `dbx_parsed_variant(${x})` : `coalesce(dbx_parsed_variant(${x}), ${malformed(x)})`} END`;
    }),
  );

const variantGet = (safe: boolean): ScalarFunction =>
  untypedFunction([2, 3], ([value, path, type], compiler, node) => {
    const variant = compiler.implicit(value as TypedSql, VARIANT, node.name);
    const found = pathValue(variant, literalSteps(path, node.name));
    if (!type) {
      return { sql: found.sql, type: VARIANT };
    }
    if (typeof type.literal !== "string") {
      throw unsupported(`${node.name} with a type that is not a literal`);
    }
    const target = parseWholeType(type.literal);
    return target.kind === "VARIANT"
      ? { sql: found.sql, type: VARIANT }
      : { sql: castSql(found.sql, VARIANT, target, safe), type: target };
  });

/** A function whose JSON must be a STRING. */
const ofText = (scalar: ScalarFunction): ScalarFunction =>
  exactFunction(scalar, (type) => type.kind === "STRING");

export const jsonFunctions: ScalarFunctions = {
  get_json_object: ofText(getJsonObject),
  from_json: ofText(fromJson),
  to_json: toJson,
  parse_json: ofText(parseJson(false)),
  try_parse_json: ofText(parseJson(true)),
  variant_get: variantGet(false),
  try_variant_get: variantGet(true),
  is_variant_null: typedFunction(
    [VARIANT],
    { kind: "BOOLEAN" },
    ([value]) => `coalesce(json_type(${value}) = 'NULL', false)`,
  ),
  json_array_length: ofText(typedFunction([STRING], INT, ([text]) => `dbx_json_array_length(${text})`)),
  json_object_keys: ofText(
    typedFunction(
      [STRING],
      array(STRING),
      ([text]) =>
        `CASE WHEN json_valid(${text}) THEN CASE WHEN json_type(${text}) = 'OBJECT' THEN json_keys(${text}) END END`,
    ),
  ),
};
