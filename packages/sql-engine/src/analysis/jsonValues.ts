/**
 * Values from JSON text and JSON text of values: VARIANT, from_json, to_json.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/to_json
 */
import { type DataType, physicalType, STRING, typeText } from "../dataTypes";
import { decimalSqlText, quoteText, raise, reuse } from "../duckdbSql";
import { unsupported } from "../errors";
import { isIntegral } from "./coercion";

let names = 0;
const fresh = () => {
  names++;
  return `j${names}`;
};

/** DuckDB text of a value as JSON; `nulls` keeps the fields of a STRUCT that are NULL. NULL stays NULL. */
export function jsonText(sql: string, type: DataType, nulls = false): string {
  switch (type.kind) {
    case "VOID":
      return "CAST(NULL AS VARCHAR)";
    case "BOOLEAN":
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
      return `CAST(${sql} AS VARCHAR)`;
    case "DECIMAL":
      return type.scale > 6 ? `dbx_json_decimal(${decimalSqlText(sql, type)})` : decimalSqlText(sql, type);
    case "STRING":
      return `dbx_json_string(${sql})`;
    case "FLOAT":
    case "DOUBLE":
      return reuse(sql, (x) => {
        const text = type.kind === "FLOAT" ? `dbx_float_text(${x})` : `dbx_double_text(${x})`;
        return `CASE WHEN isfinite(${x}) THEN ${text} ELSE '"' || ${text} || '"' END`;
      });
    case "BINARY":
      return `('"' || to_base64(${sql}) || '"')`;
    case "DATE":
      return `('"' || CAST(${sql} AS VARCHAR) || '"')`;
    case "TIMESTAMP":
      return `('"' || dbx_json_moment(${sql}) || '"')`;
    case "TIMESTAMP_NTZ":
      return `('"' || dbx_json_timestamp(${sql}) || '"')`;
    case "VARIANT":
      return sql;
    case "ARRAY": {
      const item = fresh();
      return `('[' || array_to_string(list_transform(${sql}, lambda ${item}: coalesce(${jsonText(item, type.element, nulls)}, 'null')), ',') || ']')`;
    }
    case "MAP":
      return mapText(sql, type, nulls);
    case "STRUCT":
      return reuse(sql, (x) => {
        const fields = type.fields.map((field) => {
          const value = jsonText(`struct_extract(${x}, ${quoteText(field.name)})`, field.type, nulls);
          return `${quoteText(`${JSON.stringify(field.name)}:`)} || ${nulls ? `coalesce(${value}, 'null')` : value}`;
        });
        const list = fields.length > 0 ? `concat_ws(',', ${fields.join(", ")})` : "''";
        return `CASE WHEN ${x} IS NULL THEN NULL ELSE '{' || ${list} || '}' END`;
      });
    default:
      throw unsupported(`JSON of ${typeText(type)}`);
  }
}

function mapText(sql: string, type: DataType & { kind: "MAP" }, nulls: boolean): string {
  if (type.key.kind !== "STRING" && !isIntegral(type.key)) {
    throw unsupported(`JSON of a MAP with keys of ${typeText(type.key)}`);
  }
  const entry = fresh();
  const value = `coalesce(${jsonText(`${entry}.value`, type.value, nulls)}, 'null')`;
  const key = `dbx_json_string(CAST(${entry}.key AS VARCHAR))`;
  return `('{' || array_to_string(list_transform(map_entries(${sql}), lambda ${entry}: ${key} || ':' || ${value}), ',') || '}')`;
}

/** DuckDB text of a value as a VARIANT. */
export function variantOf(sql: string, from: DataType): string {
  if (from.kind === "STRING" || from.kind === "BOOLEAN" || isIntegral(from) || from.kind === "DOUBLE") {
    return jsonText(sql, from);
  }
  throw unsupported(`VARIANT of ${typeText(from)}`);
}

const notText = (what: string) =>
  raise(
    "0A000",
    `'[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE] The local workspace does not support casting ${what} in a VARIANT to STRING. SQLSTATE: 0A000'`,
  );

/** DuckDB text of a cast that gives NULL for what cannot be cast. */
type TryCast = (sql: string, from: DataType, to: DataType) => string;

/** The values of a VARIANT that a type takes: the kinds of JSON and DuckDB text of the value. */
function variantCases(x: string, to: DataType, fail: string, tryCast: TryCast): string[] {
  const kind = `json_type(${x})`;
  const number = `trim(${x})`;
  const targetType = physicalType(to);
  const string = tryCast(`json_extract_string(${x}, '$')`, STRING, to);
  const text = `WHEN ${kind} = 'VARCHAR' THEN coalesce(${string}, ${fail})`;
  const truth = `WHEN ${kind} = 'BOOLEAN' THEN CAST(CAST(${number} = 'true' AS INTEGER) AS ${targetType})`;
  if (isIntegral(to)) {
    return [
      text,
      truth,
      `WHEN ${kind} IN ('BIGINT', 'UBIGINT') THEN coalesce(TRY_CAST(${number} AS ${targetType}), ${fail})`,
      `WHEN ${kind} = 'DOUBLE' THEN coalesce(TRY_CAST(trunc(TRY_CAST(${number} AS DECIMAL(38,18))) AS ${targetType}), ${fail})`,
    ];
  }
  switch (to.kind) {
    case "STRING":
      return [
        `WHEN ${kind} IN ('VARCHAR', 'BOOLEAN') THEN json_extract_string(${x}, '$')`,
        `WHEN regexp_full_match(${number}, '-?[0-9]+([.][0-9]*[1-9])?') THEN ${number}`,
        `WHEN ${kind} = 'DOUBLE' THEN ${notText("a number with zeros at its end")}`,
        `WHEN ${kind} IN ('OBJECT', 'ARRAY') THEN ${notText("an object or array")}`,
      ];
    case "DOUBLE":
    case "FLOAT":
      return [
        text,
        truth,
        `WHEN ${kind} IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(${number} AS ${targetType})`,
      ];
    case "DECIMAL":
      return [
        text,
        truth,
        `WHEN ${kind} IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN coalesce(TRY_CAST(${number} AS ${targetType}), ${fail})`,
      ];
    case "BOOLEAN":
      return [
        text,
        `WHEN ${kind} = 'BOOLEAN' THEN ${number} = 'true'`,
        `WHEN ${kind} IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(${number} AS DOUBLE) <> 0`,
      ];
    case "DATE":
    case "TIMESTAMP_NTZ":
      return [text];
    default:
      throw unsupported(`a cast of VARIANT to ${typeText(to)}`);
  }
}

/** DuckDB text of a VARIANT as another type. JSON null is NULL. */
export function jsonValue(sql: string, to: DataType, safe: boolean, tryCast: TryCast): string {
  if (to.kind === "ARRAY" || to.kind === "MAP" || to.kind === "STRUCT") {
    throw unsupported(`a cast of VARIANT to ${typeText(to)}`);
  }
  return reuse(sql, (x) => {
    const fail = safe
      ? "NULL"
      : raise(
          "22023",
          `'[INVALID_VARIANT_CAST] The variant value \`' || ${x} || '\` cannot be cast into \`' || ${quoteText(typeText(to))} || '\`. Please use \`try_variant_get\` instead. SQLSTATE: 22023'`,
        );
    const cases = variantCases(x, to, fail, tryCast).join(" ");
    return `CASE WHEN ${x} IS NULL OR json_type(${x}) = 'NULL' THEN NULL ${cases} ELSE ${fail} END`;
  });
}
