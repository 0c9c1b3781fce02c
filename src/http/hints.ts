/** What to do next, by what Databricks said. */
import type { Failure } from "./errors";
import { grantHint, missingGrant } from "./missingGrant";

const badToken =
  /\b(?:invalid|expired|revoked|malformed) (?:\w+ )?token\b|\b(?:token|jwt) (?:(?:is|was|has|has been) )?(?:expir|invalid|not valid|revoked|malformed)|\bINVALID_TOKEN\b|\bTOKEN_EXPIRED\b|\bExpiredJwt|\bMalformedJwt/i;

/** Tokens that are no credential. */
const otherToken = /\b(?:page|pagination|continuation|idempotency|next|sync)[ _]?token\b/i;

const notOfThisWorkspace = /unauthorized access to org|^user not authorized\.?$/i;

/** How a workspace refuses a token of Microsoft Entra ID that was made for something else: HTTP 400 and a web page. */
const wrongClaim = /\bExpected (iss|aud) claim\b/;

/**
 * Whether an answer of the workspace means that the token is missing, wrong or expired, rather than that a right is
 * lacking or the caller's network is not admitted: those come as 403 too, some with the same numeric code.
 */
export const isBadCredential = ({ status, message }: Pick<Failure, "status" | "message">): boolean =>
  status === 401 ||
  (status === 403 &&
    ((badToken.test(message) && !otherToken.test(message)) || notOfThisWorkspace.test(message))) ||
  (status === 400 && wrongClaim.test(message));

interface Hint {
  when: (failure: Failure) => boolean;
  hint: string;
}

const claims =
  (name: string) =>
  (failure: Failure): boolean =>
    isBadCredential(failure) && wrongClaim.exec(failure.message)?.[1] === name;

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
    when: ({ status, message }) => status === 403 && notOfThisWorkspace.test(message),
    hint: "The identity that the connection signs in as is not in this workspace: add it there, a service principal by its application ID, or check the host in the connection.",
  },
  {
    when: isBadCredential,
    hint: "The workspace does not accept the connection's token: it is missing, wrong, expired or of another workspace. Renew it in the connection.",
  },
  {
    when: ({ message }) => /\bIP (?:ACL|access list)/i.test(message),
    hint: "The workspace admits only certain IP addresses: add those that the integration calls from to its IP access list.",
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
    when: ({ errorCode }) => errorCode === "FEATURE_DISABLED",
    hint: "The feature is switched off in this workspace: ask a workspace administrator.",
  },
  {
    when: ({ status, operation }) => status === 403 && /\/api\/2\.1\/unity-catalog\//.test(operation),
    hint: "The connection's identity lacks a grant of Unity Catalog: ask its owner, or a metastore administrator, for it.",
  },
  {
    when: ({ status, errorCode }) => errorCode === "PERMISSION_DENIED" || status === 403,
    hint: "The connection's identity lacks a permission for this: ask a workspace administrator to grant it (CAN USE on a warehouse, CAN ATTACH TO or CAN RESTART on a cluster, for example).",
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

/** The hint that names the grant, where the refusal does. */
const namedGrant = ({ status, message }: Failure): string | undefined => {
  const missing = status === 403 ? missingGrant(message) : undefined;
  return missing && grantHint(missing);
};

/** The failure with the hint that fits it, unless it has one. */
export const withHint = (failure: Failure): Failure => ({
  ...failure,
  hint: failure.hint ?? namedGrant(failure) ?? hints.find(({ when }) => when(failure))?.hint,
});
