/** Hosts and tokens: where a workspace is, and who may see its token. */

/** What a connection gives: the workspace's address and what proves the caller's identity there. */
export interface SignIn {
  /** Scheme, host and port, such as `https://dbc-1234567890123456.cloud.databricks.com`. */
  baseUrl: string;
  token: string;
}

/** Databricks' own domains: AWS, Azure and GCP, with the government and China clouds. */
const databricksDomains = [
  "cloud.databricks.com",
  "azuredatabricks.net",
  "gcp.databricks.com",
  "databricks.azure.us",
  "databricks.azure.cn",
  "cloud.databricks.us",
];

/**
 * Whether a host name, as `URL` gives it, means the machine itself.
 * @param hostname in lower case, IPv6 in brackets
 */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0)\])$/.test(
    hostname,
  );

/** Whether a host name means the machine itself, or what only it can reach, such as its cloud's metadata. */
export const isOwnMachine = (hostname: string): boolean =>
  isLoopback(hostname) || /^169\.254\.|^\[fe80:/.test(hostname);

const isDatabricksDomain = (hostname: string): boolean =>
  databricksDomains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));

/**
 * Whether the token may go to this address: to the workspace itself and, over https, to Databricks' own domains.
 * @param url where a request goes
 * @param baseUrl the workspace
 */
export const mayReceiveToken = (url: URL, baseUrl: string): boolean =>
  url.origin === baseUrl ||
  (url.protocol === "https:" && url.port === "" && isDatabricksDomain(url.hostname));

const exampleHost = "dbc-1234567890123456.cloud.databricks.com";

const toUrl = (text: string): URL | undefined => {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
};

/**
 * Makes a workspace's address out of what a person typed or pasted: a host name, a URL or a deep link. Path,
 * query and trailing slashes fall away; http becomes https except on loopback.
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

/**
 * The secret of an input, without surrounding white space.
 * @throws Error that names the input when it is missing, or cannot stand in a header
 */
export const secretText = (value: unknown, label: string): string => {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") throw new Error(`${label} is empty.`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new Error(`${label} holds white space or characters that no token has. Paste it again, whole.`);
  }
  return text;
};
