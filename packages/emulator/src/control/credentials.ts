/** The credentials of a workspace: its user's token, and the clients that sign in to it. */
import type { Ids } from "./ids";

/** An OAuth client that can keep a secret. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

/** An application of Microsoft Entra ID whose service principal is in the workspace. */
export interface EntraApplication extends ClientCredentials {
  /** The directory that the workspace belongs to. */
  tenantId: string;
  /** Another directory that knows the application: its tokens are good, and not for this workspace. */
  otherTenantId: string;
}

/** What a workspace is named by on a host that serves all workspaces of an account. */
interface AccountIds {
  accountId: string;
  workspaceId: string;
}

/** What a workspace is reached by; the client id and secret at the top are its own service principal's. */
export interface WorkspaceCredentials extends ClientCredentials {
  /** The user's personal access token. */
  token: string;
  /** An app connection that users sign in through. */
  app: ClientCredentials;
  /** The client id of an app connection without a secret. */
  publicAppClientId: string;
  entra: EntraApplication;
  /** Only where its host serves all workspaces of an account. */
  account?: AccountIds;
  /** The workspace's own id, sent as `x-databricks-org-id`. */
  organizationId: string;
  /** First segment of the path of everything in cloud storage. */
  storageId: string;
}

/** Which credentials a person or a program signs in with. */
export type SignInCredentials = Omit<WorkspaceCredentials, "organizationId" | "storageId">;

/**
 * Fresh credentials.
 * @param ids of the token and of the workspace itself
 * @param clientIds of the clients of other kinds than its service principal; apart, so that neither changes the other
 */
export function newWorkspaceCredentials(ids: Ids, clientIds: Ids): WorkspaceCredentials {
  return {
    token: `dapi${ids.hex(32)}`,
    clientId: ids.uuid(),
    clientSecret: `dose${ids.hex(32)}`,
    organizationId: ids.digits(16),
    storageId: ids.hex(32),
    app: { clientId: clientIds.uuid(), clientSecret: `dose${clientIds.hex(32)}` },
    publicAppClientId: clientIds.uuid(),
    entra: {
      tenantId: clientIds.uuid(),
      otherTenantId: clientIds.uuid(),
      clientId: clientIds.uuid(),
      clientSecret: `${clientIds.hex(3)}8Q~${clientIds.hex(34)}`,
    },
  };
}

/** The credentials by the names that programs are told them by. */
export const credentialsOnWire = ({ token, clientId, clientSecret, ...others }: SignInCredentials) => ({
  token,
  client_id: clientId,
  client_secret: clientSecret,
  app_client_id: others.app.clientId,
  app_client_secret: others.app.clientSecret,
  public_app_client_id: others.publicAppClientId,
  entra_tenant_id: others.entra.tenantId,
  entra_other_tenant_id: others.entra.otherTenantId,
  entra_client_id: others.entra.clientId,
  entra_client_secret: others.entra.clientSecret,
  ...(others.account && { account_id: others.account.accountId, workspace_id: others.account.workspaceId }),
});
