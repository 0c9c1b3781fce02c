/** Who may call the workspace: its user by token or by sign-in, its service principals by OAuth. */
import type { JsonWebKey } from "node:crypto";
import type { Addresses } from "../../control/addresses";
import type { WorkspaceClock } from "../../control/clock";
import type { WorkspaceCredentials } from "../../control/credentials";
import { Ids } from "../../control/ids";
import { AccessTokens, type IssuedToken } from "./accessTokens";
import { EntraTokens } from "./entraTokens";
import { OneTimeTokens } from "./oneTimeTokens";
import type { Principal } from "./principal";
import type { UserResource } from "./user";

/** What a user has allowed an app. */
interface Consent {
  clientId: string;
  scope: string;
}

/** What an authorization code stands for. */
export interface Authorization extends Consent {
  redirectUri: string;
  /** The S256 challenge, where the app sent one. */
  challenge: string | undefined;
}

/** The longest that RFC 6749 recommends for a code, ms. */
const CODE_LIFETIME_MS = 10 * 60_000;

/** What Databricks gives the refresh tokens of an app connection by default: a week, ms. */
const REFRESH_LIFETIME_MS = 10_080 * 60_000;

export class IdentityStore {
  readonly user: Principal;
  readonly servicePrincipal: Principal;
  readonly azurePrincipal: Principal;
  /** The tokens that Microsoft Entra ID gives for this workspace. */
  readonly entra: EntraTokens;
  readonly codes: OneTimeTokens<Authorization>;
  readonly refreshTokens: OneTimeTokens<Consent>;
  readonly #tokens: AccessTokens;

  /** @param idSeed of the tokens and of the service principals' ids */
  constructor(
    clock: WorkspaceClock,
    private readonly credentials: WorkspaceCredentials,
    addresses: Addresses,
    user: UserResource,
    idSeed: number,
  ) {
    this.user = { kind: "user", user };
    // Ids of its own: signing in must not change the ids that come after it.
    const ids = new Ids(idSeed, "identity");
    this.servicePrincipal = principal(ids, credentials.clientId, "Integration Service Principal", user);
    this.#tokens = new AccessTokens(clock, addresses, credentials.organizationId, ids);
    const entraIds = new Ids(idSeed, "entra");
    this.azurePrincipal = principal(
      entraIds,
      credentials.entra.clientId,
      "Integration Entra Application",
      user,
    );
    this.entra = new EntraTokens(clock, credentials.entra, entraIds, this.azurePrincipal);
    const signIns = new Ids(idSeed, "signIns");
    this.codes = new OneTimeTokens(clock, signIns, "dcod", CODE_LIFETIME_MS);
    this.refreshTokens = new OneTimeTokens(clock, signIns, "doau", REFRESH_LIFETIME_MS);
  }

  /** Everybody who may sign in. */
  get principals(): Principal[] {
    return [this.user, this.servicePrincipal, this.azurePrincipal];
  }

  /** Who a bearer token stands for; undefined where it is unknown, has expired or is refused. */
  principalOf(token: string): Principal | undefined {
    if (token === this.credentials.token) return this.user;
    return this.#tokens.principalOf(token) ?? this.entra.principalOf(token);
  }

  /** An access token for the workspace's own service principal. */
  issue(scope: string): IssuedToken {
    const { clientId } = this.credentials;
    return this.#tokens.issue({ principal: this.servicePrincipal, clientId, scope });
  }

  /** An access token for the user, and a refresh token where the user has allowed offline access. */
  issueToApp(consent: Consent): IssuedToken {
    const issued = this.#tokens.issue({ principal: this.user, ...consent });
    const offline = consent.scope.split(" ").includes("offline_access");
    return offline ? { ...issued, refresh_token: this.refreshTokens.issue(consent) } : issued;
  }

  /** What access tokens are checked with, as a JSON web key. */
  publicKey(): JsonWebKey {
    return this.#tokens.publicKey();
  }
}

/** A service principal like a user: the application id is the user name, and there are no emails. */
function principal(ids: Ids, clientId: string, displayName: string, like: UserResource): Principal {
  const user = {
    id: ids.digits(16),
    userName: clientId,
    displayName,
    active: true,
    groups: like.groups,
    entitlements: like.entitlements,
    schemas: like.schemas,
  };
  return { kind: "servicePrincipal", user };
}
