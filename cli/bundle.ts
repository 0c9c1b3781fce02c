/** The built bundle: its location, loading it, and running its parts as the platform does. */
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type {
  Action,
  ActionLogger,
  Component,
  ConnectionValue,
  DataSource,
} from "@prismatic-io/spectral/dist/serverTypes";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { outsideFlow } from "./outsideFlow";

/** Where `npm run build` puts the bundle. */
export const distFolder = path.resolve(__dirname, "..", "dist");

/** A trigger of the component. */
type Trigger = Component["triggers"][string];

/** An action or a data source of the component: what runs when it is asked to. */
type Runnable = { kind: "action"; definition: Action } | { kind: "dataSource"; definition: DataSource };

/** An action, a data source or a trigger of the component. */
export type Piece = Runnable | { kind: "trigger"; definition: Trigger };

/** One input of an action, a data source or a connection, as the component publishes it. */
export type PublishedInput = Action["inputs"][number];

/**
 * Loads the built component.
 * @param folder the folder that holds `index.js`
 * @throws Error that says how to build, when there is no bundle
 */
export const loadBundle = (folder: string = distFolder): Component => {
  const file = path.join(folder, "index.js");
  if (!existsSync(file)) throw new Error(`There is no bundle at ${file}. Build it first: npm run build`);
  return createRequire(file)(file).default;
};

/**
 * Copies the bundle into a fresh folder with nothing around it, as the platform unpacks it, and loads it there.
 * @returns the component, and what removes the folder again
 */
export const unpackBundle = (): { component: Component; remove: () => void } => {
  const folder = mkdtempSync(path.join(tmpdir(), "databricks-component-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    if (existsSync(distFolder)) cpSync(distFolder, folder, { recursive: true });
    return { component: loadBundle(existsSync(distFolder) ? folder : distFolder), remove };
  } catch (error) {
    remove();
    throw error;
  }
};

/** Every action and data source, in the component's order. */
export const runnablesOf = ({ actions, dataSources }: Component): Runnable[] => [
  ...Object.values(actions).map((definition) => ({ kind: "action", definition }) as const),
  ...Object.values(dataSources).map((definition) => ({ kind: "dataSource", definition }) as const),
];

/** Every action, data source and trigger, in the component's order. */
export const piecesOf = (component: Component): Piece[] => [
  ...runnablesOf(component),
  ...Object.values(component.triggers).map((definition) => ({ kind: "trigger", definition }) as const),
];

/**
 * Runs an action or a data source through spectral's harness: defaults, input cleaning and the error hook apply.
 * @param inputs values by input key; what is left out gets its default
 * @returns what a next step would read: the action's `data`, or the data source's `result`
 */
export const run = async (
  component: Component,
  { kind, definition: { key } }: Runnable,
  connection: ConnectionValue,
  inputs: Record<string, unknown>,
  logger: ActionLogger,
): Promise<unknown> => {
  const harness = createHarness(component);
  const values = { ...inputs, connection };
  if (kind === "dataSource") return (await harness.dataSource(key, values, { logger })).result;
  const answer = await harness.action(key, values, { ...outsideFlow, logger });
  return answer && "data" in answer ? answer.data : answer;
};
