/** Keeps secrets out of logs and errors. */

const mask = "[redacted]";

/** The headers whose values may be shown; every other header's value is masked. */
const shownHeaders: ReadonlySet<string> = new Set([
  "accept",
  "content-length",
  "content-type",
  "date",
  "retry-after",
  "server",
  "user-agent",
  "x-databricks-org-id",
  "x-databricks-reason-phrase",
  "x-request-id",
]);

/** Fields of request and answer bodies that hold a secret or a signed address. */
const secretField =
  /("(?:access_token|refresh_token|id_token|client_secret|token_value|token|password|secret|string_value|bytes_value|external_link)"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi;

const authorizationScheme = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi;

const signedQuery =
  /([?&](?:X-Amz-[A-Za-z-]+|sig|Signature|X-Goog-[A-Za-z-]+|token|access_token)=)[^&\s"']+/gi;

/** The longest piece of a body that is shown, in characters. */
const bodyLimit = 4096;

/** Removes secrets from text. */
export type Redact = (text: string) => string;

/** The spellings in which a secret could turn up: as it is, URL-encoded, JSON-escaped. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];

/**
 * Makes a function that masks the given secrets, whatever field or place they stand in, and everything that
 * looks like an authorization header, a secret field or a signed address.
 * @param secrets the connection's own; blank ones are passed over
 */
export const redactor = (secrets: readonly (string | undefined)[]): Redact => {
  const known = [...new Set(secrets.filter((secret) => secret?.trim()).flatMap((s) => spellings(s ?? "")))]
    // A secret that contains another must go first, or its rest would stay.
    .sort((a, b) => b.length - a.length);
  return (text) =>
    known
      .reduce((shown, secret) => shown.split(secret).join(mask), text)
      .replace(authorizationScheme, `$1 ${mask}`)
      .replace(secretField, `$1"${mask}"`)
      .replace(signedQuery, `$1${mask}`);
};

/** Headers as they may be shown: names in lower case, values masked unless the header is known to be harmless. */
export const shownHeaderValues = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [
        name.toLowerCase(),
        shownHeaders.has(name.toLowerCase()) ? String(value) : mask,
      ]),
  );

/** A body as it may be shown: text, bounded, binary told by its size only. */
export const shownBody = (body: unknown, redact: Redact): string | undefined => {
  if (body === undefined || body === null || body === "") return undefined;
  if (typeof body !== "string") {
    return ArrayBuffer.isView(body) ? `(${body.byteLength} bytes)` : "(not text)";
  }
  const shown = redact(body.slice(0, 2 * bodyLimit));
  return shown.length > bodyLimit || body.length > 2 * bodyLimit
    ? `${shown.slice(0, bodyLimit)}... (${body.length} characters)`
    : shown;
};
