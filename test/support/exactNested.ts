/** Nested values by chance, arrays, maps, structs and variants, each with what it must be in a result. */
import fc from "fast-check";
import { LosslessNumber, parse } from "lossless-json";
import {
  anyTextOfTheEngine,
  type Exact,
  type ExactType,
  keyTypes,
  orNothing,
  type Put,
  scalarTypes,
} from "./exactValues";

/** What a value inside nested JSON text means, by what stands in `rows` for it. */
const means = (json: unknown, row: unknown): boolean => {
  if (json instanceof LosslessNumber) {
    return typeof row === "number" ? Object.is(Number(json.value), row) : json.value === row;
  }
  if (Array.isArray(row)) {
    return (
      Array.isArray(json) && json.length === row.length && row.every((one, index) => means(json[index], one))
    );
  }
  if (typeof row !== "object" || row === null) return json === row;
  if (typeof json !== "object" || json === null || Array.isArray(json)) return false;
  const fields = Object.entries(row);
  return (
    Object.keys(json).length === fields.length &&
    fields.every(([name, one]) => Object.hasOwn(json, name) && means(Reflect.get(json, name), one))
  );
};

const nested = (row: unknown, sql: Exact["sql"]): Exact => ({
  sql,
  row,
  isText: (cell) => cell !== null && means(parse(cell), row),
});

const arrayOf = (element: ExactType): ExactType => {
  const name = `ARRAY<${element.name}>`;
  const values = fc.array(orNothing(element), { maxLength: 4 }).map((elements) =>
    nested(
      elements.map(({ row }) => row),
      // With the type told, an empty array and one of NULLs are of it too.
      (put) => `CAST(array(${elements.map(({ sql }) => sql(put)).join(", ")}) AS ${name})`,
    ),
  );
  return { name, values };
};

const mapOf = (key: (typeof keyTypes)[number], value: ExactType): ExactType => ({
  name: `MAP<${key.name}, ${value.name}>`,
  values: fc
    .uniqueArray(fc.tuple(key.values, orNothing(value)), {
      minLength: 1,
      maxLength: 3,
      selector: ([{ text }]) => text,
    })
    .map((entries) =>
      nested(
        Object.fromEntries(entries.map(([{ text }, { row }]) => [text, row])),
        (put) => `map(${entries.flatMap((entry) => entry.map(({ sql }) => sql(put))).join(", ")})`,
      ),
    ),
});

/** Names that the type's text must quote, and JSON too. The local workspace mixes up fields whose names are digits. */
const fieldNames = ["tick`", 'x:y, z: "hi"', "é 😀", "plain"];

const structOf = (types: readonly ExactType[]): ExactType => {
  const names = fieldNames.slice(0, types.length);
  const quoted = names.map((name) => `\`${name.replaceAll("`", "``")}\``);
  return {
    name: `STRUCT<${types.map(({ name }, index) => `${quoted[index]}: ${name}`).join(", ")}>`,
    values: fc.tuple(...types.map(orNothing)).map((fields) =>
      nested(Object.fromEntries(fields.map(({ row }, index) => [names[index], row])), (put) => {
        const pairs = fields.map(({ sql }, index) => `'${names[index]}', ${sql(put)}`);
        return `named_struct(${pairs.join(", ")})`;
      }),
    ),
  };
};

/** JSON text with what must stand in `rows` for it. */
interface Json {
  text: string;
  row: unknown;
}

const wholeNumber = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map((value): Json => {
  const number = Number(value);
  return { text: String(value), row: Number.isSafeInteger(number) ? number : String(value) };
});

/** So few digits are never rounded; the last one keeps Databricks from dropping any. */
const fraction = fc.integer({ min: -999_999_999, max: 999_999_999 }).map((value): Json => {
  const text = `${(value / 1000).toFixed(3)}1`;
  return { text, row: Number(text) };
});

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false).map((row) => ({ text: String(row), row })),
    wholeNumber,
    fraction,
    anyTextOfTheEngine.map((row) => ({ text: JSON.stringify(row), row })),
    fc.array(tie("json"), { maxLength: 4 }).map((elements) => ({
      text: `[${elements.map(({ text }) => text).join(",")}]`,
      row: elements.map(({ row }) => row),
    })),
    fc
      .uniqueArray(fc.tuple(anyTextOfTheEngine, tie("json")), { maxLength: 4, selector: ([key]) => key })
      .map((entries) => ({
        text: `{${entries.map(([key, { text }]) => `${JSON.stringify(key)}: ${text}`).join(", ")}}`,
        row: Object.fromEntries(entries.map(([key, { row }]) => [key, row])),
      })),
  ),
}));

const variant: ExactType = {
  name: "VARIANT",
  values: json.map(({ text, row }) => nested(row, (put: Put) => `parse_json(${put(text, "STRING")})`)),
};

/** A type with values of it by chance, nested so deep at most. */
const anyType = (depth: number): fc.Arbitrary<ExactType> => {
  const scalar = fc.constantFrom(...scalarTypes);
  if (depth === 0) return scalar;
  const inner = anyType(depth - 1);
  return fc.oneof(
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: inner.map(arrayOf) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...keyTypes), inner).map((types) => mapOf(...types)) },
    { weight: 1, arbitrary: fc.array(inner, { minLength: 1, maxLength: fieldNames.length }).map(structOf) },
    { weight: 1, arbitrary: fc.constant(variant) },
  );
};

/** Any type, scalar or nested. */
export const exactType: fc.Arbitrary<ExactType> = anyType(3);
