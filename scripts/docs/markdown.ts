/** Markdown out of the built component: tables of what there is and of what each takes. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type {
  Action,
  Component,
  Connection,
  DataSource,
  Input,
} from "@prismatic-io/spectral/dist/serverTypes";
import { kindOf as triggerKind } from "./surface";

const root = path.resolve(__dirname, "..", "..");

/** Services in the order of the documentation; a new folder of actions that is not here comes after them. */
const serviceTitles: Record<string, string> = {
  sql: "SQL",
  warehouses: "SQL warehouses",
  clusters: "Clusters",
  commands: "Commands",
  jobs: "Jobs",
  serving: "Model serving",
  registeredModels: "Registered models",
  mlflow: "MLflow tracking",
  users: "Users",
  raw: "Everything else",
};

/** One service and its actions. */
interface Service {
  title: string;
  actions: Action[];
}

/** Text inside a cell: bars and line breaks would end it, and a bare tag would be taken for markup. */
const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replace(/\s*\n\s*/g, " ");

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Code inside a cell; a back-tick in it takes two around it. */
const code = (text: string): string => {
  const quoted = text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
  return quoted.includes("`") ? `\`\` ${quoted} \`\`` : `\`${quoted}\``;
};

/** The services, each with the actions whose files are in its folder, in the order of the keys. */
const servicesOf = ({ actions }: Component): Service[] => {
  const folder = path.join(root, "src", "actions");
  const known = Object.keys(serviceTitles);
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const names = [...known, ...found.filter((name) => !known.includes(name)).sort()];
  const services = names.map((name) => ({
    title: serviceTitles[name] ?? name,
    actions: Object.values(actions)
      .filter(({ key }) => existsSync(path.join(folder, name, `${key}.ts`)))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  }));
  const placed = services.flatMap((service) => service.actions);
  const lost = Object.values(actions).find((action) => !placed.includes(action));
  if (lost) throw new Error(`The action ${lost.key} has no file src/actions/<service>/${lost.key}.ts`);
  return services.filter((service) => service.actions.length > 0);
};

const kindOf = ({ type, language, collection }: Input): string =>
  [type, language && `(${language})`, collection && `(${collection})`].filter(Boolean).join(" ");

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
    ["Input", "Key", "Type", "Required", "Default", "What it is"],
    inputs.map((input) => [
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

const section = (parts: (string | false | undefined)[]): string => parts.filter(Boolean).join("\n\n");

const actionSection = ({ key, display, inputs, examplePayload, performSafety }: Action): string => {
  const page = `${key}.md`;
  const example = (examplePayload as { data?: unknown } | undefined)?.data;
  return section([
    `### ${display.label}`,
    `${code(key)} - ${display.description}${performSafety === "SAFE" ? " It changes nothing." : ""}`,
    inputTable(inputs),
    example !== undefined && details("Example of the result", example),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](${page})`,
  ]);
};

type Trigger = Component["triggers"][string];

/** How a trigger comes to run, in words. */
const comesBy = (trigger: Trigger): string =>
  triggerKind(trigger) === "polling"
    ? "polls on the schedule of its flow"
    : "is told by a request, the moment it happens";

const triggerSection = (trigger: Trigger): string => {
  const { key, display, inputs, examplePayload, triggerResolverSupport } = trigger;
  const page = `${key}.md`;
  const { payload } = (examplePayload ?? {}) as { payload?: { body?: { data?: unknown } } };
  return section([
    `### ${display.label}`,
    `${code(key)}, ${comesBy(trigger)} - ${display.description}`,
    triggerResolverSupport !== "invalid" &&
      `A flow may batch: ${trigger.triggerResolverDefaultBatchSize} items in each execution, where nothing else is said.`,
    inputTable(inputs),
    details("Example of what the flow starts with (`payload.body.data`)", payload?.body?.data),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](${page})`,
  ]);
};

/** The inputs of actions and triggers that offer what a data source gives, by their labels. */
const filledBy = (component: Component, key: string): string[] => {
  const owners: { inputs: Input[] }[] = [
    ...Object.values(component.actions),
    ...Object.values(component.triggers),
  ];
  const filled = owners.flatMap(({ inputs }) => inputs.filter(({ dataSource }) => dataSource === key));
  return [...new Set(filled.map(({ label }) => label))].sort();
};

const dataSourceSection = (component: Component, source: DataSource): string => {
  const { key, display, dataSourceType, inputs, examplePayload } = source;
  const page = `${key}.md`;
  const labels = filledBy(component, key);
  return section([
    `### ${display.label}`,
    `${code(key)}, a ${dataSourceType} - ${display.description}`,
    labels.length > 0 && `Offered for the inputs ${labels.map((label) => `**${label}**`).join(", ")}.`,
    inputTable(inputs),
    examplePayload !== undefined &&
      details("Example of the result", (examplePayload as { result?: unknown }).result),
    existsSync(path.join(root, "documentation", page)) && `More: [${display.label}](${page})`,
  ]);
};

const connectionSection = ({ key, label, comments = "", oauth2Type, inputs }: Connection): string => {
  const page = `connections/${key}.md`;
  return section([
    `### ${label}`,
    `${code(key)}${oauth2Type ? `, OAuth 2.0 ${code(oauth2Type)}` : ""} - ${comments}`,
    inputTable(inputs),
    existsSync(path.join(root, "documentation", page)) && `Step by step: [${label}](${page})`,
  ]);
};

/** The whole of documentation/actions.md. */
export const actionsPage = (component: Component): string =>
  `${section([
    "# Triggers, actions, data sources and connections",
    "This page is written by `npm run accept` from the built component. Every action also takes a connection and can write its requests to the log.",
    "## Triggers",
    ...Object.values(component.triggers).map(triggerSection),
    ...servicesOf(component).flatMap(({ title, actions }) => [`## ${title}`, ...actions.map(actionSection)]),
    "## Data sources",
    "A data source gives a config variable its value in a config wizard, or an input its choices. One that depends on others, as a table does on its schema, takes them as inputs. A choice comes within 25 seconds, or an error that says what is in the way.",
    ...Object.values(component.dataSources).map((source) => dataSourceSection(component, source)),
    "## Connections",
    ...component.connections.map(connectionSection),
  ])}\n`;

const anchor = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");

const link = (label: string): string => `[${cell(label)}](documentation/actions.md#${anchor(label)})`;

/** Rows of a table under one title, which the first of them bears. */
const titled = (title: string, items: { key: string; label: string; description?: string; to?: string }[]) =>
  items.map(({ key, label, description = "", to }, index) => [
    index === 0 ? `**${title}**` : "",
    to === undefined ? link(label) : `[${cell(label)}](${to})`,
    code(key),
    cell(description),
  ]);

const shown = ({ key, display }: { key: string; display: { label: string; description: string } }) => ({
  key,
  ...display,
});

/** The table of the README: every trigger, action by service, data source and connection. */
export const readmeTable = (component: Component): string =>
  table(
    ["", "Name", "Key", "What it does"],
    [
      ...titled("Triggers", Object.values(component.triggers).map(shown)),
      ...servicesOf(component).flatMap(({ title, actions }) => titled(title, actions.map(shown))),
      ...titled("Data sources", Object.values(component.dataSources).map(shown)),
      ...titled(
        "Connections",
        component.connections.map(({ key, label, comments }) => ({
          key,
          label,
          description: comments,
          to: `documentation/connections/${key}.md`,
        })),
      ),
    ],
  );
