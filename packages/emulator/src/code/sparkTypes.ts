/** Databricks' type names, such as `ARRAY<INT>`, as Spark's JSON schemas write them. */

/** A type in Spark's JSON form: a name, or an object for what is nested. */
type SparkType =
  | string
  | { type: "array"; elementType: SparkType; containsNull: true }
  | { type: "map"; keyType: SparkType; valueType: SparkType; valueContainsNull: true }
  | { type: "struct"; fields: SparkField[] };

/** One field of a struct. */
interface SparkField {
  name: string;
  type: SparkType;
  nullable: true;
  metadata: Record<string, never>;
}

const names: Record<string, string> = {
  TINYINT: "byte",
  SMALLINT: "short",
  INT: "integer",
  BIGINT: "long",
};

/** The parts of a text between commas that stand outside all brackets and backticks. */
function parts(text: string): string[] {
  const found: string[] = [""];
  let depth = 0;
  let quoted = false;
  for (const character of text) {
    if (character === "`") quoted = !quoted;
    else if (!quoted && "<(".includes(character)) depth += 1;
    else if (!quoted && ">)".includes(character)) depth -= 1;
    if (character === "," && depth === 0 && !quoted) found.push("");
    else found[found.length - 1] += character;
  }
  return found.map((part) => part.trim()).filter((part) => part !== "");
}

function field(text: string): SparkField {
  const [, quoted, bare, type = ""] = /^(?:`((?:[^`]|``)*)`|([^\s:]+))\s*:\s*([\s\S]*)$/.exec(text) ?? [];
  const name = quoted === undefined ? (bare ?? "") : quoted.replaceAll("``", "`");
  return { name, type: sparkType(type.replace(/\s+NOT\s+NULL$/i, "")), nullable: true, metadata: {} };
}

/** @param typeText a type as a statement's manifest names it in `type_text` */
export function sparkType(typeText: string): SparkType {
  const text = typeText.trim();
  const [, outer = "", inner = ""] = /^(ARRAY|MAP|STRUCT)\s*<([\s\S]*)>$/i.exec(text) ?? [];
  const inside = parts(inner);
  switch (outer.toUpperCase()) {
    case "ARRAY":
      return { type: "array", elementType: sparkType(inner), containsNull: true };
    case "MAP":
      return {
        type: "map",
        keyType: sparkType(inside[0] ?? ""),
        valueType: sparkType(inside[1] ?? ""),
        valueContainsNull: true,
      };
    case "STRUCT":
      return { type: "struct", fields: inside.map(field) };
    default:
      return names[text.toUpperCase()] ?? text.toLowerCase().replaceAll(" ", text.includes("(") ? "" : " ");
  }
}
