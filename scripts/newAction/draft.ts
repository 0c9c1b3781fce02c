/** The inputs and results of a new action, read from Databricks' API description. */
import { apiDescription, elementName, type Field } from "../../packages/emulator/src/contract/description";
import { camelCase, singular, titleCase, wordsOf } from "./names";
import { type ActionNames, documentationUrl, type findOperation, sentenceOf } from "./operation";
import { bodyOf, choicesOf, scalarExample, type WireType, wireType } from "./wireTypes";

type Operation = ReturnType<typeof findOperation>;

/** What an input holds. */
export type InputKind = "id" | "text" | "boolean" | "integer" | "choice" | "object" | "array" | "json";

/** One input of the draft, and where its value goes. */
export interface DraftInput {
  key: string;
  label: string;
  kind: InputKind;
  required: boolean;
  example: string;
  choices: string[];
  /** The name in the request. */
  wireName: string;
  place: "path" | "query" | "body";
}

/** What comes back: a list of items, one object, or nothing. */
type DraftResult =
  | { kind: "list"; field: string; item: WireType }
  | { kind: "object"; type: WireType }
  | { kind: "nothing" };

/** A new action before it is written. */
export interface Draft extends ActionNames {
  method: string;
  path: string;
  url: string;
  description: string;
  effect: "read" | "write";
  inputs: DraftInput[];
  /** Whether the other fields of the body come as one JSON input. */
  hasExtraSettings: boolean;
  result: DraftResult;
  /** The name of the query parameter that says how many items a page has, where the list has pages. */
  pageSizeField?: string;
}

const pageFields = new Set(["page_token", "page_size", "max_results", "limit"]);

const kindOf = ({ name, type, in: place }: Field, service: string): InputKind => {
  if (choicesOf(type, service)) return "choice";
  if (place === "path" || (type === "string" && /(?:^|_)id$/.test(name))) return "id";
  const kinds: Record<string, InputKind> = {
    string: "text",
    bool: "boolean",
    int: "integer",
    int64: "integer",
  };
  const kind = kinds[type];
  if (kind) return kind;
  if (type.startsWith("[]") && place === "body") return "array";
  if (place === "query") return "text";
  const isObject = type.startsWith("map[string]") || apiDescription.types[elementName(type, service)];
  return isObject ? "object" : "json";
};

const complexExamples: Partial<Record<InputKind, string>> = {
  object: '{"name": "example"}',
  array: '["example"]',
  json: '"example"',
};

/** Names of inputs that the code of an action cannot have. */
const reserved = new Set(["path", "client", "labels", "function", "package", "default", "class"]);

const inputOf = (field: Field, service: string, wireName: string, noun: string[]): DraftInput => {
  const words = wordsOf(wireName);
  const kind = kindOf(field, service);
  const choices = choicesOf(field.type, service) ?? [];
  const example = scalarExample(field.type, wireName);
  return {
    key: camelCase(reserved.has(wireName) ? [...singular(noun), ...words] : words),
    label: titleCase(words),
    kind,
    required: field.in === "path" || field.required,
    example: choices[0] ?? complexExamples[kind] ?? String(example ?? "example"),
    choices,
    wireName,
    place: field.in as DraftInput["place"],
  };
};

/** The parameters of a path in their order; the description spells them as Go does in its types. */
const pathInputs = (at: string, fields: Field[], service: string, noun: string[]): DraftInput[] =>
  [...at.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => {
    const field = fields.find(
      (one) => one.in === "path" && camelCase(wordsOf(one.name)) === camelCase(wordsOf(name)),
    );
    return inputOf(field ?? { name, in: "path", type: "string", required: true }, service, name, noun);
  });

/** Optional fields of a body get inputs of their own as long as they are few and simple. */
const isSmall = ({ kind }: DraftInput, index: number): boolean =>
  index < 8 && !["object", "array", "json"].includes(kind);

const resultOf = ({ method, response }: Operation, verb: string): DraftResult => {
  if (response === null) return { kind: "nothing" };
  const [service = ""] = response.split(".");
  const lists = bodyOf(response).filter(
    ({ type }) => type.startsWith("[]") && apiDescription.types[elementName(type, service)],
  );
  const [list] = lists;
  const others = bodyOf(response).filter(({ name }) => name !== list?.name);
  const isList = list && lists.length === 1 && others.every(({ name }) => /page|more|total/.test(name));
  return method === "GET" && verb === "list" && isList
    ? { kind: "list", field: list.name, item: wireType(elementName(list.type, service)) }
    : { kind: "object", type: wireType(response) };
};

/** Describes a new action that calls an operation. */
export const draftOf = (operation: Operation, names: ActionNames): Draft => {
  const { method, path, request } = operation;
  const [service = ""] = (request ?? "").split(".");
  const fields = (request && apiDescription.types[request]) || [];
  const result = resultOf(operation, names.verb);
  const isPaging = ({ name }: Field): boolean => result.kind === "list" && pageFields.has(name);
  const others = fields.filter((field) => field.in !== "path" && !isPaging(field));
  const ofPath = pathInputs(path, fields, service, names.noun);
  const ofFields = others
    .filter((field) => method !== "GET" || field.in === "query")
    .map((field) => inputOf(field, service, field.name, names.noun))
    .filter(({ key }) => !ofPath.some((input) => input.key === key));
  const optional = ofFields.filter((input) => !input.required);
  const own = optional.filter((input, index) => input.place === "query" || isSmall(input, index));
  return {
    ...names,
    method,
    path,
    url: documentationUrl(operation),
    description: sentenceOf(names),
    effect: method === "GET" || ["get", "list", "search"].includes(names.verb) ? "read" : "write",
    inputs: [
      ...pathInputs(path, fields, service, names.noun),
      ...ofFields.filter(({ required }) => required),
      ...own,
    ],
    hasExtraSettings: own.length < optional.length,
    result,
    ...(fields.some(({ name }) => name === "page_token") && {
      pageSizeField: fields.find(({ name }) => ["page_size", "max_results", "limit"].includes(name))?.name,
    }),
  };
};

/** The name of what a result is, in the words of the action. */
export const exampleName = ({ noun, result }: Draft): string =>
  result.kind === "list" ? `${camelCase(singular(noun))}Examples` : `${camelCase(noun)}Example`;

/** One of what the action is about. */
export const subjectOf = ({ noun }: Draft): string[] => singular(noun);
