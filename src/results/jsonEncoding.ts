/** How the values of a declared type stand in JSON. */
import type { SqlType } from "./sqlTypes";
import { type ScalarKind, scalarKind } from "./statementRows";

export interface JsonEncoding {
  kind: ScalarKind | "array" | "map" | "struct";
  /** The elements of an array, the values of a map, the fields of a struct. */
  inner: JsonEncoding[];
  /** How the names of a struct's fields stand in JSON text: `"name":`. */
  keys: Uint8Array[];
}

const structKeys = (names: string[]): Uint8Array[] =>
  // Where a name comes twice, no key is known: all values of such a struct take the slow path.
  new Set(names).size < names.length ? [] : names.map((name) => Buffer.from(`${JSON.stringify(name)}:`));

/** Works out how the values of a type are encoded. */
export const jsonEncoding = (type: SqlType): JsonEncoding => {
  switch (type.kind) {
    case "scalar":
      return { kind: scalarKind(type.name), inner: [], keys: [] };
    case "array":
      return { kind: "array", inner: [jsonEncoding(type.element)], keys: [] };
    case "map":
      return { kind: "map", inner: [jsonEncoding(type.value)], keys: [] };
    case "struct":
      return {
        kind: "struct",
        inner: type.fields.map((field) => jsonEncoding(field.type)),
        keys: structKeys(type.fields.map(({ name }) => name)),
      };
  }
};
