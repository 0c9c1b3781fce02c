/** Reads what a person entered into the inputs of a connection: where the workspace is, and secrets. */
import { isLinkLocal, isLoopback } from "../http/addresses";
import type { WorkspaceAddress } from "../http/auth";
import { workspaceId } from "./workspaceId";

const exampleHost = "dbc-1234567890123456.cloud.databricks.com";

/** Makes the input of a connection that takes the workspace's host. @param comments what may be typed */
export const hostInput = (comments: string, example: string = exampleHost) =>
  ({
    label: "Host",
    type: "string",
    required: true,
    shown: true,
    placeholder: example,
    example,
    comments,
  }) as const;

const toUrl = (text: string): URL | undefined => {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
};

const linkLocalError = (label: string, hostname: string): Error =>
  new Error(
    `${label} leads to ${hostname}, which only the machine that the integration runs on can reach. Enter a host that everybody can reach by its name.`,
  );

/**
 * Makes a workspace's address from what a person entered: a host name, a URL or a deep link. Path, query and trailing
 * slashes are removed; http becomes https except on loopback.
 * @param typed the text of the input
 * @param label the input's label, for the error
 * @throws Error that names the input and says what to change
 */
export const workspaceUrl = (typed: unknown, label: string): string => {
  const text = typeof typed === "string" ? typed.trim() : "";
  if (text === "") throw new Error(`${label} is empty. Enter the workspace's host, such as ${exampleHost}.`);
  const url = toUrl(text);
  const hostname = url?.hostname.replace(/\.$/, "") ?? "";
  if (/replace-me/i.test(text)) {
    throw new Error(
      `${label} still holds REPLACE-ME. Put the workspace's own host there, such as ${exampleHost}.`,
    );
  }
  if (isLinkLocal(hostname)) throw linkLocalError(label, hostname);
  if (!url || !/^https?:$/.test(url.protocol) || (!hostname.includes(".") && !isLoopback(hostname))) {
    throw new Error(
      `${label} is not a host name with its whole domain. Enter the workspace's host, such as ${exampleHost}.`,
    );
  }
  if (url.username || url.password) {
    throw new Error(`${label} holds a user name or password. Enter the host alone.`);
  }
  if (/^accounts\./i.test(hostname)) {
    throw new Error(
      `${label} is the host of an account console (${hostname}). Enter the host of a workspace, such as ${exampleHost}.`,
    );
  }
  const port = url.port ? `:${url.port}` : "";
  const scheme = url.protocol === "http:" && isLoopback(hostname) ? "http" : "https";
  return new URL(`${scheme}://${hostname}${port}`).origin;
};

/** A workspace's ID: digits alone, and a number that a workspace can have. */
const isWorkspaceId = (text: string): boolean => /^[1-9]\d{0,19}$/.test(text);

/** Every workspace ID that an address names: in its query, in the query of its fragment, or in a cluster's HTTP path. */
const namedIds = (typed: unknown): string[] => {
  const url = typeof typed === "string" ? toUrl(typed.trim()) : undefined;
  if (!url) return [];
  const [, ofFragment = ""] = url.hash.split("?");
  const [, ofPath] = /\/o\/(\d+)(?:\/|$)/.exec(url.pathname) ?? [];
  const ids = [
    ...url.searchParams.getAll("o"),
    ...new URLSearchParams(ofFragment).getAll("o"),
    ...(ofPath === undefined ? [] : [ofPath]),
  ].map((id) => id.trim());
  // A host with only one workspace may say 0.
  return [...new Set(ids)].filter((id) => !/^0*$/.test(id));
};

/**
 * The ID of the workspace, from its own input or from the entered address.
 * @param given the input Workspace ID
 * @param typed the text of the input that holds the address
 * @param label that input's label, for the error
 * @throws Error that names the inputs if an ID is invalid, or if two different ones are given
 */
export const workspaceIdOf = (given: unknown, typed: unknown, label: string): string | undefined => {
  const hostIds = namedIds(typed);
  const wrong = hostIds.find((id) => !isWorkspaceId(id));
  if (wrong !== undefined) {
    throw new Error(
      `${label} names the workspace by ?o=${wrong.slice(0, 40)}, but a workspace ID contains only digits.`,
    );
  }
  const [first, second] = hostIds;
  if (second !== undefined) {
    throw new Error(`${label} names two workspaces, ${first} and ${second}. Enter the address of one.`);
  }
  const entered = typeof given === "string" || typeof given === "number" ? String(given).trim() : "";
  if (entered === "") return first;
  if (!isWorkspaceId(entered)) {
    throw new Error(
      `${workspaceId.label} is not a workspace ID, which contains only digits, such as ${workspaceId.example}. Copy it from after ?o= in the workspace URL, or leave it empty.`,
    );
  }
  if (first !== undefined && first !== entered) {
    throw new Error(
      `${workspaceId.label} is ${entered}, but ${label} names the workspace ${first} (?o=${first}). Enter the ID of one workspace, or leave ${workspaceId.label} empty.`,
    );
  }
  return entered;
};

/**
 * Where the workspace of a connection is.
 * @param fields the connection's inputs
 * @param key the input that holds the address
 * @param label its label, for errors
 * @throws Error that names the input and says what to change
 */
export const workspaceAddress = (
  fields: Record<string, unknown>,
  key: string,
  label: string,
): WorkspaceAddress => {
  const baseUrl = workspaceUrl(fields[key], label);
  return { baseUrl, workspaceId: workspaceIdOf(fields.workspaceId, fields[key], label) };
};

/**
 * Refuses a host that the platform would send credentials to, if only the machine itself can reach it.
 * @throws Error that names the input
 */
export const refuseLinkLocal = (typed: unknown, label: string): void => {
  const url = typeof typed === "string" ? toUrl(typed.trim()) : undefined;
  if (url && isLinkLocal(url.hostname)) throw linkLocalError(label, url.hostname);
};

/**
 * The secret of an input, without surrounding white space.
 * @throws Error that names the input when it is missing, or not valid in a header
 */
export const secretText = (value: unknown, label: string): string => {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") throw new Error(`${label} is empty.`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new Error(
      `${label} contains white space or characters that a token cannot have. Paste the whole token again.`,
    );
  }
  return text;
};
