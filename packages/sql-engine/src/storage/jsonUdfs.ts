/** Functions that read JSON as Spark does. */
import { type DuckDBValue, VARCHAR } from "@duckdb/node-api";
import type { DataType } from "../dataTypes";
import { unsupported } from "../errors";
import type { PathStep } from "../parser/ast";
import { columnJson, type JsonMode, jsonOf } from "../values/jsonColumns";
import { type Json, JsonError, parseJsonText } from "../values/jsonReader";
import { constantArgument } from "./constantArguments";
import type { Udf } from "./udfs";

/** The value that a path leads to. Of a name that is there twice the first counts; null ends the way. */
function follow(value: Json, [step, ...rest]: PathStep[]): Json | undefined {
  if (!step) {
    return value;
  }
  if ("index" in step) {
    const item = value.kind === "array" ? value.items[step.index] : undefined;
    return item && follow(item, rest);
  }
  const member =
    value.kind === "object" ? value.members.find(([name]) => name === step.field)?.[1] : undefined;
  return member && member.kind !== "null" ? follow(member, rest) : undefined;
}

function extracted(text: string, path: string): DuckDBValue {
  try {
    const found = follow(parseJsonText(text, true), constantArgument<PathStep[]>(path));
    return found ? (found.kind === "string" ? found.value : jsonOf(found)) : null;
  } catch (error) {
    if (error instanceof JsonError) {
      return null;
    }
    throw error;
  }
}

/** The text of a VARIANT; null where an object has two fields of one name, which Spark does not take. */
function parsedVariant(text: string): DuckDBValue {
  return isPlainVariant(parseJsonText(text, true)) ? text : null;
}

function isPlainVariant(value: Json): boolean {
  switch (value.kind) {
    case "number":
      if (value.text.replace(/^-?0*|\./g, "").length > 38) {
        throw unsupported("numbers of more than 38 digits in a VARIANT");
      }
      return true;
    case "array":
      return value.items.every(isPlainVariant);
    case "object":
      return (
        new Set(value.members.map(([name]) => name)).size === value.members.length &&
        value.members.every(([, member]) => isPlainVariant(member))
      );
    default:
      return true;
  }
}

/** The bytes of a text that is no proper Base64, as hexadecimal digits: Spark leaves out what does not belong there. */
function base64Hex(text: string): string {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, "");
  const [body = "", ...rest] = digits.split(/=+/);
  if (
    rest.some((part) => part !== "") ||
    body.length % 4 === 1 ||
    (rest.length > 0 && body.length % 4 === 0)
  ) {
    throw unsupported("unbase64 of a text with wrong padding");
  }
  return Buffer.from(body, "base64").toString("hex");
}

export const jsonUdfs: Udf[] = [
  {
    name: "dbx_from_json",
    parameters: [VARCHAR, VARCHAR, VARCHAR],
    result: VARCHAR,
    compute: (text: string, type: string, mode: JsonMode) =>
      columnJson(text, constantArgument<DataType>(type), mode),
  },
  { name: "dbx_parsed_variant", parameters: [VARCHAR], result: VARCHAR, compute: parsedVariant },
  { name: "dbx_base64_hex", parameters: [VARCHAR], result: VARCHAR, compute: base64Hex },
  { name: "dbx_get_json_object", parameters: [VARCHAR, VARCHAR], result: VARCHAR, compute: extracted },
];
