/** Markdown of the built component: tables of its parts and of their inputs. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type {
  Action,
  Component,
  Connection,
  DataSource,
  Input,
} from "@prismatic-io/spectral/dist/serverTypes";
import { sentenceCase, wordsOf } from "../newAction/names";
import { kindOf as triggerKind } from "./surface";

const root = path.resolve(__dirname, "..", "..");

/** Services in the order of the documentation; a new folder of actions that is not here comes after them. */
const serviceTitles: Record<string, string> = {
  sql: "SQL",
  sqlObjects: "SQL objects",
  records: "Records",
  files: "Files in volumes",
  warehouses: "SQL warehouses",
  clusters: "Clusters",
  libraries: "Cluster libraries",
  commands: "Commands",
  jobs: "Jobs",
  pipelines: "Pipelines",
  serving: "Model serving",
  genie: "Genie",
  registeredModels: "Registered models",
  unityCatalog: "Unity Catalog",
  vectorSearch: "Vector search",
  mlflow: "MLflow tracking",
  workspaceObjects: "Workspace objects",
  gitFolders: "Git folders",
  secrets: "Secrets",
  access: "Permissions and principals",
  users: "Users",
  raw: "Everything else",
};

/** One service and its actions. */
interface Service {
  name: string;
  title: string;
  actions: Action[];
}

/** Text inside a cell: bars and line breaks would end it, and a bare tag would be taken for markup. */
const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replace(/\s*\n\s*/g, " ");

/** A table. */
export const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Code inside a cell; a back-tick in it takes two around it. */
export const code = (text: string): string => {
  const quoted = text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
  return quoted.includes("`") ? `\`\` ${quoted} \`\`` : `\`${quoted}\``;
};

/** The services, each with the actions whose files are in its folder, in the order of the keys. */
export const servicesOf = ({ actions }: Component): Service[] => {
  const folder = path.join(root, "src", "actions");
  const known = Object.keys(serviceTitles);
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const names = [...known, ...found.filter((name) => !known.includes(name)).sort()];
  const services = names.map((name) => ({
    name,
    title: serviceTitles[name] ?? sentenceCase(wordsOf(name)),
    actions: Object.values(actions)
      .filter(({ key }) => existsSync(path.join(folder, name, `${key}.ts`)))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  }));
  const placed = services.flatMap((service) => service.actions);
  const lost = Object.values(actions).find((action) => !placed.includes(action));
  if (lost) throw new Error(`The action ${lost.key} has no file src/actions/<service>/${lost.key}.ts`);
  return services.filter((service) => service.actions.length > 0);
};

const kindOf = ({ type, language, collection }: Input): string => {
  if (type === "structuredObject") return "list of rows";
  if (type === "dynamicObject") return "one of several kinds";
  return [type, language && `(${language})`, collection && `(${collection})`].filter(Boolean).join(" ");
};

/** An input and, if it has fields, these after it, each named by its path: `parameters[].name`, `settings.size`. */
const withFields = (input: Input): Input[] => {
  const prefix = `${input.key}${input.collection ? "[]" : ""}`;
  const fields = (input.inputs ?? []).flatMap(withFields);
  return [
    input,
    ...fields.map((field) => ({
      ...field,
      key: `${prefix}.${field.key}`,
      label: `${input.label}: ${field.label}`,
    })),
  ];
};

const helpOf = ({ comments = "", model, dataSource, example }: Input): string =>
  [
    cell(comments),
    model && `One of ${model.map(({ value }) => code(value)).join(", ")}.`,
    dataSource && `Values from ${code(dataSource)}.`,
    example && `Example: ${code(example)}`,
  ]
    .filter(Boolean)
    .join(" ");

const inputTable = (inputs: Input[]): string =>
  table(
    ["Input", "Key", "Type", "Required", "Default", "Description"],
    inputs
      .flatMap(withFields)
      .map((input) => [
        cell(input.keyLabel ? `${input.label} (${input.keyLabel})` : input.label),
        code(input.key),
        kindOf(input),
        input.required ? "yes" : "",
        typeof input.default === "string" && input.default !== "" ? code(input.default) : "",
        helpOf(input),
      ]),
  );

const details = (summary: string, value: unknown): string =>
  [
    `<details><summary>${summary}</summary>`,
    "",
    "```json",
    JSON.stringify(value, undefined, 2),
    "```",
    "",
    "</details>",
  ].join("\n");

/** What the action, trigger or data source of a key needs, in words. */
type NeededBy = (key: string) => string;

const section = (parts: (string | false | undefined)[]): string => parts.filter(Boolean).join("\n\n");

/** Whether an action changes anything, and whether the designer can show its result before the first run. */
const effectOf = ({ performSafety, examplePerformSafety }: Action): string => {
  if (performSafety === "SAFE") return " Read-only.";
  return examplePerformSafety === "SAFE" ? " Has a read-only preview." : "";
};

const actionSection = (action: Action, neededBy: NeededBy): string => {
  const { key, display, inputs, examplePayload } = action;
  const page = `${key}.md`;
  const example = (examplePayload as { data?: unknown } | undefined)?.data;
  return section([
    `## ${display.label}`,
    `${code(key)} - ${display.description}${effectOf(action)}`,
    `Needs: ${neededBy(key)}.`,
    inputTable(inputs),
    example !== undefined && details("Example of the result", example),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](../${page})`,
  ]);
};

type Trigger = Component["triggers"][string];

/** How a trigger comes to run, in words. */
const comesBy = (trigger: Trigger): string =>
  triggerKind(trigger) === "polling"
    ? "polls on the flow's schedule"
    : "started by a webhook request as soon as the event happens";

const triggerSection = (trigger: Trigger, neededBy: NeededBy): string => {
  const { key, display, inputs, examplePayload, triggerResolverSupport } = trigger;
  const page = `${key}.md`;
  const { payload } = (examplePayload ?? {}) as { payload?: { body?: { data?: unknown } } };
  return section([
    `## ${display.label}`,
    `${code(key)}, ${comesBy(trigger)} - ${display.description}`,
    triggerResolverSupport !== "invalid" &&
      `Supports batching. Default batch size: ${trigger.triggerResolverDefaultBatchSize}.`,
    `Needs: ${neededBy(key)}.`,
    inputTable(inputs),
    details("Example of the payload (`payload.body.data`)", payload?.body?.data),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](../${page})`,
  ]);
};

/** The inputs of actions and triggers that offer what a data source gives, by their labels. */
const filledBy = (component: Component, key: string): string[] => {
  const owners: { inputs: Input[] }[] = [
    ...Object.values(component.actions),
    ...Object.values(component.triggers),
  ];
  const filled = owners.flatMap(({ inputs }) =>
    inputs.flatMap(withFields).filter(({ dataSource }) => dataSource === key),
  );
  return [...new Set(filled.map(({ label }) => label))].sort();
};

const dataSourceSection = (component: Component, source: DataSource, neededBy: NeededBy): string => {
  const { key, display, dataSourceType, inputs, examplePayload } = source;
  const page = `${key}.md`;
  const labels = filledBy(component, key);
  return section([
    `## ${display.label}`,
    `${code(key)}, a ${dataSourceType} - ${display.description}`,
    labels.length > 0 && `Used by the inputs ${labels.map((label) => `**${label}**`).join(", ")}.`,
    `Needs: ${neededBy(key)}.`,
    inputTable(inputs),
    examplePayload !== undefined &&
      details("Example of the result", (examplePayload as { result?: unknown }).result),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](../${page})`,
  ]);
};

const connectionSection = ({ key, label, comments = "", oauth2Type, inputs }: Connection): string => {
  const page = `connections/${key}.md`;
  return section([
    `## ${label}`,
    `${code(key)}${oauth2Type ? `, OAuth 2.0 ${code(oauth2Type)}` : ""} - ${comments}`,
    inputTable(inputs),
    existsSync(path.join(root, "documentation", page)) && `Step by step: [${label}](../${page})`,
  ]);
};

/** One page of the reference: what a reader sees of it in a list, and its text. */
export interface ReferencePage {
  /** Its path below the project's root. */
  file: string;
  title: string;
  /** What it describes, in the order of the page. */
  entries: { key: string; label: string }[];
  text: string;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const referencePage = (
  name: string,
  title: string,
  entries: ReferencePage["entries"],
  sections: string[],
): ReferencePage => ({
  file: `documentation/reference/${kebab(name)}.md`,
  title,
  entries,
  text: `${section([`# ${title}`, ...sections, "`npm run accept` generates this page from the built component."])}\n`,
});

const entryOf = ({ key, display }: { key: string; display: { label: string } }) => ({
  key,
  label: display.label,
});

/** The pages of the reference: triggers, one for each service, data sources, connections. */
export const referencePages = (component: Component, neededBy: NeededBy): ReferencePage[] => {
  const triggers = Object.values(component.triggers);
  const dataSources = Object.values(component.dataSources);
  const { connections } = component;
  return [
    referencePage("triggers", "Triggers", triggers.map(entryOf), [
      "This page describes the triggers, which start flows: their inputs, payloads and required grants.",
      ...triggers.map((trigger) => triggerSection(trigger, neededBy)),
    ]),
    ...servicesOf(component).map(({ name, title, actions }) =>
      referencePage(name, title, actions.map(entryOf), [
        "This page describes the actions of this group: their inputs, results and required grants. In the designer, actions that only read can show a preview, which takes at most 25 seconds and shows up to ten rows or items.",
        ...actions.map((action) => actionSection(action, neededBy)),
      ]),
    ),
    referencePage("dataSources", "Data sources", dataSources.map(entryOf), [
      "This page describes the data sources. A data source provides the value of a config variable in a config wizard, or the choices of an input. If it depends on other selections, as a table depends on its schema, it takes them as inputs. It returns its choices, or an error that names the problem, within 25 seconds.",
      ...dataSources.map((source) => dataSourceSection(component, source, neededBy)),
    ]),
    referencePage("connections", "Connections", connections, [
      "This page describes the connections and their inputs. [Connections](../overview.md#connections) says when to use which.",
      ...connections.map(connectionSection),
    ]),
  ];
};

/**
 * A table of the reference's pages, with the labels of what each describes.
 * @param folder where the table's own file is, below the project's root
 */
export const referenceTable = (pages: readonly ReferencePage[], folder: string): string =>
  table(
    ["Page", "Contents"],
    pages.map(({ file, title, entries }) => [
      `[${title}](${path.posix.relative(folder, file)})`,
      entries.map(({ label }) => cell(label)).join(", "),
    ]),
  );
