/** Keeps secrets out of logs and errors. */

const mask = "[redacted]";

/** The headers whose values may be shown; every other header's value is masked. */
const shownHeaders: ReadonlySet<string> = new Set([
  "accept",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "retry-after",
  "server",
  "user-agent",
  "www-authenticate",
  "x-databricks-org-id",
  "x-databricks-reason-phrase",
  "x-request-id",
]);

const secretNames =
  "access_token|refresh_token|id_token|subject_token|client_secret|client_assertion|token_value|token|password|secret|secret_value|string_value|bytes_value|private_key|api_key|external_link|presigned_url";

/** What looks like a secret, whoever it belongs to: written so that long text cannot exhaust the matcher. */
const patterns: readonly [RegExp, string][] = [
  // Shorter words are words, as in "Basic authentication".
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${mask}`],
  // A field of JSON, also of JSON inside JSON, whose quotes are escaped; the closing quote stays, so JSON stays JSON.
  [
    new RegExp(`(\\\\*"(?:${secretNames})\\\\*"\\s*:\\s*\\\\*")[^"\\\\]*(?:\\\\.[^"\\\\]*)*`, "gi"),
    `$1${mask}`,
  ],
  // The headers of a pre-signed address may hold keys, whatever they are called.
  [/(\\*"http_headers\\*"\s*:\s*)\{[^{}]*\}?/gi, `$1"${mask}"`],
  [
    new RegExp(
      `(^|[?&\\s])((?:${secretNames}|X-Amz-[A-Za-z-]+|X-Goog-[A-Za-z-]+|sig|Signature)=)[^&\\s"']+`,
      "gi",
    ),
    `$1$2${mask}`,
  ],
  // Databricks tokens and signed web tokens, whoever pasted them where.
  [/\b(?:dapi|dose|dkea)[0-9a-f]{32}(?:-\d+)?\b/g, mask],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/g, mask],
  [/(\/\/)[^\s/@:"']*:[^\s/@"']*@/g, `$1${mask}@`],
];

/** Longer text is cut before it is looked through, in characters. */
const longest = 1_000_000;

/** Removes secrets from text, then cuts what is longer than `limit` characters and says so. */
export type Redact = (text: string, limit?: number) => string;

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * What base64 makes of a secret inside a longer text: three forms, for the three places where it can begin within a
 * group of three bytes; the characters that it shares with its neighbours are left off.
 */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const encoded = bytes.toString("base64").replace(/=+$/, "");
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The spellings in which a secret could turn up: as it is, URL-encoded, JSON-escaped once and twice, in base64. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%20/g, "+"),
  jsonEscaped(secret),
  jsonEscaped(jsonEscaped(secret)),
  ...(secret.length < 8
    ? []
    : inBase64(secret).flatMap((text) => [text, text.replace(/\+/g, "-").replace(/\//g, "_")])),
];

/**
 * Makes a function that masks the given secrets, whatever field or place they stand in, and everything that
 * looks like an authorization header, a secret field or a signed address.
 * @param secrets the connection's own; blank ones are passed over
 */
export const redactor = (secrets: readonly (string | undefined)[]): Redact => {
  const known = [...new Set(secrets.flatMap((secret) => (secret?.trim() ? spellings(secret) : [])))]
    // A secret that contains another must go first, or its rest would stay.
    .sort((a, b) => b.length - a.length)
    .map(literally);
  // In any case of letters, since percent-encoding has two.
  const anyKnown = known.length > 0 ? new RegExp(known.join("|"), "gi") : undefined;
  return (text, limit = longest) => {
    // The known ones go before the cut, which could leave the beginning of one.
    const masked = anyKnown ? text.replace(anyKnown, mask) : text;
    const shown = patterns.reduce(
      (rest, [pattern, instead]) => rest.replace(pattern, instead),
      masked.slice(0, limit),
    );
    return masked.length > limit || shown.length > limit
      ? `${shown.slice(0, limit)}... (${text.length} characters)`
      : shown;
  };
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

/** The longest piece of a body that is shown, in characters. */
const bodyLimit = 4096;

/** A body as it may be shown: text, bounded, binary told by its size only. */
export const shownBody = (body: unknown, redact: Redact): string | undefined => {
  if (body === undefined || body === null || body === "") return undefined;
  if (typeof body === "string") return redact(body, bodyLimit);
  return ArrayBuffer.isView(body) ? `(${body.byteLength} bytes)` : "(not text)";
};
