/** The types of a result and an example of it, out of Databricks' API description, as deep as a draft needs them. */
import {
  type ApiContract,
  apiDescription,
  elementName,
  type Field,
} from "../../packages/emulator/src/contract/description";
import { typeDeclarations } from "../../packages/emulator/src/contract/typeDeclarations";
import { wordsOf } from "./names";

const LIST = "[]";
const MAP = "map[string]";

const scalars = new Set(["string", "bool", "int", "int64", "float64", "any"]);

const isElsewhere = (type: string): boolean => type.includes(".") && !apiDescription.types[type];

/** The fields of a body. */
export const bodyOf = (type: string): Field[] =>
  (apiDescription.types[type] ?? []).filter((field) => field.in === "body");

/** The values of an enum that mean something; undefined for a type that is none. */
export const choicesOf = (type: string, service: string): string[] | undefined =>
  apiDescription.enums[elementName(type, service)]?.filter((value) => !value.endsWith("_UNSPECIFIED"));

/** A part of the description: a type and what it consists of, so many levels deep. What is deeper may be anything. */
const pruned = (name: string, levels: number, part: ApiContract): ApiContract => {
  const values = apiDescription.enums[name];
  if (values) part.enums[name] = values;
  if (!apiDescription.types[name] || part.types[name]) return part;
  const [service = ""] = name.split(".");
  const isKept = ({ type }: Field): boolean => {
    const element = elementName(type, service);
    return levels > 0 || !apiDescription.types[element] || part.types[element] !== undefined;
  };
  part.types[name] = [];
  part.types[name] = bodyOf(name).map((field) => {
    if (isKept(field)) pruned(elementName(field.type, service), levels - 1, part);
    return isKept(field) ? field : { ...field, type: "any" };
  });
  return part;
};

/** The most lines of types in a draft: what is longer is cut at fewer levels. */
const maxLines = 120;

const declared = (name: string, part: ApiContract): string =>
  typeDeclarations(part, [name]).replace(/^export /gm, "");

/** A type as far as a draft tells it. */
const partOf = (name: string): ApiContract => {
  const parts = [3, 2, 1, 0].map((levels) =>
    pruned(name, levels, { source: apiDescription.source, operations: [], types: {}, enums: {} }),
  );
  const [shortest = parts[0]] = [...parts].reverse();
  const fits = parts.find((part) => declared(name, part).split("\n").length <= maxLines) ?? shortest;
  if (!fits) throw new Error(`The description has no type ${name}`);
  return fits;
};

const textExample = (name: string): string => {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (last === "id") return "3f2a9c51d07e4b68";
  if (["email", "creator", "owner", "by"].includes(last) || name === "user_name") return "ada@example.com";
  if (name === "full_name") return "workspace.default.example";
  if (["url", "uri"].includes(last)) return "https://example.com";
  if (last === "path") return "/Shared/example";
  return `example-${words.join("-")}`;
};

const numberExample = (name: string): number => {
  if (/(?:_id|^id|^Id|Id)$/.test(name)) return 620301447112408;
  return /(?:_at|_time|timestamp|_ms|_date)$/.test(name) ? Date.UTC(2025, 10, 18, 12) : 1;
};

const builtIn: Record<string, unknown> = {
  "time.Time": "2025-11-18T12:00:00Z",
  "duration.Duration": "60s",
  "fieldmask.FieldMask": "name",
};

/** An example of a scalar, by what its field is called; undefined for what is none. */
export const scalarExample = (type: string, name: string): string | number | boolean | undefined => {
  if (type === "string") return textExample(name);
  if (type === "bool") return true;
  if (type === "int" || type === "int64") return numberExample(name);
  return type === "float64" ? 0.5 : undefined;
};

const exampleOf = (type: string, service: string, name: string, part: ApiContract): unknown => {
  if (type.startsWith(LIST)) {
    const item = exampleOf(type.slice(LIST.length), service, name, part);
    return item === undefined ? undefined : [item];
  }
  if (type.startsWith(MAP)) return type === `${MAP}string` ? { team: "analytics" } : undefined;
  if (scalars.has(type)) return scalarExample(type, name);
  if (builtIn[type] !== undefined) return builtIn[type];
  if (isElsewhere(type)) return undefined;
  const element = elementName(type, service);
  const choices = choicesOf(type, service);
  return choices ? choices[0] : objectExample(element, part, true);
};

/** What may be anything is told only where it must be there. */
const anyExample = ({ required, type }: Field): string | undefined =>
  required && type === "any" ? "example" : undefined;

/** Only the outermost object has its optional objects, too: a type may hold itself. */
const objectExample = (name: string, part: ApiContract, isInner: boolean): object => {
  const [service = ""] = name.split(".");
  const entries = (part.types[name] ?? [])
    .filter(({ type, required }) => required || !isInner || !part.types[elementName(type, service)])
    .map((field) => [field.name, exampleOf(field.type, service, field.name, part) ?? anyExample(field)])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
};

/** A type, its declaration with all that it consists of, and an example. */
export interface WireType {
  /** As TypeScript has it. */
  name: string;
  declarations: string;
  example: object;
}

/** Declares a type and makes an example. @param name with its service, as `workspace.CredentialInfo` */
export const wireType = (name: string): WireType => {
  const part = partOf(name);
  return {
    name: name.slice(name.indexOf(".") + 1),
    declarations: declared(name, part),
    example: objectExample(name, part, false),
  };
};
