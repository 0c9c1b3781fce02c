/** Turns types of Databricks' API description into TypeScript declarations. */
import { type ApiContract, elementName, type Field } from "./description";

/** Types that are not declared in the description, or are Go's own. */
const builtInTypes: Record<string, string> = {
  string: "string",
  bool: "boolean",
  int: "number",
  int64: "number",
  float64: "number",
  any: "unknown",
  "time.Time": "string",
  "duration.Duration": "string",
  "fieldmask.FieldMask": "string",
};

interface DeclarationOptions {
  /** Whether enums also take values that the description does not list; default false. */
  openEnums?: boolean;
}

const LIST = "[]";
const MAP = "map[string]";

const bareName = (name: string): string => name.slice(name.indexOf(".") + 1);

const bodyFields = (contract: ApiContract, name: string): Field[] =>
  (contract.types[name] ?? []).filter((field) => field.in === "body");

/** The named types and all that their fields lead to, sorted. */
const reachable = (contract: ApiContract, names: readonly string[]): string[] => {
  const found = new Set<string>();
  const follow = (name: string): void => {
    if (found.has(name) || !(contract.types[name] || contract.enums[name])) return;
    found.add(name);
    const [service = ""] = name.split(".");
    for (const field of bodyFields(contract, name)) follow(elementName(field.type, service));
  };
  for (const name of names) {
    if (!contract.types[name] && !contract.enums[name])
      throw new Error(`The description has no type ${name}`);
    follow(name);
  }
  return [...found].sort();
};

/** The names in TypeScript. Where services share a name, each has its service before it: `JobsRun`, `MlRun`. */
const declaredNames = (names: readonly string[]): Map<string, string> => {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(bareName(name), (uses.get(bareName(name)) ?? 0) + 1);
  const declared = (name: string): string =>
    uses.get(bareName(name)) === 1
      ? bareName(name)
      : `${name.charAt(0).toUpperCase()}${name.slice(1).replace(".", "")}`;
  return new Map(names.map((name) => [name, declared(name)]));
};

/**
 * Declares types with all that they consist of, sorted by service and name: interfaces with the fields of bodies,
 * enums as unions of their values. Those that are named are exported, what they consist of is not.
 * @param names with their service, as `sql.StatementResponse`
 * @throws Error for a name that the description lacks
 */
export const typeDeclarations = (
  contract: ApiContract,
  names: readonly string[],
  { openEnums = false }: DeclarationOptions = {},
): string => {
  const all = reachable(contract, names);
  const declared = declaredNames(all);

  const typeText = (type: string, service: string): string => {
    if (type.startsWith(LIST)) return `${typeText(type.slice(LIST.length), service)}[]`;
    if (type.startsWith(MAP)) return `Record<string, ${typeText(type.slice(MAP.length), service)}>`;
    return builtInTypes[type] ?? declared.get(elementName(type, service)) ?? "unknown";
  };

  const fieldText = ({ name, type, required }: Field, service: string): string => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `  ${key}${required ? "" : "?"}: ${typeText(type, service)};`;
  };

  const declaration = (name: string): string => {
    const keyword = names.includes(name) ? "export " : "";
    const values = contract.enums[name];
    if (values) {
      const union = [
        ...values.map((value) => JSON.stringify(value)),
        ...(openEnums ? ["(string & {})"] : []),
      ];
      return `${keyword}type ${declared.get(name)} =\n${union.map((value) => `  | ${value}`).join("\n")};`;
    }
    const [service = ""] = name.split(".");
    const fields = bodyFields(contract, name);
    if (fields.length === 0) return `${keyword}type ${declared.get(name)} = object;`;
    return `${keyword}interface ${declared.get(name)} {\n${fields.map((field) => fieldText(field, service)).join("\n")}\n}`;
  };

  return `${all.map((name) => `/** ${name} */\n${declaration(name)}`).join("\n\n")}\n`;
};
