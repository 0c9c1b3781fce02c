/** Refusals of the credential itself. Databricks gives no code for them, so they are recognised by their text. */
import type { ErrorDetail } from "./kinds";
import { lacksScope } from "./refusal";

const badToken =
  /\b(?:invalid|expired|revoked|malformed) (?:\w+ )?token\b|\b(?:token|jwt) (?:(?:is|was|has|has been) )?(?:expir|invalid|not valid|revoked|malformed)|\bINVALID_TOKEN\b|\bTOKEN_EXPIRED\b|\bExpiredJwt|\bMalformedJwt/i;

/** Tokens that are no credential. */
const otherToken = /\b(?:page|pagination|continuation|idempotency|next|sync)[ _]?token\b/i;

const otherWorkspace =
  /\b(?:unauthorized|invalid) access to org\b|\btoken\b.{0,60}\b(?:another|different|other|wrong) (?:workspace|account|host)|\baccount[- ](?:level|scoped) token/i;

const notOfThisWorkspace = /^user not authorized\.?$/i;

/** How a workspace refuses a token of Microsoft Entra ID that was made for something else: HTTP 400 and a web page. */
const wrongClaim = /\bExpected (iss|aud) claim\b/;

/** Whether the identity is refused since it does not belong to the workspace. */
export const isOtherWorkspace = ({ status, message }: ErrorDetail): boolean =>
  status === 403 && (otherWorkspace.test(message) || notOfThisWorkspace.test(message));

/** The claim of a token that the workspace expects otherwise: `iss` or `aud`; undefined where it refuses none. */
export const refusedClaim = ({ status, message }: ErrorDetail): string | undefined =>
  status === 400 ? wrongClaim.exec(message)?.[1] : undefined;

/**
 * Whether the workspace says that the token is missing, wrong or expired, and not that a permission is missing or the
 * caller's network is blocked: those are also 403, some with the same numeric code.
 */
export const isBadCredential = (error: ErrorDetail): boolean => {
  const { status, message } = error;
  if (lacksScope(error)) return false;
  const isAboutToken = badToken.test(message) && !otherToken.test(message);
  return (
    status === 401 ||
    (status === 403 && isAboutToken) ||
    isOtherWorkspace(error) ||
    refusedClaim(error) !== undefined
  );
};

/** Whether the token is refused, which another token of the same identity may not be. */
export const isRefusedToken = (error: ErrorDetail): boolean =>
  isBadCredential(error) && !isOtherWorkspace(error) && refusedClaim(error) === undefined;
