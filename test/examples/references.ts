/** Holds the definition of an integration against the component that it uses. */
import type { Component, Input } from "@prismatic-io/spectral/dist/serverTypes";
import {
  type ConfigVar,
  type Expression,
  type Expressions,
  follow,
  type Integration,
  type Step,
} from "./integrationYaml";
import { Steps } from "./stepResults";

/** What a definition is held against. */
interface Known {
  component: Component;
  /** Keys of components of others that the definition may use. */
  others: readonly string[];
}

interface Scope {
  configVars: Map<string, ConfigVar>;
  steps: Steps;
}

type Complain = (text: string) => void;

const isFilled = (expression: Expression | undefined): boolean =>
  expression !== undefined && expression.value !== "" && expression.value !== undefined;

const fits = (input: Input, { type, value }: Expression): boolean => {
  if (input.collection) return type === "reference" || type === "configVar" || Array.isArray(value);
  if (input.type === "connection") return type === "configVar";
  if (type === "complex" || typeof value !== "string") return false;
  if (type !== "value") return true;
  if (input.type === "boolean") return value === "true" || value === "false";
  return !input.model || input.model.some((choice) => choice.value === value);
};

/** The steps and config variables that an expression names. */
const namesIn = ({ type, value }: Expression): { configVars: string[]; paths: string[] } => {
  if (type === "configVar") return { configVars: [String(value)], paths: [] };
  if (type === "reference") return { configVars: [], paths: [String(value)] };
  if (type === "complex" && Array.isArray(value)) {
    const inner = (value as Expression[]).map(namesIn);
    return {
      configVars: inner.flatMap(({ configVars }) => configVars),
      paths: inner.flatMap(({ paths }) => paths),
    };
  }
  const marked = type === "template" ? [...String(value).matchAll(/\{\{([#$])(.*?)\}\}/g)] : [];
  const of = (mark: string) => marked.filter((found) => found[1] === mark).map((found) => found[2] ?? "");
  return { configVars: of("#"), paths: of("$") };
};

const checkNames = (expression: Expression, { configVars, steps }: Scope, complain: Complain): void => {
  const names = namesIn(expression);
  for (const name of names.configVars)
    if (!configVars.has(name)) complain(`there is no config variable ${name}`);
  for (const path of names.paths) {
    const [step = "", ...parts] = path.split(".");
    if (!steps.has(step)) complain(`there is no step ${step} before`);
    else if (follow(steps.resultOf(step), parts) === undefined) complain(`nothing is at ${path}`);
  }
};

const checkInputs = (
  declared: readonly Input[],
  given: Expressions,
  scope: Scope,
  complain: Complain,
): void => {
  for (const [key, expression] of Object.entries(given)) {
    const about: Complain = (text) => complain(`${key}: ${text}`);
    const input = declared.find((one) => one.key === key);
    if (!input) about("there is no such input");
    else if (isFilled(expression) && !fits(input, expression))
      about(`${JSON.stringify(expression.value)} does not fit`);
    if (
      input?.type === "connection" &&
      scope.configVars.get(String(expression.value))?.dataType !== "connection"
    ) {
      about("is no connection");
    }
    checkNames(expression, scope, about);
  }
};

/** The fields that a mapping names are those of the first record. */
const checkMapping = (
  { records, columnMapping }: Expressions,
  { steps }: Scope,
  complain: Complain,
): void => {
  if (records?.type !== "reference" || !isFilled(columnMapping)) return;
  const fields = Object.values<string>(JSON.parse(String(columnMapping?.value)));
  const list = steps.at(records);
  const first: unknown = Array.isArray(list) ? list[0] : list;
  for (const field of fields)
    if (follow(first, [field]) === undefined) complain(`columnMapping: records have no ${field}`);
};

const checkRequired = (declared: readonly Input[], given: Expressions, complain: Complain): void => {
  for (const { key, required } of declared) {
    if (required && !isFilled(given[key])) complain(`${key}: is required, and empty`);
  }
};

const checkConfigVar = ({ component }: Known, one: ConfigVar, scope: Scope, complain: Complain): void => {
  const given = one.inputs ?? {};
  if (one.connection) {
    const found = component.connections.find(({ key }) => key === one.connection?.key);
    if (!found) complain(`there is no connection ${one.connection.key}`);
    // Who deploys the integration fills a connection's inputs.
    else checkInputs(found.inputs, given, scope, complain);
  } else if (one.dataSource) {
    const found = component.dataSources[one.dataSource.key];
    if (!found) complain(`there is no data source ${one.dataSource.key}`);
    else if (found.dataSourceType !== one.dataType) complain(`it gives no ${one.dataType}`);
    checkInputs(found?.inputs ?? [], given, scope, complain);
    checkRequired(found?.inputs ?? [], given, complain);
  }
};

const checkWizard = (known: Known, integration: Integration, complain: Complain): Map<string, ConfigVar> => {
  const all = new Map(integration.requiredConfigVars.map((one) => [one.key, one]));
  const asked = new Map<string, ConfigVar>();
  for (const { value } of integration.configPages.flatMap(({ elements }) => elements)) {
    const one = all.get(value);
    if (!one) complain(`a page has ${value}, which is no config variable`);
    // What a picker depends on has been asked for before it.
    else
      checkConfigVar(known, one, { configVars: asked, steps: new Steps() }, (text) =>
        complain(`${value}: ${text}`),
      );
    if (one) asked.set(value, one);
  }
  for (const key of all.keys()) if (!asked.has(key)) complain(`${key} is on no page`);
  return asked;
};

const checkTrigger = (
  { component }: Known,
  step: Step,
  batches: boolean,
  complain: Complain,
): Input[] | undefined => {
  const trigger = component.triggers[step.action.key];
  if (!trigger) return undefined;
  if ((trigger.scheduleSupport === "required") !== (step.schedule !== undefined))
    complain("its schedule does not fit");
  if (batches && trigger.triggerResolverSupport === "invalid") complain("it does not batch");
  const branches = step.branches?.map(({ name }) => name);
  if (branches && `${branches}` !== `${trigger.staticBranchNames}`) complain("its branches are others");
  return trigger.inputs;
};

const checkStep = (known: Known, step: Step, batches: boolean, scope: Scope, report: Complain): void => {
  const complain: Complain = (text) => report(`${step.name}: ${text}`);
  const { key, component } = step.action;
  const given = step.inputs ?? {};
  const isOurs = component.key === known.component.key;
  if (isOurs) {
    if (component.isPublic) complain("the component is private");
    const declared = step.isTrigger
      ? checkTrigger(known, step, batches, complain)
      : known.component.actions[key]?.inputs;
    if (!declared) complain(`there is no ${key}`);
    checkInputs(declared ?? [], given, scope, complain);
    checkRequired(declared ?? [], given, complain);
    checkMapping(given, scope, complain);
  } else {
    if (!known.others.includes(component.key)) complain(`the component ${component.key} is unknown`);
    for (const [input, one] of Object.entries(given))
      checkNames(one, scope, (text) => complain(`${input}: ${text}`));
  }
  if (scope.steps.has(step.name)) complain("another step has its name");
  scope.steps.add(step, isOurs ? known.component : undefined);
  const inner = (step.branches ?? []).flatMap(({ steps }) => steps);
  for (const one of inner) checkStep(known, one, false, scope, report);
};

/** Everything in a definition that does not fit the component, or itself; nothing where all of it does. */
export const complaintsAbout = (integration: Integration, known: Known): string[] => {
  const complaints: string[] = [];
  const complain: Complain = (text) => complaints.push(text);
  if (integration.definitionVersion !== 7) complain("the definition version is not 7");
  const configVars = checkWizard(known, integration, complain);
  for (const { name, steps, triggerResolver } of integration.flows) {
    const scope = { configVars, steps: new Steps() };
    if (steps.findIndex(({ isTrigger }) => isTrigger) !== 0)
      complain(`${name}: it does not begin with a trigger`);
    for (const step of steps) {
      checkStep(known, step, Boolean(triggerResolver), scope, (text) => complain(`${name}: ${text}`));
    }
  }
  return complaints;
};
