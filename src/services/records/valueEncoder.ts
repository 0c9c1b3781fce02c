/**
 * How values are sent: every scalar as text, nested ones as JSON text. A value that a cast would change, cut or turn into
 * NULL without a word is a problem here. https://docs.databricks.com/aws/en/sql/language-manual/functions/cast
 */

import type { ScalarType, SqlType } from "../../results/sqlTypes";
import { scalarTypeName } from "../../results/sqlTypeText";
import { encodeBinary } from "./binaryValues";
import { type TokenEncoder, textToken, variantToken } from "./jsonValues";
import { arrayEncoder, isKeyType, mapEncoder, structEncoder } from "./nestedValues";
import {
  decimalEncoder,
  encodeBoolean,
  floatingEncoder,
  integerEncoder,
  type ScalarEncoder,
} from "./numberValues";
import { canonicalText } from "./recordKeys";
import { encodeText, limitedTextEncoder } from "./textValues";
import { encodeDate, encodeLocalTimestamp, encodeTimestamp, intervalEncoder } from "./timeValues";
import { shownName, ValueProblem } from "./valueProblem";

/** Turns a value into the text that is sent: null is NULL. */
export type ValueEncoder = (value: unknown) => string | null | ValueProblem;

/** How a scalar stands in JSON: as its text in quotes, or as that text itself. */
type TokenForm = "text" | "quoted" | "bare" | "number";

interface ScalarEncoding {
  encode: ScalarEncoder;
  token: TokenForm;
}

const unsupported = (name: string): ScalarEncoding => ({
  encode: () => new ValueProblem(`values of the type ${shownName(name)} cannot be written`),
  token: "bare",
});

const scalarEncoding = (type: ScalarType): ScalarEncoding => {
  const name = scalarTypeName(type);
  switch (name) {
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
      return { encode: integerEncoder(type), token: "bare" };
    case "DECIMAL":
      return { encode: decimalEncoder(type), token: "bare" };
    case "FLOAT":
    case "DOUBLE":
      return { encode: floatingEncoder(type), token: "number" };
    case "BOOLEAN":
      return { encode: encodeBoolean, token: "bare" };
    case "DATE":
      return { encode: encodeDate, token: "quoted" };
    case "TIMESTAMP":
      return { encode: encodeTimestamp, token: "quoted" };
    case "TIMESTAMP_NTZ":
      return { encode: encodeLocalTimestamp, token: "quoted" };
    case "INTERVAL":
      return { encode: intervalEncoder(type), token: "quoted" };
    case "BINARY":
      return { encode: encodeBinary, token: "quoted" };
    case "STRING":
      return { encode: encodeText, token: "text" };
    case "CHAR":
    case "VARCHAR":
      return { encode: limitedTextEncoder(type), token: "text" };
    case "VARIANT":
      return { encode: variantToken, token: "bare" };
    default:
      return unsupported(name);
  }
};

const scalarToken = (type: ScalarType): TokenEncoder => {
  const { encode, token: form } = scalarEncoding(type);
  return (value) => {
    if (value === null || value === undefined) return "null";
    const text = encode(value);
    if (typeof text !== "string" || form === "bare") return text;
    if (form === "text") return textToken(text);
    // NaN and the infinities, for which JSON has no numbers.
    return form === "quoted" || /^-?[IN]/.test(text) ? `"${text}"` : text;
  };
};

const mapToken = (key: SqlType, value: SqlType): TokenEncoder => {
  const name = key.kind === "scalar" ? scalarTypeName(key) : key.kind.toUpperCase();
  if (key.kind !== "scalar" || !isKeyType(key, name)) return unsupported(`MAP with keys of ${name}`).encode;
  return mapEncoder(scalarEncoding(key).encode, canonicalText(key) ?? ((text) => text), tokenEncoder(value));
};

const nestedToken = (type: Exclude<SqlType, ScalarType>): TokenEncoder => {
  switch (type.kind) {
    case "array":
      return arrayEncoder(tokenEncoder(type.element));
    case "map":
      return mapToken(type.key, type.value);
    case "struct":
      return structEncoder(
        type.fields.map((field) => ({ name: field.name, encode: tokenEncoder(field.type) })),
      );
  }
};

const tokenEncoder = (type: SqlType): TokenEncoder => {
  if (type.kind === "scalar") return scalarToken(type);
  const encode = nestedToken(type);
  return (value) => (value === null || value === undefined ? "null" : encode(value));
};

/**
 * Makes the function that turns values of a type into the text that is sent: scalars as `CAST` reads them, BINARY as
 * Base64, VARIANT as JSON text, nested types as JSON text for `from_json`. What `cellReader` gives goes back unchanged.
 * @param type the column's type
 */
export const valueEncoder = (type: SqlType): ValueEncoder => {
  const encode: ScalarEncoder = type.kind === "scalar" ? scalarEncoding(type).encode : nestedToken(type);
  return (value) => (value === null || value === undefined ? null : encode(value));
};

/** Whether the texts of a type never hold what JSON must escape. */
export const hasPlainTexts = (type: SqlType): boolean =>
  type.kind === "scalar" && type.name !== "VARIANT" && scalarEncoding(type).token !== "text";
