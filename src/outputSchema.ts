/** The JSON schema of a result, read off its example: the one description of its shape there is. */
/** As much of JSON Schema as results need. */
export interface JsonSchema {
  type?: SchemaType | SchemaType[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  description?: string;
}

type SchemaType = "string" | "number" | "boolean" | "object" | "array" | "null";

const merged = (schemas: JsonSchema[]): JsonSchema => {
  const [first = {}, ...rest] = schemas;
  return rest.reduce((all, schema) => {
    if (JSON.stringify(all) === JSON.stringify(schema)) return all;
    if (all.type === "object" && schema.type === "object") {
      const keys = Object.keys({ ...all.properties, ...schema.properties });
      const properties = keys.map((key) => [
        key,
        merged([all.properties?.[key], schema.properties?.[key]].filter((one) => one !== undefined)),
      ]);
      return { type: "object", properties: Object.fromEntries(properties) };
    }
    return { type: [...new Set([all.type ?? [], schema.type ?? []].flat())] };
  }, first);
};

/**
 * The schema of everything shaped like an example. Fields may be absent, as Databricks leaves out what is empty;
 * further fields may come; a list's items are described by all of its example's items together.
 */
export const schemaOf = (example: unknown): JsonSchema => {
  if (Array.isArray(example)) return { type: "array", items: merged(example.map(schemaOf)) };
  if (example === null) return { type: "null" };
  if (typeof example !== "object") return { type: typeof example as SchemaType };
  const properties = Object.entries(example).map(([key, value]) => [key, schemaOf(value)]);
  return { type: "object", properties: Object.fromEntries(properties) };
};
