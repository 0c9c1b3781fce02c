/** Holds traffic to Databricks' own description of its API: paths, parameters, fields, kinds and enum values. */
import {
  apiDescription,
  elementName,
  type Field,
  type Operation,
} from "../../packages/emulator/src/contract/description";
import type { LoggedRequest } from "../../packages/emulator/src/control/requestLog";
import {
  type OtherOperation,
  otherFields,
  otherOperations,
  otherTypes,
  otherValues,
} from "../contract/exceptions";

/** The exceptions that traffic has needed so far, by what they name. */
export const usedExceptions = new Set<string>();

const named = (name: string): void => {
  usedExceptions.add(name);
};

/** The fields of a type, those of the exceptions among them. */
export const fieldsOf = (type: string): Field[] | undefined => {
  const described = apiDescription.types[type];
  if (!described) return otherTypes.find(({ name }) => name === type)?.fields;
  const others = otherFields.filter((other) => other.type === type).map(({ field }) => field);
  return [...described.filter(({ name }) => !others.some((other) => other.name === name)), ...others];
};

/** A placeholder is one segment; one that no slash precedes is a whole path, as in `/fs/files{file_path}`. */
const template = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.$]/g, "\\$&")
      .replace(/(?<!\/)\{[^}]+\}/g, "/.+")
      .replace(/\{[^}]+\}/g, "[^/]+")}$`,
  );

const templates = new Map<string, RegExp>();

/** Every request is held against the templates of all operations, so each is made once. */
const templateOf = (path: string): RegExp => {
  const made = templates.get(path) ?? template(path);
  templates.set(path, made);
  return made;
};

const matches = (at: { method: string; path: string }, method: string, path: string): boolean =>
  at.method === method && templateOf(at.path).test(path);

const ofException = ({ method, path, as, request, response }: OtherOperation): Operation => {
  named(`${method} ${path}`);
  const described = apiDescription.operations.find((operation) => operation.path === as);
  return {
    method,
    path,
    request: described ? described.request : (request ?? null),
    response: described ? described.response : (response ?? null),
  };
};

/**
 * Operations that a request can be told by. Those that share their whole path, as `/api/2.1/unity-catalog/{name}`, take
 * names of several segments, which the description does not show.
 */
const known = apiDescription.operations.filter(
  ({ method, path }, index, all) =>
    !all.some((other, at) => at !== index && other.method === method && other.path === path),
);

const placeholders = ({ path }: Operation): number => path.split("{").length;

const describedOperations = new Map<string, Operation | undefined>();

/** The operation of the description that a request asks for; the same requests come again and again. */
const describedOperation = (method: string, path: string): Operation | undefined => {
  const request = `${method} ${path}`;
  if (!describedOperations.has(request)) {
    const [found] = known
      .filter((operation) => matches(operation, method, path))
      .sort((one, other) => placeholders(one) - placeholders(other));
    describedOperations.set(request, found);
  }
  return describedOperations.get(request);
};

/** The operation that a request asks for, the one with the fewest placeholders; undefined where Databricks has none. */
export const operationOf = (method: string, path: string): Operation | undefined => {
  const described = describedOperation(method, path);
  if (described) return described;
  const other = otherOperations.find((operation) => matches(operation, method, path));
  return other && ofException(other);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An integer, or the digits of one that the request log could not hold as a number. */
const isInteger = (value: unknown): boolean =>
  Number.isSafeInteger(value) ||
  (typeof value === "string" && /^-?\d+$/.test(value) && !Number.isSafeInteger(Number(value)));

const kinds: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  bool: (value) => typeof value === "boolean",
  int: isInteger,
  int64: isInteger,
  // What JSON has no number for has its name, as protocol buffers have it.
  float64: (value) => typeof value === "number" || ["NaN", "Infinity", "-Infinity"].includes(String(value)),
  any: () => true,
  "time.Time": (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  "duration.Duration": (value) => typeof value === "string",
  "fieldmask.FieldMask": (value) => typeof value === "string",
  "json.RawMessage": () => true,
};

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
};

const ofEnum = (name: string, values: readonly string[], value: unknown, at: string): string[] => {
  if (typeof value === "string" && values.includes(value)) return [];
  const other = otherValues.find((exception) => exception.enum === name);
  if (typeof value === "string" && other?.values.includes(value)) {
    named(`${name} ${value}`);
    return [];
  }
  return [`${at}: ${shown(value)} is no value of ${name}`];
};

/** What is wrong with a value that should be of a type. A null is Databricks' absent value only in lists of cells. */
const complaints = (type: string, service: string, value: unknown, at: string): string[] => {
  if (type.startsWith("[]")) {
    if (!Array.isArray(value)) return [`${at}: ${shown(value)} is no list`];
    return value.flatMap((item, index) =>
      item === null && type === "[]string" ? [] : complaints(type.slice(2), service, item, `${at}[${index}]`),
    );
  }
  if (type.startsWith("map[string]")) {
    if (!isRecord(value)) return [`${at}: ${shown(value)} is no map`];
    return Object.entries(value).flatMap(([key, item]) =>
      complaints(type.slice("map[string]".length), service, item, `${at}.${key}`),
    );
  }
  const kind = kinds[type];
  if (kind) return kind(value) ? [] : [`${at}: ${shown(value)} is no ${type}`];
  const name = elementName(type, service);
  const values = apiDescription.enums[name];
  if (values) return ofEnum(name, values, value, at);
  return objectComplaints(name, value, at);
};

const objectComplaints = (type: string, value: unknown, at: string): string[] => {
  const fields = fieldsOf(type);
  if (!fields) return [`${at}: the description has no type ${type}`];
  if (!isRecord(value)) return [`${at}: ${shown(value)} is no ${type}`];
  const [service = ""] = type.split(".");
  const missing = fields
    .filter((field) => field.required && field.in === "body" && !(field.name in value))
    .map(({ name }) => `${at}: ${type} needs ${name}`);
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    const field = fields.find((candidate) => candidate.name === name && candidate.in === "body");
    if (!field) return [`${at}: ${type} has no field ${name}`];
    if (otherFields.some((other) => other.type === type && other.field === field)) named(`${type}.${name}`);
    return complaints(field.type, service, item, `${at}.${name}`);
  });
  return [...missing, ...wrong];
};

const queryKinds: Record<string, RegExp> = { int: /^-?\d+$/, int64: /^-?\d+$/, bool: /^(?:true|false)$/ };

/** A query parameter: its name may be dotted into an object, and it may repeat where it is a list. */
const parameterComplaints = (type: string | null, name: string, value: unknown, at: string): string[] => {
  const [first = "", ...rest] = name.split(".");
  const field = (type ? fieldsOf(type) : undefined)?.find((candidate) => candidate.name === first);
  if (!type || !field) return [`${at}: ${type ?? "a request without parameters"} has no parameter ${name}`];
  const [service = ""] = type.split(".");
  const element = elementName(field.type, service);
  if (rest.length > 0) return parameterComplaints(element, rest.join("."), value, at);
  return [value].flat().flatMap((text) => {
    const values = apiDescription.enums[element];
    if (values) return ofEnum(element, values, text, `${at}.${name}`);
    const kind = queryKinds[field.type];
    return kind && !kind.test(String(text)) ? [`${at}.${name}: ${shown(text)} is no ${field.type}`] : [];
  });
};

/** The forms in which Databricks says that something went wrong. */
const errorForms: Record<string, (value: unknown) => boolean>[] = [
  {
    error_code: (value) => typeof value === "string" || typeof value === "number",
    message: (value) => typeof value === "string",
    details: Array.isArray,
  },
  {
    error: (value) => typeof value === "string",
    error_description: (value) => typeof value === "string",
    // What Microsoft Entra ID says besides.
    error_codes: Array.isArray,
    timestamp: (value) => typeof value === "string",
    trace_id: (value) => typeof value === "string",
    correlation_id: (value) => typeof value === "string",
    error_uri: (value) => typeof value === "string",
  },
  {
    schemas: Array.isArray,
    detail: (value) => typeof value === "string",
    status: (value) => typeof value === "string",
    scimType: (value) => typeof value === "string",
  },
];

/** The page of the gateway before the API, whose title repeats the status. */
const isErrorPage = (answer: unknown): boolean =>
  typeof answer === "string" && /^<html>[\s\S]*<title>Error \d{3} /.test(answer);

const errorComplaints = (answer: unknown, at: string): string[] =>
  isErrorPage(answer) ||
  (isRecord(answer) &&
    errorForms.some((form) => Object.entries(answer).every(([name, value]) => form[name]?.(value) ?? false)))
    ? []
    : [`${at}: ${shown(answer)} is none of Databricks' errors`];

/** Operations whose bodies are bytes, and their answers headers. */
const isOfFiles = ({ path }: Operation): boolean => path.startsWith("/api/2.0/fs/");

/** Whether a body is no JSON: a form, or what the request log has left of a long one. */
const isNoJson = (body: unknown): boolean =>
  typeof body === "string" && /^-{20,}|\.\.\. \d+ more characters$/.test(body);

const requestComplaints = (operation: Operation, { method, query, body, path }: LoggedRequest): string[] => {
  const at = `${method} ${path}`;
  const asked = Object.entries(query).flatMap(([name, value]) =>
    parameterComplaints(operation.request, name, value, `${at} query`),
  );
  if (body === null || isNoJson(body) || isOfFiles(operation)) return asked;
  const sent = isRecord(body) ? body : undefined;
  if (!operation.request)
    return sent && Object.keys(sent).length === 0 ? asked : [...asked, `${at}: takes no body`];
  if (operation.request === "oauth.TokenRequest") return asked;
  return [...asked, ...objectComplaints(operation.request, body, `${at} body`)];
};

/** The answer of an operation on files: nothing of it is JSON, but a list. */
const fileAnswerComplaints = (
  { response }: Operation,
  { method, path, status, answer }: LoggedRequest,
): string[] => {
  const at = `${method} ${path} answer`;
  if (response === "files.ListDirectoryResponse") return objectComplaints(response, answer, at);
  const statuses = response === null && method !== "HEAD" ? [204] : [200, 206];
  return statuses.includes(Number(status)) ? [] : [`${at}: ${status} is no status of Databricks`];
};

const isEmpty = (answer: unknown): boolean => answer === null || answer === "";

const answerComplaints = (operation: Operation, request: LoggedRequest): string[] => {
  const { method, path, status, answer } = request;
  const at = `${method} ${path} answer`;
  if (status === null || isNoJson(answer)) return [];
  if (status >= 400) return method === "HEAD" ? [] : errorComplaints(answer, `${at} ${status}`);
  if (isOfFiles(operation)) return fileAnswerComplaints(operation, request);
  if (operation.response === "oauth.Redirect" && status === 302) return [];
  // A host that serves several workspaces sends who names none to its sign-in page.
  if (status === 303 && isEmpty(answer)) return [];
  if (status !== 200) return [`${at}: ${status} is no status of Databricks`];
  if (operation.response === "any") return [];
  if (operation.response) return objectComplaints(operation.response, answer, at);
  return isRecord(answer) && Object.keys(answer).length === 0 ? [] : [`${at}: ${shown(answer)} is not {}`];
};

/** Which sides of an exchange are looked at. */
interface Sides {
  /** Whether the workspace's answers are held to the contract too: not so where a test makes it answer wrongly. */
  answers: boolean;
}

/**
 * What an exchange names that Databricks does not have: one sentence each.
 * @param request an entry of the workspace's request log
 */
export const complaintsAbout = (request: LoggedRequest, { answers }: Sides): string[] => {
  if (request.target === "storage") return [];
  const operation = operationOf(request.method, request.path);
  if (!operation) {
    return request.status === 501 || request.status === 404
      ? [] // The workspace has refused it, as Databricks would or because it says that it cannot.
      : [`${request.method} ${request.path}: Databricks has no such operation`];
  }
  // What the workspace refuses may be malformed: refusing it is its task.
  const refused = request.status === 400 && answers;
  return [
    ...(refused ? [] : requestComplaints(operation, request)),
    ...(answers ? answerComplaints(operation, request) : []),
  ];
};
