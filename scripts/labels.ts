/**
 * The labels of all actions, triggers and data sources, as `src/labels.ts` holds them: texts that name an action take its
 * label from there. `npm run accept` writes the file.
 */
import path from "node:path";
import * as actions from "../src/actions";
import * as dataSources from "../src/dataSources";
import * as triggers from "../src/triggers";

/** Where the file is. */
export const labelsPath = path.resolve(__dirname, "../src/labels.ts");

type Definitions = Record<string, { display: { label: string } }>;

const entry = ([key, { display }]: [string, Definitions[string]]): string =>
  `  ${key}: ${JSON.stringify(display.label)},`;

/** The text of the file, by the definitions as they are now; sorted by key. */
export const labelsFile = (): string => {
  const definitions: Definitions = { ...actions, ...triggers, ...dataSources };
  return [
    "/** The label of every action, trigger and data source by its key. Written by `npm run accept`. */",
    "export const labels = {",
    ...Object.entries(definitions)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(entry),
    "} as const;",
    "",
  ].join("\n");
};
