/** The definition of an integration, as the platform exports and imports it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { root } from "../publish/commandLine";

/** What fills an input. */
export interface Expression {
  type: "value" | "configVar" | "reference" | "template" | "complex";
  value: unknown;
  /** Of an item of a list of keys and values. */
  name?: string | { type: "value"; value: string };
}

export type Expressions = Record<string, Expression>;

interface Reference {
  key: string;
  component: { key: string; isPublic: boolean };
}

export interface Step {
  name: string;
  isTrigger?: boolean;
  action: Reference;
  inputs?: Expressions;
  schedule?: Expression;
  branches?: { name: string; steps: Step[] }[];
}

export interface ConfigVar {
  key: string;
  dataType: string;
  connection?: Reference;
  dataSource?: Reference;
  inputs?: Expressions;
}

interface Flow {
  name: string;
  steps: Step[];
  triggerResolver?: { enabled: boolean };
}

export interface Integration {
  definitionVersion: number;
  name: string;
  endpointType?: string;
  requiredConfigVars: ConfigVar[];
  configPages: { name: string; elements: { type: string; value: string }[] }[];
  flows: Flow[];
}

/** The file of the low-code sample. */
export const lowCodeFile = path.join(root, "examples/low-code/databricks-order-changes.yml");

/** Reads a definition. Throws where it is no YAML. */
export const readIntegration = (text: string): Integration => parse(text) as Integration;

/** The low-code sample, read again. */
export const lowCodeSample = (): Integration => readIntegration(readFileSync(lowCodeFile, "utf8"));

/** What other expressions call a step. */
export const stepKey = (name: string): string =>
  name
    .split(/[^0-9A-Za-z]+/)
    .filter(Boolean)
    .map((word, index) => {
      const lower = word.toLowerCase();
      return index === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
    })
    .join("");

/** The name of an item of a list of keys and values. */
export const itemName = ({ name }: Expression): string =>
  typeof name === "object" ? name.value : (name ?? "");

const missing = Symbol("missing");

/** The value that a path such as `body.data.run` leads to; undefined where it leads nowhere. */
export const follow = (from: unknown, parts: readonly string[]): unknown => {
  const found = parts.reduce<unknown>((value, part) => {
    const holds = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    return holds ? (value as Record<string, unknown>)[part] : missing;
  }, from);
  return found === missing ? undefined : found;
};
