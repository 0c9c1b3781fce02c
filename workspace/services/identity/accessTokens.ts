/** OAuth access tokens: signed JSON web tokens that expire by workspace time. */
import { createPrivateKey, createPublicKey, type JsonWebKey, sign } from "node:crypto";
import type { Ids } from "../../control/ids";
import type { Workspace } from "../../workspace";

/** Life of an access token, seconds. */
const LIFETIME_S = 3600;

/** What comes before the 32 secret bytes in the PKCS #8 form of an Ed25519 key. */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** The token endpoint's answer. Machine-to-machine sign-in has no refresh token. */
export interface IssuedToken {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  scope: string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export class AccessTokens {
  readonly #expiry = new Map<string, number>();
  readonly #key;
  readonly #keyId: string;

  /** @param ids gives the signing key and the tokens' ids, so that a seed gives the same tokens again */
  constructor(
    readonly workspace: Workspace,
    readonly ids: Ids,
  ) {
    const secret = Buffer.from(ids.hex(64), "hex");
    this.#key = createPrivateKey({
      key: Buffer.concat([ED25519_PREFIX, secret]),
      format: "der",
      type: "pkcs8",
    });
    this.#keyId = ids.hex(64);
  }

  /** A token for the service principal, good for an hour of workspace time. */
  issue(scope: string): IssuedToken {
    const { clock, credentials, addresses } = this.workspace;
    const issuedAt = Math.floor(clock.now() / 1000);
    const header = { kid: this.#keyId, typ: "at+jwt", alg: "EdDSA" };
    const claims = {
      client_id: credentials.clientId,
      scope,
      iss: `${addresses.url}/oidc`,
      aud: credentials.organizationId,
      sub: credentials.clientId,
      iat: issuedAt,
      exp: issuedAt + LIFETIME_S,
      jti: this.ids.uuid(),
    };
    const content = `${encode(header)}.${encode(claims)}`;
    const token = `${content}.${sign(null, Buffer.from(content), this.#key).toString("base64url")}`;
    this.#expiry.set(token, clock.now() + LIFETIME_S * 1000);
    return { access_token: token, token_type: "Bearer", expires_in: LIFETIME_S, scope };
  }

  /** Whether the token was issued here and has not expired. */
  valid(token: string): boolean {
    const expiry = this.#expiry.get(token);
    return expiry !== undefined && this.workspace.clock.now() < expiry;
  }

  /** The public half of the signing key, as the key set lists it. */
  publicKey(): JsonWebKey {
    return {
      ...createPublicKey(this.#key).export({ format: "jwk" }),
      kid: this.#keyId,
      use: "sig",
      alg: "EdDSA",
    };
  }
}
