/**
 * Access tokens of Microsoft Entra ID, and what a workspace makes of them: it accepts those of its own tenant that were
 * made for Azure Databricks.
 */
import type { WorkspaceClock } from "../../control/clock";
import type { EntraApplication } from "../../control/credentials";
import type { Ids } from "../../control/ids";
import type { Principal } from "./principal";
import { SigningKey } from "./signingKey";

/** Azure Databricks, in every tenant. */
export const AZURE_DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

/** Life of a token, seconds. */
export const ENTRA_LIFETIME_S = 3599;

interface EntraToken {
  issuer: string;
  audience: string;
  expiresAt: number;
}

const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;

const wrongClaim = (claim: string, expected: string, found: string): string =>
  `io.jsonwebtoken.IncorrectClaimException: Expected ${claim} claim to be: ${expected}, but was: ${found}.`;

export class EntraTokens {
  readonly #issued = new Map<string, EntraToken>();
  readonly #key: SigningKey;

  /**
   * @param application which asks for the tokens
   * @param ids gives the signing key and the tokens' ids, so that a seed gives the same tokens again
   * @param principal whom the tokens stand for
   */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly application: EntraApplication,
    private readonly ids: Ids,
    private readonly principal: Principal,
  ) {
    this.#key = new SigningKey(ids);
  }

  /**
   * A token for the workspace's Entra application.
   * @param tenantId the directory that issues it
   * @param audience what it is for
   */
  issue(tenantId: string, audience: string): string {
    const issuer = issuerOf(tenantId);
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const claims = {
      aud: audience,
      iss: issuer,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + ENTRA_LIFETIME_S,
      appid: this.application.clientId,
      appidacr: "1",
      idp: issuer,
      idtyp: "app",
      tid: tenantId,
      uti: this.ids.hex(22),
      ver: "1.0",
    };
    const token = this.#key.sign(claims, "JWT");
    this.#issued.set(token, { issuer, audience, expiresAt: this.clock.now() + ENTRA_LIFETIME_S * 1000 });
    return token;
  }

  /** Whom a token stands for; undefined where it is unknown, has expired or is refused. */
  principalOf(token: string): Principal | undefined {
    return this.#live(token) && this.refusalOf(token) === undefined ? this.principal : undefined;
  }

  /** Why the workspace refuses a token that Entra stands for, in its own words; undefined for any other. */
  refusalOf(token: string): string | undefined {
    const live = this.#live(token);
    if (!live) return undefined;
    const expected = issuerOf(this.application.tenantId);
    if (live.audience !== AZURE_DATABRICKS) return wrongClaim("aud", AZURE_DATABRICKS, live.audience);
    return live.issuer === expected ? undefined : wrongClaim("iss", expected, live.issuer);
  }

  #live(token: string): EntraToken | undefined {
    const issued = this.#issued.get(token);
    return issued && this.clock.now() < issued.expiresAt ? issued : undefined;
  }
}
