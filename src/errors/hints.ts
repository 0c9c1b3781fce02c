/** What to do next, by Databricks' response. */
import type { Failure } from "../http/errors";
import { labels } from "../labels";
import { isBadCredential, isOtherWorkspace, refusedClaim } from "./credentials";
import { grantsText } from "./grantsText";
import {
  isClusterNotFound,
  isClusterNotReady,
  isContextNotFound,
  isUnknownApi,
  kindOfError,
  saysNotFound,
} from "./kinds";
import { missingGrantHint, securableOf } from "./missingGrant";
import { readRefusal } from "./refusal";
import type { RequiredGrants } from "./requiredGrant";
import { securable } from "./securables";
import { volumeHint } from "./volumeHint";

/** Words about a right of any kind. */
const missingRight = /\b(?:do|does)(?: not|n't) have\b|\bpermissions?\b|\bprivileges?\b|\bnot authorized\b/i;

/** A level of permission by its name in the API. */
const namedLevel = /\bCAN_[A-Z]/;

/** What is known of a request besides its failure. */
interface RequestFacts {
  /** Whether the connection says which of the host's workspaces is meant. */
  namesWorkspace?: boolean;
  /** The grants that the action, trigger or data source needs. */
  grants?: RequiredGrants;
}

interface Hint {
  when: (failure: Failure) => boolean;
  hint: string | ((facts: RequestFacts, failure: Failure) => string | undefined);
}

/** What is needed in all, for a refusal that does not say which of it is missing. */
const neededText = ({ grants }: RequestFacts): string | undefined =>
  grants === undefined || "none" in grants || grants.length === 0 ? undefined : `${grantsText(grants)}.`;

/** What to do about a host that redirects to a browser sign-in instead of responding. */
const redirectHint = (namesWorkspace: boolean): string =>
  namesWorkspace
    ? "Check the host and the Workspace ID of the connection: the workspace of this ID must be one that the host serves."
    : "Check the host of the connection: it must be the workspace's own, with its whole domain. If one host serves several workspaces, also enter Workspace ID: the digits after ?o= in the workspace URL.";

const hints: readonly Hint[] = [
  {
    when: (failure) => refusedClaim(failure) === "iss",
    hint: "The token comes from another Microsoft Entra tenant than the workspace expects: check Tenant ID, which must be that of the workspace's own tenant, and Host in the connection, then connect it again.",
  },
  {
    when: (failure) => refusedClaim(failure) === "aud",
    hint: "The token was not made for Azure Databricks: Scopes in the connection must be 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default. Then connect it again.",
  },
  {
    when: isOtherWorkspace,
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
    when: isClusterNotReady,
    hint: `The cluster is not ready to run code: start it (${labels.startTerminatedCluster}) and wait until its state is RUNNING.`,
  },
  {
    when: isContextNotFound,
    hint: `The execution context no longer exists, for example after a restart of its cluster: create a new one (${labels.createExecutionContext}).`,
  },
  {
    when: isClusterNotFound,
    hint: `Check the Cluster ID: it must be listed by ${labels.listClusters} in this connection's workspace.`,
  },
  {
    when: (failure) => saysNotFound(failure) && /warehouse|endpoint id\b/i.test(failure.message),
    hint: `Check the Warehouse ID: it must be listed by ${labels.listWarehouses} in this connection's workspace.`,
  },
  {
    when: (failure) =>
      saysNotFound(failure) && /^(?:Routine or Model|Registered Model)\b/i.test(failure.message),
    hint: `Check the Model Full Name: it must be listed by ${labels.listRegisteredModels} for the connection's identity.`,
  },
  {
    when: (failure) => saysNotFound(failure) && /^The specified pipeline\b/i.test(failure.message),
    hint: `Check the Pipeline ID: it must be listed by ${labels.listPipelines} for the connection's identity.`,
  },
  {
    when: (failure) => saysNotFound(failure) && /\bendpoint with name\b/i.test(failure.message),
    hint: `Check the Endpoint Name: it must be listed by ${labels.listServingEndpoints} in this connection's workspace.`,
  },
  {
    when: (failure) => saysNotFound(failure) && /^Vector search endpoint\b/i.test(failure.message),
    hint: `Check the Vector Search Endpoint: it must be listed by ${labels.listVectorSearchEndpoints} in this connection's workspace.`,
  },
  {
    when: (failure) => saysNotFound(failure) && /^Vector search index\b/i.test(failure.message),
    hint: `Check the Index Name: it must be listed by ${labels.listVectorIndexes} in this connection's workspace.`,
  },
  {
    // With 404 or 403; the same is said of a space that the identity may not see.
    when: ({ message }) =>
      /^(?:Unable to get space \[[^\]]{1,100}\]\. Caused by Node|Genie space not found)\b/i.test(message),
    hint: (facts) => {
      const needed = neededText(facts);
      const listed = `Check the Genie Space ID: it must be listed by ${labels.listGenieSpaces} for the connection's identity.`;
      return needed === undefined ? listed : `${listed} Needed in all: ${needed}`;
    },
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "PRINCIPAL_DOES_NOT_EXIST" ||
      /\bcould not find principal\b|^principal: \w{1,40}\(.*\) does not exist/is.test(message),
    hint: `Enter the e-mail address of a user, the application ID, not the name, of a service principal, or the name of a group: ${labels.findPrincipal} returns it. Grants of Unity Catalog accept only groups of the account, not groups of a workspace such as users.`,
  },
  {
    when: isUnknownApi,
    hint: "The workspace has no such API: check the path and its version.",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "PERMISSION_DENIED" && (missingRight.test(message) || namedLevel.test(message)),
    hint: (facts) => {
      const needed = neededText(facts);
      const inAll = needed === undefined ? "" : ` Needed in all: ${needed}`;
      return `The connection's identity lacks a permission for this: ask a workspace administrator to grant it.${inAll}`;
    },
  },
  {
    // Some refusals have no error code.
    when: (failure) => kindOfError(failure) === "forbidden",
    hint: (facts) => {
      const needed = neededText(facts);
      return needed && `Databricks does not say what is missing. Needed in all: ${needed}`;
    },
  },
  {
    when: saysNotFound,
    hint: (_facts, { message }) => {
      const kind = securableOf(message)?.kind;
      const lookup = kind && securable(kind).lookupHint;
      return `Check the ID, and that the connection is for the right workspace.${lookup ? ` ${lookup}` : ""}`;
    },
  },
  {
    when: ({ status }) => status === 429,
    hint: "Databricks limits the rate of requests: try again later, or run fewer steps at once.",
  },
];

const mayNameGrant = (failure: Failure): boolean =>
  kindOfError(failure) === "forbidden" || failure.message.includes("[INSUFFICIENT_PERMISSIONS]");

/**
 * A workspace responds with JSON or an error; a redirect leads to a sign-in page, or means that the network is refused.
 */
const withRedirectHint = (failure: Failure, target: string, namesWorkspace: boolean): Failure =>
  /private-link-validation-error/.test(target)
    ? {
        ...failure,
        message: "the workspace refuses this network (Private Link)",
        hint: "Allow the network that the integration calls from in the workspace's network settings.",
      }
    : { ...failure, hint: failure.hint ?? redirectHint(namesWorkspace) };

/** The first hint of the table that fits. */
const hintOf = (failure: Failure, facts: RequestFacts): string | undefined => {
  const hint = hints.find(({ when }) => when(failure))?.hint;
  return typeof hint === "function" ? hint(facts, failure) : hint;
};

/**
 * A failure of a request to the workspace with the hint that fits it, unless it has one: a refusal is explained by its
 * own words and, where they name no grant, by the grants that are needed in all.
 */
export const withHint = (failure: Failure, facts: RequestFacts = {}): Failure => {
  if (failure.redirectTarget !== undefined) {
    return withRedirectHint(failure, failure.redirectTarget, facts.namesWorkspace ?? false);
  }
  return {
    ...failure,
    hint:
      failure.hint ??
      (mayNameGrant(failure) ? missingGrantHint(failure.message) : undefined) ??
      readRefusal(failure)?.hint ??
      volumeHint(failure) ??
      hintOf(failure, facts),
  };
};
