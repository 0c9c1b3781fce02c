/** Who may call the workspace: its user by the personal access token, its service principal by OAuth. */
import type { JsonWebKey } from "node:crypto";
import { currentUser, type User } from "../../../src/api/users";
import { Ids } from "../../control/ids";
import type { Workspace } from "../../workspace";
import { AccessTokens, type IssuedToken } from "./accessTokens";

/** A signed-in identity. */
export interface Principal {
  kind: "user" | "servicePrincipal";
  /** As SCIM answers it. */
  user: User;
}

export class IdentityStore {
  readonly user: Principal = { kind: "user", user: currentUser };
  readonly servicePrincipal: Principal;
  readonly #tokens: AccessTokens;

  constructor(readonly workspace: Workspace) {
    const { credentials, options } = workspace;
    // Ids of its own: signing in must not change the ids that come after it.
    const ids = new Ids(options.seed ?? 1, "identity");
    this.servicePrincipal = { kind: "servicePrincipal", user: servicePrincipal(ids, credentials.clientId) };
    this.#tokens = new AccessTokens(workspace, ids);
  }

  /** Who a bearer token stands for; undefined where it is unknown or has expired. */
  principalOf(token: string): Principal | undefined {
    if (token === this.workspace.credentials.token) return this.user;
    return this.#tokens.valid(token) ? this.servicePrincipal : undefined;
  }

  /** An access token for the service principal. */
  issue(scope: string): IssuedToken {
    return this.#tokens.issue(scope);
  }

  /** What access tokens are checked with, as a JSON web key. */
  publicKey(): JsonWebKey {
    return this.#tokens.publicKey();
  }
}

/** The application id is the user name, and there are no emails. */
function servicePrincipal(ids: Ids, clientId: string): User {
  return {
    id: ids.digits(16),
    userName: clientId,
    displayName: "Integration Service Principal",
    active: true,
    groups: currentUser.groups,
    entitlements: currentUser.entitlements,
    schemas: currentUser.schemas,
  };
}
