/**
 * Validates requests against Databricks' API description: required fields must be present, every value must have the
 * right type, an enum must have one of its values, and unknown fields are dropped. As with protocol buffers' JSON, null
 * is what is absent, a number may come as its digits, and text as any other scalar.
 */
import { Readable } from "node:stream";
import { apiError, type HttpError } from "../apiError";
import { invalidParameter } from "../control/requests";
import { apiDescription, elementName, type Field, type Operation } from "./description";
import { undocumentedFields, undocumentedValues } from "./undocumented";

const LIST = "[]";
const MAP = "map[string]";

/** Enums whose names the services read themselves, because Databricks takes them in any case. */
const readElsewhere = new Set(["jobs.GitProvider"]);

const malformed = (reason: string): HttpError =>
  apiError(400, "MALFORMED_REQUEST", `Could not parse request object: ${reason}`);

const unparsed = (expected: string, value: unknown): HttpError => {
  const token = Array.isArray(value) ? "START_ARRAY" : tokens[typeof value];
  return malformed(`Expected '${expected}' not '${token ?? "VALUE_EMBEDDED_OBJECT"}'`);
};
const tokens: Partial<Record<string, string>> = {
  string: "VALUE_STRING",
  number: "VALUE_NUMBER",
  boolean: "VALUE_BOOLEAN",
  object: "START_OBJECT",
};

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

type ScalarReader = (value: unknown, at: string) => unknown;

const expectedScalar = (kind: string, at: string): HttpError =>
  malformed(`Expected Scalar value for ${kind} field '${at}'`);

/** An integer, or its digits; those beyond 2^53 stay text, since a number would not hold them. */
const integer: ScalarReader = (value, at) => {
  if (Number.isInteger(value)) return value;
  if (typeof value !== "string" || !/^-?\d+$/.test(value)) throw expectedScalar("Integer", at);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
};

/** The numbers that JSON has no digits for come as text. */
const double: ScalarReader = (value, at) => {
  if (typeof value === "number") return value;
  const isNumber = typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value));
  if (isNumber || value === "NaN") return value;
  throw expectedScalar("Double", at);
};

const scalars: Record<string, ScalarReader> = {
  string: (value, at) => {
    if (isScalar(value)) return String(value);
    throw expectedScalar("String", at);
  },
  bool: (value, at) => {
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    throw expectedScalar("Boolean", at);
  },
  int: integer,
  int64: integer,
  float64: double,
};

const enumValues = (name: string): string[] | undefined => {
  const described = apiDescription.enums[name];
  const others = undocumentedValues.find((other) => other.enum === name)?.values ?? [];
  return described && [...described, ...others];
};

/** The fields of a type, those that only clients know among them. */
const fieldsOfType = (type: string): Field[] | undefined => {
  const described = apiDescription.types[type];
  const others = undocumentedFields.filter((other) => other.type === type).map(({ field }) => field);
  return (
    described && [...described.filter(({ name }) => !others.some((other) => other.name === name)), ...others]
  );
};

function readEnum(name: string, values: string[], value: unknown, at: string): unknown {
  if (readElsewhere.has(name) || values.some((known) => known === value)) return value;
  if (!isScalar(value)) throw expectedScalar("String", at);
  throw invalidParameter(`${at} must be one of: ${values.join(",")}. Got: ${value}`);
}

function readValue(type: string, service: string, value: unknown, at: string): unknown {
  if (type.startsWith(LIST)) {
    if (!Array.isArray(value)) throw unparsed("START_ARRAY", value);
    return value.map((item, index) => readValue(type.slice(LIST.length), service, item, `${at}[${index}]`));
  }
  if (type.startsWith(MAP)) {
    if (!isRecord(value)) throw unparsed("START_OBJECT", value);
    const read = ([key, item]: [string, unknown]) => [
      key,
      readValue(type.slice(MAP.length), service, item, `${at}.${key}`),
    ];
    return Object.fromEntries(Object.entries(value).map(read));
  }
  const scalar = scalars[type];
  if (scalar) return scalar(value, at);
  const name = elementName(type, service);
  const values = enumValues(name);
  if (values) return readEnum(name, values, value, at);
  return fieldsOfType(name) ? readObject(name, value, at) : value;
}

function readObject(type: string, value: unknown, at: string): Record<string, unknown> {
  if (!isRecord(value)) throw unparsed("START_OBJECT", value);
  const [service = ""] = type.split(".");
  const read: Record<string, unknown> = {};
  for (const field of fieldsOfType(type) ?? []) {
    if (field.in !== "body") continue;
    const given = value[field.name];
    const path = at === "" ? field.name : `${at}.${field.name}`;
    if (!isAbsent(given)) read[field.name] = readValue(field.type, service, given, path);
    else if (field.required && !readElsewhere.has(elementName(field.type, service)))
      throw invalidParameter(`Missing required field: ${path}`);
  }
  return read;
}

/**
 * Checks a value against a type of the description.
 * @param type with its service
 * @throws HttpError as `readBody` does
 */
export function checkDescribed(type: string, value: unknown, at: string): void {
  readObject(type, value, at);
}

/** A body whose fields are those of a model rather than of the API. */
const isOpen = (type: string): boolean => type === "serving.QueryEndpointInput";

/** Content that is no JSON: its bytes, or a stream of them. */
const isRaw = (body: unknown): boolean => Buffer.isBuffer(body) || body instanceof Readable;

/**
 * The body of a request with only what the description knows.
 * @throws HttpError 400 MALFORMED_REQUEST for a value of another kind, INVALID_PARAMETER_VALUE for a field that is
 * missing and for a value that its enum does not have
 */
export const readBody = ({ request }: Operation, body: unknown): unknown =>
  request === null || isOpen(request) || isRaw(body) ? body : readObject(request, body ?? {}, "");

const queryKinds: Partial<Record<string, RegExp>> = {
  int: /^-?\d+$/,
  int64: /^-?\d+$/,
  bool: /^(?:true|false)$/,
};

/** Checks the parameters of a query. Throws as `readBody` does. */
export function checkQuery({ request }: Operation, query: Record<string, unknown>): void {
  if (request !== null) checkParameters(request, "query", query, "");
}

/** @param prefix what an object's own parameters begin with, as in `filter_by.is_pinned` */
function checkParameters(type: string, place: string, query: Record<string, unknown>, prefix: string): void {
  const [service = ""] = type.split(".");
  for (const field of apiDescription.types[type] ?? []) {
    if (field.in !== place) continue;
    const name = `${prefix}${field.name}`;
    const element = elementName(field.type, service);
    if (Object.keys(query).some((given) => given.startsWith(`${name}.`))) {
      checkParameters(element, "body", query, `${name}.`);
    }
    const given = query[name];
    if (isAbsent(given) || given === "") {
      if (field.required) throw invalidParameter(`Missing required field: ${name}`);
      continue;
    }
    const values = enumValues(element);
    const kind = queryKinds[field.type.replace(LIST, "")];
    for (const text of [given].flat()) {
      if (values) readEnum(element, values, text, name);
      if (kind?.test(String(text)) === false) throw invalidParameter(`Invalid ${name}: ${String(text)}`);
    }
  }
}

const placesOf = (path: string): string => path.replace(/\{[^}]+\}|:[^/]+|\*$/g, "{}").replace(/\/$/, "");

/** Of several operations at one place, such as the permissions of any object and of a few kinds, the first counts. */
const operations = new Map(
  [...apiDescription.operations]
    .reverse()
    .map((operation) => [`${operation.method} ${placesOf(operation.path)}`, operation]),
);

/**
 * The operation that a route answers; undefined where the description has none.
 * @param route the route's pattern, with its parameters as `:name` and a path at its end as `*`
 */
export const operationOf = (method: string, route: string): Operation | undefined =>
  operations.get(`${method} ${placesOf(route.replace("/api/2.0/clusters/", "/api/2.1/clusters/"))}`);
