/** The JSON schema of a result, derived from its example, the only description of its shape. */

/** As much of JSON Schema as results need. */
export interface JsonSchema {
  type?: SchemaType | SchemaType[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  description?: string;
}

type SchemaType = "string" | "number" | "boolean" | "object" | "array" | "null";

const defined = <T>(values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

/** One schema for what any of several describes: all their types, all their fields, all their items. */
const merged = (schemas: JsonSchema[]): JsonSchema => {
  const [first, ...rest] = schemas;
  if (!first || rest.length === 0) return first ?? {};
  const types = [...new Set(schemas.flatMap(({ type }) => type ?? []))];
  const items = defined(schemas.map((schema) => schema.items));
  const fields = defined(schemas.map((schema) => schema.properties));
  const names = [...new Set(fields.flatMap(Object.keys))];
  return {
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(fields.length > 0 && {
      properties: Object.fromEntries(
        names.map((name) => [name, merged(defined(fields.map((properties) => properties[name])))]),
      ),
    }),
    ...(items.length > 0 && { items: merged(items) }),
  };
};

/**
 * The schema of everything shaped like an example. Fields may be absent, as Databricks leaves out what is empty;
 * further fields may be present; an array's items are described by all of its example's items together.
 */
export const schemaOf = (example: unknown): JsonSchema => {
  if (Array.isArray(example)) return { type: "array", items: merged(example.map(schemaOf)) };
  if (example === null) return { type: "null" };
  if (typeof example !== "object") return { type: typeof example as SchemaType };
  const properties = Object.entries(example)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, schemaOf(value)]);
  return { type: "object", properties: Object.fromEntries(properties) };
};
