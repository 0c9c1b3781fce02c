/** OAuth access tokens of the workspace: signed JSON web tokens that expire by workspace time. */
import type { JsonWebKey } from "node:crypto";
import type { Ids } from "../../control/ids";
import type { Workspace } from "../../workspace";
import { SigningKey } from "./signingKey";
import type { Principal } from "./store";

/** Life of an access token, seconds. */
const LIFETIME_S = 3600;

/** The token endpoint's answer. Only a user's sign-in that asked for `offline_access` has a refresh token. */
export interface IssuedToken {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  scope: string;
  refresh_token?: string;
}

/** What an access token is issued for. */
export interface Grant {
  principal: Principal;
  /** The client that asks for it. */
  clientId: string;
  scope: string;
}

export class AccessTokens {
  readonly #issued = new Map<string, { principal: Principal; expiresAt: number }>();
  readonly #key: SigningKey;

  /** @param ids gives the signing key and the tokens' ids, so that a seed gives the same tokens again */
  constructor(
    readonly workspace: Workspace,
    readonly ids: Ids,
  ) {
    this.#key = new SigningKey(ids);
  }

  /** A token for a principal, good for an hour of workspace time. */
  issue({ principal, clientId, scope }: Grant): IssuedToken {
    const { clock, credentials, addresses } = this.workspace;
    const issuedAt = Math.floor(clock.now() / 1000);
    const claims = {
      client_id: clientId,
      scope,
      iss: `${addresses.url}/oidc`,
      aud: credentials.organizationId,
      sub: principal.user.userName,
      iat: issuedAt,
      exp: issuedAt + LIFETIME_S,
      jti: this.ids.uuid(),
    };
    const token = this.#key.sign(claims, "at+jwt");
    this.#issued.set(token, { principal, expiresAt: clock.now() + LIFETIME_S * 1000 });
    return { access_token: token, token_type: "Bearer", expires_in: LIFETIME_S, scope };
  }

  /** Whom the token stands for; undefined where it was not issued here or has expired. */
  principalOf(token: string): Principal | undefined {
    const issued = this.#issued.get(token);
    return issued && this.workspace.clock.now() < issued.expiresAt ? issued.principal : undefined;
  }

  /** The public half of the signing key, as the key set lists it. */
  publicKey(): JsonWebKey {
    return this.#key.publicKey();
  }
}
