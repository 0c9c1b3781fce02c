/** BINARY inside of what from_json gives: DuckDB reads no Base64 from JSON, so that it stays text until then. */
import { type DataType, physicalType, quotePhysicalName, STRING } from "../dataTypes";
import { quoteText, reuse } from "../duckdbSql";
import { eachItem } from "./casts";

/** Whether a type is BINARY or has it inside. */
function holdsBytes(type: DataType): boolean {
  switch (type.kind) {
    case "ARRAY":
      return holdsBytes(type.element);
    case "MAP":
      return holdsBytes(type.value);
    case "STRUCT":
      return type.fields.some((field) => holdsBytes(field.type));
    default:
      return type.kind === "BINARY";
  }
}

/** The type with STRING in the place of BINARY. */
function withTexts(type: DataType): DataType {
  switch (type.kind) {
    case "ARRAY":
      return { ...type, element: withTexts(type.element) };
    case "MAP":
      return { ...type, value: withTexts(type.value) };
    case "STRUCT":
      return { ...type, fields: type.fields.map(({ name, type: own }) => ({ name, type: withTexts(own) })) };
    default:
      return type.kind === "BINARY" ? STRING : type;
  }
}

/** DuckDB text of a value with the bytes of its Base64. */
function decoded(sql: string, type: DataType): string {
  if (!holdsBytes(type)) {
    return sql;
  }
  switch (type.kind) {
    case "ARRAY":
      return eachItem(sql, (item) => decoded(item, type.element));
    case "MAP": {
      const entries = eachItem(
        `map_entries(${sql})`,
        (entry) => `struct_pack(k := ${entry}.key, v := ${decoded(`${entry}.value`, type.value)})`,
      );
      return `map_from_entries(${entries})`;
    }
    case "STRUCT":
      return reuse(sql, (x) => {
        const fields = type.fields.map(
          (field) =>
            `${quotePhysicalName(field.name)} := ${decoded(`struct_extract(${x}, ${quoteText(field.name)})`, field.type)}`,
        );
        return `CASE WHEN ${x} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
      });
    default:
      return `from_base64(${sql})`;
  }
}

/** DuckDB text of a value from the JSON that `columnJson` makes. */
export function fromColumnJson(json: string, type: DataType): string {
  const structure = quoteText(JSON.stringify(physicalType(withTexts(type))));
  return decoded(`json_transform(${json}, ${structure})`, type);
}
