/** Hosts and tokens: where a workspace is, and which hosts may be sent its token. */
import type { TokenSource } from "./tokenSource";
import type { Tunnel } from "./tunnel";

/** Where a workspace is. */
export interface WorkspaceAddress {
  /** Scheme, host and port, such as `https://dbc-1234567890123456.cloud.databricks.com`. */
  baseUrl: string;
  /** Which of a host's workspaces is meant, where a host serves several. */
  workspaceId?: string;
}

/** What a connection provides: the workspace's address, the way there and the caller's credentials. */
export interface WorkspaceAuth extends WorkspaceAddress {
  tokens: TokenSource;
  /** The end of a tunnel to the workspace, in whose place it is connected to. */
  tunnel?: Tunnel;
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

const isDatabricksDomain = (hostname: string): boolean =>
  databricksDomains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));

/**
 * Whether the token may be sent to this address: to the workspace itself and, over https, to Databricks' own domains.
 * That of a workspace behind a tunnel stays within the tunnel.
 * @param url where a request goes
 */
export const isTrustedForToken = (
  url: URL,
  { baseUrl, tunnel }: Pick<WorkspaceAuth, "baseUrl" | "tunnel">,
): boolean =>
  url.origin === baseUrl ||
  (!tunnel && url.protocol === "https:" && url.port === "" && isDatabricksDomain(url.hostname));

/**
 * Whether two addresses mean the same workspace. A host with only one workspace needs no ID, and may get one later: IDs
 * are compared only if both have one.
 */
export const isSameWorkspace = (one: WorkspaceAddress, other: WorkspaceAddress): boolean =>
  one.baseUrl === other.baseUrl &&
  (one.workspaceId === undefined || other.workspaceId === undefined || one.workspaceId === other.workspaceId);

/** The sign-in of a host, which serves all of its workspaces and refuses requests about one of them. */
const signInPath = /^\/+(?:oidc|\.well-known)(?:\/|$)/i;

/** The header that says which workspace a request is for, where its host serves several. */
export const workspaceIdHeader = "x-databricks-org-id";

/** The headers that say which workspace a request is for: none where it goes elsewhere, or to the host's sign-in. */
export const workspaceHeaders = (
  url: URL,
  { baseUrl, workspaceId }: WorkspaceAddress,
): Record<string, string> =>
  workspaceId === undefined || url.origin !== baseUrl || signInPath.test(url.pathname)
    ? {}
    : { [workspaceIdHeader]: workspaceId };

/**
 * The address of a page of the workspace, for a person: it names the workspace, where the host serves several.
 * @param address absolute
 */
export const pageUrl = (address: string, { workspaceId }: WorkspaceAddress): string => {
  if (workspaceId === undefined || !URL.canParse(address)) return address;
  const url = new URL(address);
  if (!url.searchParams.has("o")) url.searchParams.set("o", workspaceId);
  return url.href;
};
