/** What to do next, by what Databricks said. */
import type { Failure } from "./errors";
import { missingGrantHint } from "./missingGrant";
import { lacksScope, readRefusal } from "./refusal";

const badToken =
  /\b(?:invalid|expired|revoked|malformed) (?:\w+ )?token\b|\b(?:token|jwt) (?:(?:is|was|has|has been) )?(?:expir|invalid|not valid|revoked|malformed)|\bINVALID_TOKEN\b|\bTOKEN_EXPIRED\b|\bExpiredJwt|\bMalformedJwt/i;

/** Tokens that are no credential. */
const otherToken = /\b(?:page|pagination|continuation|idempotency|next|sync)[ _]?token\b/i;

const otherWorkspace =
  /\b(?:unauthorized|invalid) access to org\b|\btoken\b.{0,60}\b(?:another|different|other|wrong) (?:workspace|account|host)|\baccount[- ](?:level|scoped) token/i;

const notOfThisWorkspace = /^user not authorized\.?$/i;

/** How a workspace refuses a token of Microsoft Entra ID that was made for something else: HTTP 400 and a web page. */
const wrongClaim = /\bExpected (iss|aud) claim\b/;

/**
 * Whether an answer of the workspace means that the token is missing, wrong or expired, rather than that a right is
 * lacking or the caller's network is not admitted: those come as 403 too, some with the same numeric code.
 */
export const isBadCredential = (failure: Pick<Failure, "status" | "errorCode" | "message">): boolean => {
  const { status, message } = failure;
  if (lacksScope(failure)) return false;
  const isOfToken = badToken.test(message) && !otherToken.test(message);
  return (
    status === 401 ||
    (status === 403 && (isOfToken || otherWorkspace.test(message) || notOfThisWorkspace.test(message))) ||
    (status === 400 && wrongClaim.test(message))
  );
};

/** Words that tell of a right, whichever it is. */
const missingRight = /\b(?:do|does)(?: not|n't) have\b|\bpermissions?\b|\bprivileges?\b|\bnot authorized\b/i;

/** A level of permission by its name in the API. */
const namedLevel = /\bCAN_[A-Z]/;

interface Hint {
  when: (failure: Failure) => boolean;
  hint: string;
}

const claims =
  (name: string) =>
  (failure: Failure): boolean =>
    isBadCredential(failure) && wrongClaim.exec(failure.message)?.[1] === name;

/** What to do about a host that asks for a browser instead of answering. */
export const redirectHint = (namesWorkspace: boolean): string =>
  namesWorkspace
    ? "Check the host and the Workspace ID of the connection: the workspace of this ID must be one that the host serves."
    : "Check the host of the connection: it must be the workspace's own, with its whole domain. Where one host serves several workspaces, enter Workspace ID, too: the digits behind ?o= in the address of the workspace.";

const hints: readonly Hint[] = [
  {
    when: claims("iss"),
    hint: "The token comes from another Microsoft Entra tenant than the workspace expects: check Tenant ID, which must be that of the workspace's own tenant, and Host in the connection, then connect it again.",
  },
  {
    when: claims("aud"),
    hint: "The token was not made for Azure Databricks: Scopes in the connection must be 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default. Then connect it again.",
  },
  {
    when: ({ status, message }) =>
      status === 403 && (otherWorkspace.test(message) || notOfThisWorkspace.test(message)),
    hint: "The identity that the connection signs in as is not in this workspace: add it there, a service principal by its application ID, or check the host and the Workspace ID in the connection: the token must be one of that workspace.",
  },
  {
    when: ({ message }) => /\bUnable to load OAuth Config\b/i.test(message),
    hint: redirectHint(false),
  },
  {
    when: isBadCredential,
    hint: "The workspace does not accept the connection's token: it is missing, wrong, expired or of another workspace. Renew it in the connection.",
  },
  {
    when: ({ message }) => /\bmaintenance\b/i.test(message),
    hint: "Try again later.",
  },
  {
    when: ({ errorCode }) => errorCode === "ClusterNotReadyException",
    hint: "The cluster is not ready to run code: start it (Start Terminated Cluster) and wait until its state is RUNNING.",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "ContextNotFoundException" || /\bcontext\b.{0,80}not found/i.test(message),
    hint: "The execution context is gone, as after a restart of its cluster: make a new one (Create Execution Context).",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "ClusterNotFoundException" ||
      /\bcluster\b.{0,80}(?:does not exist|not found)/i.test(message),
    hint: "Check the Cluster ID: it must be one of List Clusters, in this connection's workspace.",
  },
  {
    when: ({ message, status }) => status === 404 && /warehouse/i.test(message),
    hint: "Check the Warehouse ID: it must be one of List SQL Warehouses, in this connection's workspace.",
  },
  {
    when: ({ message, status }) =>
      status === 404 && /^(?:Routine or Model|Registered Model)\b/i.test(message),
    hint: "Check the Model Full Name: it must be one of List Registered Models, which the connection's identity may see.",
  },
  {
    when: ({ message, status }) => status === 404 && /\bendpoint with name\b/i.test(message),
    hint: "Check the Endpoint Name: it must be one of List Serving Endpoints, in this connection's workspace.",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "ENDPOINT_NOT_FOUND" || /^Bad Target|No API found/i.test(message),
    hint: "The workspace has no such API: check the path and its version.",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "PERMISSION_DENIED" && (missingRight.test(message) || namedLevel.test(message)),
    hint: "The connection's identity lacks a permission for this: ask a workspace administrator to grant it.",
  },
  {
    when: ({ status, errorCode }) =>
      status === 404 || errorCode === "RESOURCE_DOES_NOT_EXIST" || errorCode === "NOT_FOUND",
    hint: "Check the id, and that the connection points at the workspace that holds it.",
  },
  {
    when: ({ status }) => status === 429,
    hint: "Databricks limits the rate of requests: try again later, or run fewer steps at once.",
  },
];

const isRefusal = ({ status, errorCode, message }: Failure): boolean =>
  status === 403 || errorCode === "PERMISSION_DENIED" || message.includes("[INSUFFICIENT_PERMISSIONS]");

/** The failure with the hint that fits it, unless it has one: a refusal is explained by its own words, or not at all. */
export const withHint = (failure: Failure): Failure => ({
  ...failure,
  hint:
    failure.hint ??
    (isRefusal(failure) ? missingGrantHint(failure.message) : undefined) ??
    readRefusal(failure)?.hint ??
    hints.find(({ when }) => when(failure))?.hint,
});
