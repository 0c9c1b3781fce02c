/** OAuth access tokens of the workspace: signed JSON web tokens that expire by workspace time. */
import type { JsonWebKey } from "node:crypto";
import type { Addresses } from "../../control/addresses";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import type { Principal } from "./principal";
import { SigningKey } from "./signingKey";

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
interface TokenRequest {
  principal: Principal;
  /** The client that asks for it. */
  clientId: string;
  scope: string;
}

export class AccessTokens {
  readonly #issued = new Map<string, { principal: Principal; expiresAt: number }>();
  readonly #key: SigningKey;

  /**
   * @param addresses known once the server listens
   * @param organizationId of the workspace that the tokens are for
   * @param ids gives the signing key and the tokens' ids, so that a seed gives the same tokens again
   */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly addresses: Addresses,
    private readonly organizationId: string,
    private readonly ids: Ids,
  ) {
    this.#key = new SigningKey(ids);
  }

  /** A token for a principal, good for an hour of workspace time. */
  issue({ principal, clientId, scope }: TokenRequest): IssuedToken {
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const claims = {
      client_id: clientId,
      scope,
      iss: `${this.addresses.url}/oidc`,
      aud: this.organizationId,
      sub: principal.user.userName,
      iat: issuedAt,
      exp: issuedAt + LIFETIME_S,
      jti: this.ids.uuid(),
    };
    const token = this.#key.sign(claims, "at+jwt");
    this.#issued.set(token, { principal, expiresAt: this.clock.now() + LIFETIME_S * 1000 });
    return { access_token: token, token_type: "Bearer", expires_in: LIFETIME_S, scope };
  }

  /** Whom the token stands for; undefined where it was not issued here or has expired. */
  principalOf(token: string): Principal | undefined {
    const issued = this.#issued.get(token);
    return issued && this.clock.now() < issued.expiresAt ? issued.principal : undefined;
  }

  /** The public half of the signing key, as the key set lists it. */
  publicKey(): JsonWebKey {
    return this.#key.publicKey();
  }
}
