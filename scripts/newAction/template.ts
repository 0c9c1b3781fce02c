/** The files of a new action as code: the action, the types and example of its result, its route of the emulator. */
import { type Draft, type DraftInput, exampleName, subjectOf } from "./draft";
import { type Code, inputCode } from "./inputCode";
import { camelCase, inWords, singular, wordsOf } from "./names";

/** An input that the component has already: the module below `src/` that exports it. */
export type SharedInputs = Record<string, string>;

const importLines = (imports: Record<string, string[]>, up: string): string =>
  Object.entries(imports)
    .map(([module, names]) => `import { ${[...new Set(names)].join(", ")} } from "${up}${module}";\n`)
    .join("");

const merge = (parts: Record<string, string[]>[]): Record<string, string[]> => {
  const merged: Record<string, string[]> = {};
  for (const part of parts) {
    for (const [module, names] of Object.entries(part))
      merged[module] = [...(merged[module] ?? []), ...names];
  }
  return merged;
};

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const typeOf = ({ result }: Draft) =>
  result.kind === "list" ? result.item : result.kind === "object" ? result.type : undefined;

const schemaName = (draft: Draft): string => `${lowerFirst(typeOf(draft)?.name ?? "")}Schema`;

/** The module of the types and the example, below `src/`. */
export const wireModule = (draft: Draft, isTaken: (module: string) => boolean): string => {
  const module = `services/${draft.service}/${camelCase(draft.noun)}`;
  return isTaken(module) ? `services/${draft.service}/${draft.key}Result` : module;
};

/** The types and the example of the result; undefined where nothing comes back. */
export const wireCode = (draft: Draft): string | undefined => {
  const type = typeOf(draft);
  if (!type) return undefined;
  const isList = draft.result.kind === "list";
  const example = JSON.stringify(isList ? [type.example] : type.example);
  return `/** ${draft.url} */
import { objectSchema } from "../../http/schema";

${type.declarations}
/** ${isList ? "One entry of the list" : "The response"}. Its fields pass as they are. */
export const ${schemaName(draft)} = objectSchema<Partial<${type.name}>>({});

/** The example of the result. */
export const ${exampleName(draft)} = ${example} satisfies ${type.name}${isList ? "[]" : ""};
`;
};

const property = ({ wireName, key }: DraftInput): string =>
  wireName === key ? key : `${JSON.stringify(wireName)}: ${key}`;

const objectCode = (inputs: readonly DraftInput[]): string => `{ ${inputs.map(property).join(", ")} }`;

const pathCode = ({ path, inputs }: Draft): string => {
  const parameters = inputs.filter(({ place }) => place === "path");
  let index = 0;
  return `path\`${path.replace(/\{[^}]+\}/g, () => `\${${parameters[index++]?.key}}`)}\``;
};

/** A query leaves out what is false, as Databricks does what is empty. */
const queryCode = (inputs: readonly DraftInput[]): string => {
  const entries = inputs.map((input) =>
    input.kind === "boolean"
      ? `${JSON.stringify(input.wireName)}: ${input.key} || undefined`
      : property(input),
  );
  return `{ ${entries.join(", ")} }`;
};

const bodyCode = ({ inputs, hasExtraSettings }: Draft): string => {
  const body = objectCode(inputs.filter(({ place }) => place === "body"));
  return hasExtraSettings ? `mergeExtraSettings(${body}, furtherSettings)` : body;
};

const optionsCode = (draft: Draft): string => {
  const query = draft.inputs.filter(({ place }) => place === "query");
  const isRepeatable = draft.method === "POST" && draft.effect === "read";
  const parts = [
    ...(draft.result.kind === "object" ? [`schema: ${schemaName(draft)}`] : []),
    ...(query.length > 0 ? [`query: ${queryCode(query)}`] : []),
    ...(isRepeatable ? ["idempotent: true"] : []),
  ];
  return parts.length > 0 ? `{ ${parts.join(", ")} }` : "";
};

const callCode = (draft: Draft): string => {
  const { method, inputs, result } = draft;
  if (result.kind === "list") {
    const query = inputs.filter(({ place }) => place === "query");
    const pages = `pagesOf(${JSON.stringify(result.field)}, ${schemaName(draft)})`;
    return `client.list(${[pathCode(draft), pages, ...(query.length > 0 ? [queryCode(query)] : [])].join(", ")})`;
  }
  const hasBody = ["POST", "PUT", "PATCH"].includes(method);
  const given = [pathCode(draft), ...(hasBody ? [bodyCode(draft)] : []), optionsCode(draft)];
  return `client.${method.toLowerCase()}(${given.filter((part) => part !== "").join(", ")})`;
};

/** What comes of an operation that gives nothing: the ids that it was given. */
const idsOf = ({ inputs }: Draft): DraftInput[] =>
  inputs.filter(({ kind, required }) => kind === "id" && required);

const performCode = (draft: Draft): string => {
  const keys = [
    ...draft.inputs.map(({ key }) => key),
    ...(draft.hasExtraSettings ? ["furtherSettings"] : []),
  ];
  const parameters = keys.length > 0 ? `(client, { ${keys.join(", ")} })` : "(client)";
  if (draft.result.kind !== "nothing") return `${parameters} => ${callCode(draft)}`;
  return `async ${parameters} => { await ${callCode(draft)}; return ${objectCode(idsOf(draft))}; }`;
};

const exampleCode = (draft: Draft): string => {
  if (draft.result.kind !== "nothing") return exampleName(draft);
  const ids = idsOf(draft).map(
    ({ wireName, example }) => `${JSON.stringify(wireName)}: ${JSON.stringify(example)}`,
  );
  return `{ ${ids.join(", ")} }`;
};

const gives = ({ result, noun }: Draft): string => {
  if (result.kind === "list") return `Gives all ${inWords(noun)}, an empty list where there is none.`;
  return result.kind === "object" ? `Gives the ${inWords(noun)}.` : "Gives the ids of what was changed.";
};

const extraSettingsCode: Code = {
  text: `const furtherSettings = extraSettings("Further fields of the request, as a JSON object.", '{"comment": "example"}');\n`,
  imports: { "inputs/extraSettings": ["extraSettings", "mergeExtraSettings"] },
};

const isSharedWith =
  (shared: SharedInputs) =>
  ({ key, required }: DraftInput): boolean =>
    required && shared[key] !== undefined;

/** The action itself. @param module the module of its types and example */
export const actionCode = (draft: Draft, module: string, shared: SharedInputs): string => {
  const isShared = isSharedWith(shared);
  const own = draft.inputs.filter((input) => !isShared(input));
  const codes = [
    ...own.map((input) => inputCode(input, draft, exampleName(draft))),
    ...(draft.hasExtraSettings ? [extraSettingsCode] : []),
  ];
  const { kind } = draft.result;
  const imports = merge([
    {
      databricksAction: ["databricksAction"],
      "errors/requiredGrant": ["workspaceAccess"],
      "http/path": ["path"],
    },
    ...(kind === "list" ? [{ "http/paginate": ["pagesOf"] }] : []),
    ...(kind === "nothing" ? [] : [{ [module]: [exampleName(draft), schemaName(draft)] }]),
    ...draft.inputs.filter(isShared).map(({ key }) => ({ [shared[key] ?? ""]: [key] })),
    ...codes.map((code) => code.imports),
  ]);
  const keys = [
    ...draft.inputs.map(({ key }) => key),
    ...(draft.hasExtraSettings ? ["furtherSettings"] : []),
  ];
  return `${importLines(imports, "../../")}
${codes.map(({ text }) => `${text}\n`).join("")}/**
 * ${gives(draft)}
 * ${draft.url}
 */
export const ${draft.key} = databricksAction({
  label: ${JSON.stringify(draft.label)},
  description: ${JSON.stringify(draft.description)},
  effect: ${JSON.stringify(draft.effect)},
  grants: [workspaceAccess],
  inputs: { ${keys.join(", ")} },${draft.effect === "write" ? '\n  repeat: { kind: "again" },' : ""}
  perform: ${performCode(draft)},
  example: ${exampleCode(draft)},
});
`;
};

const listRoute = (draft: Draft, field: string, example: object): Code => {
  const name = `${camelCase(draft.noun)}Seed`;
  const answer = JSON.stringify(field);
  const constant = `const ${name} = ${JSON.stringify([example])};`;
  if (draft.pageSizeField === undefined) {
    return {
      text: `${constant}\n  app.get("${draft.path}", async () => ({ ${answer}: ${name} }));\n`,
      imports: {},
    };
  }
  const pages = `pageOf(${name}, query, { defaultSize: 100, maxSize: 1000 }, ${JSON.stringify(draft.pageSizeField)})`;
  return {
    text: `${constant}
  app.get("${draft.path}", async ({ query }) => pageFields(${answer}, ${pages}));
`,
    imports: { "control/pages": ["pageFields", "pageOf"] },
  };
};

/** The field of the answer that is the id which was asked for. */
const idField = ({ wireName }: DraftInput, example: object): string | undefined =>
  [wireName, wireName.replace(/^.*_/, "")].find((name) => name in example);

/** A field of what code names. */
const member = (of: string, name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `${of}.${name}` : `${of}[${JSON.stringify(name)}]`;

const objectRoute = (draft: Draft, example: object): Code => {
  const name = `${camelCase(draft.noun)}Seed`;
  const id = draft.inputs.find(({ kind, required }) => kind === "id" && required);
  const constant = `const ${name} = ${JSON.stringify(example)};`;
  const route = draft.path.replace(/\{([^}]+)\}/g, ":$1");
  const field = id && idField(id, example);
  if (!id || field === undefined) {
    return { text: `${constant}\n  app.get("${route}", async () => ${name});\n`, imports: {} };
  }
  const [place, given] = id.place === "path" ? ["Params", "params"] : ["Querystring", "query"];
  const parameter = member(given, id.wireName);
  return {
    text: `${constant}
  app.get<{ ${place}: { ${JSON.stringify(id.wireName)}: string } }>("${route}", async ({ ${given} }) => {
    if (${parameter} === String(${member(name, field)})) return ${name};
    throw doesNotExist(\`There is no ${inWords(subjectOf(draft))} \${${parameter}}.\`);
  });
`,
    imports: { apiError: ["doesNotExist"] },
  };
};

/** The route that answers the example; undefined for what changes something, whose state is written by hand. */
export const routeCode = (draft: Draft): Code | undefined => {
  const { method, result } = draft;
  if (method !== "GET" || result.kind === "nothing") return undefined;
  return result.kind === "list"
    ? listRoute(draft, result.field, result.item.example)
    : objectRoute(draft, result.type.example);
};

/** A new service of the emulator. */
export const routesFile = (draft: Draft, { text, imports }: Code): string => {
  const service = wordsOf(draft.service);
  return `/** ${draft.url.slice(0, draft.url.lastIndexOf("/"))} */
import type { FastifyInstance } from "fastify";
${importLines(imports, "../../")}
/** The routes of ${inWords(service)}. */
export function ${camelCase(singular(service))}Routes(app: FastifyInstance): void {
  ${text}}
`;
};

const opening = /^export (?:function|const) \w*Routes\b[^\n]*\{\n/m;

/**
 * Puts a route into the file of a service that there is.
 * @throws Error where the file has no function that registers routes
 */
export const withRoute = (file: string, { text, imports }: Code): string => {
  if (!opening.test(file)) throw new Error("routes.ts exports no function that registers routes");
  const lacking = Object.entries(imports).filter(([module]) => !file.includes(`"../../${module}"`));
  const [comment = "", ...rest] = file.split(/(?=^import )/m);
  return [comment, importLines(Object.fromEntries(lacking), "../../"), ...rest]
    .join("")
    .replace(opening, (line) => `${line}  ${text}\n`);
};
