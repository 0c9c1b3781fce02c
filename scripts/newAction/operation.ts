/** Finds an operation in Databricks' API description, and what an action that calls it is named. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { distance } from "fastest-levenshtein";
import { apiDescription, type Operation } from "../../packages/emulator/src/contract/description";
import { camelCase, inWords, singular, titleCase, withArticle, wordsOf } from "./names";

/** An operation with its names in Databricks' SDKs. */
interface NamedOperation extends Operation {
  /** Such as `gitCredentials`. */
  api: string;
  /** Such as `List`. */
  operation: string;
}

const operations = apiDescription.operations as NamedOperation[];

const withoutNames = (text: string): string => text.replace(/\{[^}]*\}/g, "{}").replace(/\/$/, "");

const signature = ({ method, path: at }: Operation): string => `${method} ${at}`;

/**
 * Finds an operation; the names of the path's parameters do not matter.
 * @throws Error that names the nearest ones where there is none, and where an action cannot call it
 */
export const findOperation = (method: string, at: string): NamedOperation => {
  const wanted = withoutNames(`${method.toUpperCase()} ${at}`);
  const found = operations.find((operation) => withoutNames(signature(operation)) === wanted);
  if (found?.path.includes("%v") || found?.path.startsWith("/api/2.0/accounts/")) {
    throw new Error(`${signature(found)} is of an account: a connection reaches a workspace.`);
  }
  if (found?.method === "HEAD") throw new Error(`${signature(found)} gives nothing that an action could.`);
  if (found) return found;
  const nearest = operations
    .map(signature)
    .sort((one, other) => distance(withoutNames(one), wanted) - distance(withoutNames(other), wanted));
  throw new Error(
    `Databricks' API description has no ${method} ${at}. Nearest:\n${nearest
      .slice(0, 3)
      .map((one) => `  ${one}`)
      .join("\n")}`,
  );
};

/** Where Databricks documents an operation. */
export const documentationUrl = ({ api, operation }: NamedOperation): string =>
  `https://docs.databricks.com/api/workspace/${api.toLowerCase()}/${operation.replace(/^internal/, "").toLowerCase()}`;

/** An action that there is, with the page that it links. */
interface ExistingAction {
  key: string;
  service: string;
  code: string;
}

/** Every action of the component, read from its folder. */
const existingActions = (root: string): ExistingAction[] => {
  const folder = path.join(root, "src", "actions");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep))
    .filter(([, name]) => name?.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map(([service = "", name = ""]) => ({
      key: path.basename(name, ".ts"),
      service,
      code: readFileSync(path.join(folder, service, name), "utf8"),
    }));
};

/** What a new action is called. */
export interface ActionNames {
  key: string;
  service: string;
  label: string;
  /** What it is about, as words: all of the key but its verb. */
  noun: string[];
  verb: string;
}

const readVerbs = ["check", "get", "list", "search", "export"];

const keyWords = ({ api, operation, method }: NamedOperation): string[] => {
  const [verb = "", ...rest] = wordsOf(operation.replace(/^internal/, ""));
  const subject = wordsOf(api);
  const isKnown = method !== "GET" || readVerbs.includes(verb);
  const words = isKnown ? rest : [verb, ...rest];
  const about = verb === "list" && words.length === 0 ? subject : singular(subject);
  const isSaid = singular(subject).every((word) => singular(words).includes(word));
  return [isKnown ? verb : "get", ...(isSaid ? words : [...about, ...words])];
};

/**
 * Names an action: the key is the verb and what it is about, the service the folder of the actions of the same API.
 * @param given what is named otherwise
 * @throws Error where the component has such an action already, or a name is no identifier
 */
export const actionNames = (
  root: string,
  operation: NamedOperation,
  given: { key?: string; service?: string; label?: string } = {},
): ActionNames => {
  const actions = existingActions(root);
  const url = documentationUrl(operation);
  const api = url.slice(0, url.lastIndexOf("/") + 1);
  const same = actions.find(({ code }) => new RegExp(`${url}$`, "m").test(code));
  if (same && !given.key) {
    throw new Error(
      `${same.key} calls ${signature(operation)} already (src/actions/${same.service}/${same.key}.ts). Another action of it needs --key.`,
    );
  }
  const key = given.key ?? camelCase(keyWords(operation));
  if (!/^[a-z]+[A-Z][A-Za-z\d]*$/.test(key)) {
    throw new Error(`--key ${key} is not a verb and a noun in camel case, such as listJobs.`);
  }
  const taken = actions.find((action) => action.key === key);
  if (taken) throw new Error(`The component has an action ${key} already: name another one with --key.`);
  const [verb = "", ...noun] = wordsOf(key);
  const service = given.service ?? actions.find(({ code }) => code.includes(api))?.service ?? operation.api;
  if (!/^[a-z][A-Za-z\d]*$/.test(service)) {
    throw new Error(`--service ${service} is no name of a folder in camel case, such as jobs.`);
  }
  return { key, service, label: given.label ?? titleCase(wordsOf(key)), noun, verb };
};

/** What an action does, in a sentence. */
export const sentenceOf = ({ verb, noun }: ActionNames): string => {
  const isOne = inWords(singular(noun)) === inWords(noun);
  if (verb === "list") return `List all ${inWords(noun)} of the workspace.`;
  if (verb === "get") return isOne ? `Get one ${inWords(noun)}.` : `Get the ${inWords(noun)}.`;
  const start = verb.charAt(0).toUpperCase() + verb.slice(1);
  return `${start} ${isOne ? withArticle(noun) : inWords(noun)}.`;
};
