/**
 * Why Databricks refuses for other reasons than a missing grant: a 403 can mean much else. The texts are not a
 * contract: what matches none of them stays unknown, and nothing is guessed.
 */
import { DatabricksError } from "../http/errors";
import { type ErrorDetail, errorDetail, isForbidden } from "./kinds";
import type { GrantOn } from "./securables";

/** A reason, and what to do about it. */
interface Refusal {
  /** Whether it applies to everything that the connection requests, or to some of it. */
  concerns: "connection" | "request";
  /** What is missing, where it can be named. */
  missing?: string;
  hint: string;
}

interface Form {
  when: (error: ErrorDetail) => boolean;
  read: (error: ErrorDetail) => Refusal;
}

const scopeText =
  /\brequired (?:OAuth )?scope|\binsufficient[_ ]scope|\b(?:lacks?|missing|not have|without) (?:the |a |any )?(?:required )?(?:OAuth |API )?scope/i;

const scopeNames = [
  /\bscopes?(?:\(s\))?\s?[:=]\s?["'[({]{0,2}([\w.:-]+(?:,\s?[\w.:-]+)*)/i,
  /\bscopes?\s?["'`[]([\w.:-]+(?:,\s?[\w.:-]+)*)["'`\]]/i,
];

/** The scopes that a message names, such as `sql` or `sql, unity-catalog`. */
const scopesIn = (message: string): string | undefined =>
  scopeNames
    .map((names) => names.exec(message)?.[1]?.replace(/[.:,]$/, ""))
    .find((found) => found !== undefined);

/** Whether a token is refused for its scopes, not for its owner. */
export const lacksScope = ({ status, errorCode, message }: ErrorDetail): boolean =>
  (status === 401 || status === 403) && (errorCode === "insufficient_scope" || scopeText.test(message));

const scopeHint = (scopes: string | undefined): string =>
  `The connection's token was created for other APIs than this one${scopes ? `: it lacks the scope ${scopes}` : ""}. The scopes of a personal access token are selected when it is created: create one that has ${scopes ? "this one" : "the one of this API"}, or all APIs. The scopes of an OAuth sign-in are set in Scopes of the connection: add it there, or use all-apis, and connect it again. No grant is missing.`;

const ipAccessList = /\bIP (?:ACL|access list)|\bsource IP\b/i;

const networkRule =
  /\bunauthorized network access\b|\bprivate[ -]?link\b|\bpublic (?:network )?access (?:is|to|has been)\b.{0,60}\b(?:not allowed|disabled|denied|blocked)|\bpublic access is not allowed\b|\bnetwork (?:access )?(?:polic|rule|connectivity)|\b(?:blocked|denied|refused) by (?:the |a |an )?(?:\S+ ){0,3}(?:network|ingress|firewall)|\bnetwork\b.{0,40}\bnot (?:allowed|authorized|permitted)|\bprivate endpoint/i;

const isDown = "suspended|disabled|deactivated|cancell?ed|terminated|deleted|expired|paused|locked|frozen";

const workspaceOff = new RegExp(
  `\\b(?:workspace|account|subscription)(?: \\S{1,60}){0,2} (?:is|was|has been|are|is being|is currently) (?:currently |temporarily )?(?:${isDown}|not (?:active|available|running))\\b|\\bfree trial\\b.{0,40}\\b(?:ended|expired|over)|\\btrial (?:has )?(?:ended|expired)|\\b(?:suspended|disabled|cancell?ed|deactivated) (?:workspace|account|subscription)`,
  "i",
);

const identityOff =
  /\b(?:user|service principal|principal|identity)\b(?: \S{1,80}){0,2} (?:is|was|has been) (?:disabled|deactivated|inactive|not active|suspended|deleted)\b/i;

/** Entitlements as a page of Databricks calls them, by what messages call them. */
const entitlements: readonly [pattern: RegExp, name: GrantOn<"workspace">][] = [
  [/\bdatabricks-sql-access\b|\b(?:Databricks )?SQL access\b/i, "Databricks SQL access"],
  [/\bworkspace-access\b|\bworkspace access entitlement/i, "Workspace access"],
  [/\bworkspace-consume\b|\bconsumer access\b/i, "Consumer access"],
  [
    /\ballow-cluster-create\b|\b(?:not (?:authorized|allowed|permitted)|permissions?) to create (?:a )?clusters?\b|\bcluster creation (?:entitlement|permission)/i,
    "Unrestricted cluster creation",
  ],
  [/\ballow-instance-pool-create\b/i, "Pool creation"],
];

const namedEntitlements = (message: string): string =>
  entitlements
    .filter(([pattern]) => pattern.test(message))
    .map(([, name]) => name)
    .join(" or ");

const lacksEntitlement = ({ status, message }: ErrorDetail): boolean =>
  status === 403 && (/\bentitlement/i.test(message) || namedEntitlements(message) !== "");

const administrators =
  /\b(?:only|must be|needs? to be|requires?|is not|are not|not)\b[^.]{0,40}?\b(workspace|account|metastore) admin/i;

const featureOff =
  /\b(?:is|are|was|were|has been|have been) (?:currently )?(?:not enabled|disabled|turned off|switched off)\b|\bnot (?:enabled|available) (?:in|for|on) (?:this|your|the)\b/i;

const quotaText =
  /\bquotas?\b.{0,60}\b(?:exceed|reach|used up|exhaust)|\b(?:exceed|reach|exhaust)\w*\b.{0,60}\bquota/i;

const is403 = ({ status }: ErrorDetail): boolean => status === 403;

const forms: readonly Form[] = [
  {
    when: lacksScope,
    read: ({ message }) => {
      const scopes = scopesIn(message);
      return { concerns: "request", hint: scopeHint(scopes) };
    },
  },
  {
    when: (error) => is403(error) && ipAccessList.test(error.message),
    read: () => ({
      concerns: "connection",
      hint: "The workspace admits only certain IP addresses: add those that the integration calls from to its IP access list, or that of the account. No grant is missing.",
    }),
  },
  {
    when: (error) => is403(error) && networkRule.test(error.message),
    read: () => ({
      concerns: "connection",
      hint: "A network rule blocks the integration, whoever signs in: Private Link, a network policy, a firewall or an IP access list of the workspace. Ask an administrator to allow the addresses that the integration calls from. No grant is missing.",
    }),
  },
  {
    when: (error) => is403(error) && workspaceOff.test(error.message),
    read: () => ({
      concerns: "connection",
      hint: "The workspace is not available: ask an administrator of the Databricks account why, for example whether it was suspended or its trial has ended.",
    }),
  },
  {
    when: (error) => is403(error) && identityOff.test(error.message),
    read: () => ({
      concerns: "connection",
      hint: "The identity that the connection signs in as is deactivated: an administrator can activate it again under Settings > Identity and access.",
    }),
  },
  {
    when: lacksEntitlement,
    read: ({ message }) => {
      const missing = namedEntitlements(message);
      return {
        concerns: "request",
        ...(missing && { missing }),
        hint: `The connection's identity lacks ${missing ? `the entitlement ${missing}` : "an entitlement"}: a workspace administrator can select it for the user or service principal under Settings > Identity and access.`,
      };
    },
  },
  {
    when: ({ errorCode }) => errorCode === "MAX_NOTEBOOK_SIZE_EXCEEDED",
    read: () => ({
      concerns: "request",
      hint: "A notebook or file of the workspace can be imported and exported with up to 10 MB: keep larger files in a volume.",
    }),
  },
  {
    when: ({ status, errorCode = "", message }) =>
      status !== undefined &&
      status >= 400 &&
      status < 500 &&
      (/^(?:QUOTA_EXCEEDED|MAX_\w{1,60}_EXCEEDED)$/.test(errorCode) || quotaText.test(message)),
    read: () => ({
      concerns: "request",
      hint: "A limit of the workspace or the account is reached: delete what is no longer used, or ask an administrator to increase it.",
    }),
  },
  {
    when: (error) =>
      error.errorCode === "FEATURE_DISABLED" || (is403(error) && featureOff.test(error.message)),
    read: () => ({
      concerns: "request",
      hint: "The feature is disabled in this workspace: ask a workspace administrator.",
    }),
  },
  {
    when: (error) => is403(error) && administrators.test(error.message),
    read: ({ message }) => {
      const admin = `${administrators.exec(message)?.[1]?.toLowerCase()} administrator`;
      return {
        concerns: "request",
        missing: admin,
        hint: `Only a ${admin} may do this, and the connection's identity is not one.`,
      };
    },
  },
];

/** The reason that a refusal gives; undefined if it gives no known one. */
export const readRefusal = (error: ErrorDetail): Refusal | undefined => {
  // Whatever a name consists of, it is no reason.
  const unnamed = { ...error, message: error.message.replace(/'[^']*'|`[^`]*`/g, "''") };
  return forms.find(({ when }) => when(unnamed))?.read(error);
};

/** The reason that an error gives for a refusal; undefined if it gives no known one. */
export const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof DatabricksError ? readRefusal(errorDetail(error)) : undefined;

/** Whether a refusal is due to a missing permission, as far as Databricks says, and not to another reason. */
export const isMissingRight = (error: unknown): error is DatabricksError =>
  isForbidden(error) && error.errorCode === "PERMISSION_DENIED" && refusalOf(error) === undefined;
