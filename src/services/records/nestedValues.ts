/** Values of ARRAY, MAP and STRUCT as JSON text that `from_json` reads with the declared type. */
import { LosslessNumber } from "lossless-json";
import type { SqlType } from "../../results/sqlTypes";
import { isFieldObject, parsedJson, type TokenEncoder, textToken } from "./jsonValues";
import type { ScalarEncoder } from "./numberValues";
import { notOfType, ValueProblem } from "./valueProblem";

/** A value itself, or that of its JSON text. */
const valueOrJson = (value: unknown): unknown => (typeof value === "string" ? parsedJson(value) : value);

/** A list. @param element encodes its items */
export const arrayEncoder =
  (element: TokenEncoder): TokenEncoder =>
  (given) => {
    const items = valueOrJson(given);
    if (!Array.isArray(items)) return notOfType(given, "a list, as ARRAY takes");
    let text = "[";
    for (let index = 0; index < items.length; index += 1) {
      const token = element(items[index]);
      if (typeof token !== "string") return token.within(index);
      text += index === 0 ? token : `,${token}`;
    }
    return `${text}]`;
  };

/** An object of fields; undefined for everything else. */
const fieldsOf = (given: unknown): Record<string, unknown> | undefined => {
  const value = valueOrJson(given);
  const hasFields =
    typeof value === "object" && value !== null && !(value instanceof LosslessNumber) && isFieldObject(value);
  return hasFields ? (value as Record<string, unknown>) : undefined;
};

/**
 * An object of entries. Keys are text in JSON, and cast afterwards.
 * @param key encodes its keys: different texts can mean one key
 */
export const mapEncoder =
  (key: ScalarEncoder, value: TokenEncoder): TokenEncoder =>
  (given) => {
    const entries = fieldsOf(given);
    if (!entries) return notOfType(given, "an object, as MAP takes");
    const keys = new Set<string>();
    const tokens: string[] = [];
    for (const [name, one] of Object.entries(entries)) {
      if (one === undefined) continue;
      const keyText = key(name);
      const keyToken = typeof keyText === "string" ? textToken(keyText) : keyText;
      const token = typeof keyToken === "string" ? value(one) : keyToken;
      if (typeof token !== "string") return token.within(name);
      if (keys.has(String(keyText))) return new ValueProblem("the key comes twice").within(name);
      keys.add(String(keyText));
      tokens.push(`${keyToken}:${token}`);
    }
    return `{${tokens.join(",")}}`;
  };

interface StructField {
  name: string;
  encode: TokenEncoder;
}

/** A struct. Fields are found by their name, else without regard to case; `from_json` takes only the declared name. */
export const structEncoder = (fields: readonly StructField[]): TokenEncoder => {
  const positions = new Map<string, number>();
  for (const [index, { name }] of [...fields.entries()].reverse()) positions.set(name.toLowerCase(), index);
  const exact = new Map(fields.map(({ name }, index) => [name, index]));
  const keys = fields.map(({ name }) => `${JSON.stringify(name)}:`);
  return (given) => {
    const object = fieldsOf(given);
    if (!object) return notOfType(given, "an object, as STRUCT takes");
    const tokens: (string | undefined)[] = [];
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      const index = exact.get(name) ?? positions.get(name.toLowerCase());
      const field = index === undefined ? undefined : fields[index];
      if (index === undefined || !field) return new ValueProblem("the STRUCT has no such field").within(name);
      if (tokens[index] !== undefined) return new ValueProblem("the field comes twice").within(name);
      const token = field.encode(value);
      if (typeof token !== "string") return token.within(name);
      tokens[index] = keys[index] + token;
    }
    return `{${tokens.filter((token) => token !== undefined).join(",")}}`;
  };
};

/** The types of keys that text can be cast to. */
const keyTypes: ReadonlySet<string> = new Set(
  "TINYINT SMALLINT INT BIGINT DECIMAL FLOAT DOUBLE BOOLEAN DATE TIMESTAMP TIMESTAMP_NTZ STRING CHAR VARCHAR".split(
    " ",
  ),
);

/** Whether a map can have keys of a type. @param name the type's usual name */
export const isKeyType = (type: SqlType, name: string): boolean =>
  type.kind === "scalar" && keyTypes.has(name);
