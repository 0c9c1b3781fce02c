/** A key that web tokens are signed with. */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import type { Ids } from "../../control/ids";

/** What comes before the 32 secret bytes in the PKCS #8 form of an Ed25519 key. */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export class SigningKey {
  readonly #secret: Buffer;
  readonly #keyId: string;
  #key: KeyObject | undefined;

  /** @param ids gives the key, so that a seed gives the same tokens again */
  constructor(ids: Ids) {
    this.#secret = Buffer.from(ids.hex(64), "hex");
    this.#keyId = ids.hex(64);
  }

  /** The private half, made when it is first needed: most workspaces sign nothing. */
  #private(): KeyObject {
    this.#key ??= createPrivateKey({
      key: Buffer.concat([ED25519_PREFIX, this.#secret]),
      format: "der",
      type: "pkcs8",
    });
    return this.#key;
  }

  /** A signed JSON web token of these claims. */
  sign(claims: object, type: "at+jwt" | "JWT"): string {
    const content = `${encode({ kid: this.#keyId, typ: type, alg: "EdDSA" })}.${encode(claims)}`;
    return `${content}.${sign(null, Buffer.from(content), this.#private()).toString("base64url")}`;
  }

  /** The public half, as a key set lists it. */
  publicKey(): JsonWebKey {
    return {
      ...createPublicKey(this.#private()).export({ format: "jwk" }),
      kid: this.#keyId,
      use: "sig",
      alg: "EdDSA",
    };
  }
}
