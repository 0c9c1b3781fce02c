/** Keeps secrets out of logs and errors. */
import { stripControlCharacters } from "./controlCharacters";
import { issuedTokens } from "./issuedTokens";

const mask = "[redacted]";

/** The headers whose values may be shown; every other header's value is masked. */
const headerAllowList: ReadonlySet<string> = new Set([
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

const secretName = new RegExp(`^(?:${secretNames}|http_headers)$`, "i");

/**
 * Names of settings that people choose, such as `DB_PASSWORD` or `spark.hadoop.fs.s3a.secret.key`, which end like those
 * of secrets. The tokens of pages and of repeated requests are none.
 */
const secretSettings =
  "(?!(?:next_|prev_)?page_token|idempotency_token)[\\w.-]{0,80}(?:password|passphrase|plaintext|secret|token|(?:access|api|private|secret)[._-]?key|account\\.key\\.[\\w.-]{1,80})";

/** A field's value as it may be shown: masked where the field is one of those that hold secrets. */
export const redactField = (name: string, value: string): string => (secretName.test(name) ? mask : value);

/** Masks a JSON web token in a word that has been read whole, so that no start is tried twice. */
const maskJwt = (word: string): string => {
  const parts = word.split(".");
  const begin = parts.findIndex(
    (part, index) => /eyJ[\w-]{8}/.test(part) && /^eyJ[\w-]{8}/.test(parts[index + 1] ?? ""),
  );
  const first = parts[begin];
  return first === undefined
    ? word
    : [...parts.slice(0, begin), `${first.slice(0, first.indexOf("eyJ"))}${mask}`].join(".");
};

/** What looks like a secret, whoever it belongs to. Each pattern takes linear time. */
const patterns: readonly [RegExp, string | ((found: string) => string)][] = [
  // Shorter words are words, as in "Basic authentication".
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${mask}`],
  // A field of JSON, also of JSON inside JSON, whose quotes are escaped; the closing quote stays, so JSON stays JSON.
  [
    new RegExp(
      `("(?:${secretNames}|${secretSettings})\\\\*"\\s*:\\s*\\\\*")[^"\\\\]*(?:\\\\.[^"\\\\]*)*`,
      "gi",
    ),
    `$1${mask}`,
  ],
  // The headers of a pre-signed address may hold keys, whatever they are called.
  [/("http_headers\\*"\s*:\s*)\{[^{}]*\}?/gi, `$1"${mask}"`],
  [
    new RegExp(
      `(^|[?&\\s])((?:${secretNames}|X-Amz-[A-Za-z-]+|X-Goog-[A-Za-z-]+|sig|Signature)=)[^&\\s"']+`,
      "gi",
    ),
    `$1$2${mask}`,
  ],
  // Databricks tokens and signed web tokens, whoever pasted them where.
  [/(?:dapi|dsapi|dose|dkea)[0-9a-f]{32,}(?:-\d+)?/gi, mask],
  [/[\w.-]{20,}/g, maskJwt],
  [/(\/\/)[^\s/@:"']*:[^\s/@"']*@/g, `$1${mask}@`],
];

/** Longer text is truncated before it is searched, in characters. */
const maxTextLength = 1_000_000;

/** How much of the end of a truncated text may be the beginning of a secret, in characters. */
const maxEncodedSecretLength = 8192;

/** Removes secrets from text, then truncates it to `limit` characters and says so. */
export type Redact = (text: string, limit?: number) => string;

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * What base64 makes of a secret inside a longer text: three forms, for the three places where it can begin within a
 * group of three bytes; the characters that it shares with its neighbours are omitted.
 */
const base64Encodings = (secret: string): string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const encoded = bytes.toString("base64").replace(/={1,2}$/, "");
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A longer text is masked in pieces, in characters: an expression has no room for it as a whole. */
const maxPieceLength = 4096;

/** A secret as it is searched: a long one in pieces of about the same length, so that none is a mere word. */
const piecesOf = (secret: string): string[] => {
  const count = Math.ceil(secret.length / maxPieceLength);
  const begin = (index: number): number => Math.floor((index * secret.length) / count);
  return Array.from({ length: count }, (_, index) => secret.slice(begin(index), begin(index + 1)));
};

/** URL-encodes a text. Half of a surrogate pair, as at the end of a piece, has no encoding. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));

/** The encodings in which a secret could appear: as it is, URL-encoded, JSON-escaped once and twice, in base64. */
const encodings = (secret: string): string[] => [
  secret,
  percentEncoded(secret),
  percentEncoded(secret).replace(/%20/g, "+"),
  jsonEscaped(secret),
  jsonEscaped(jsonEscaped(secret)),
  ...(secret.length < 8
    ? []
    : base64Encodings(secret).flatMap((text) => [text, text.replace(/\+/g, "-").replace(/\//g, "_")])),
];

/** A shorter fragment gives nothing of a secret away, in characters, nor does less than a third of it. */
const minFragmentLength = 12;

/** Masks what is left of a secret whose end or beginning was truncated elsewhere. */
const maskFragments = (text: string, secret: string): string => {
  const length = Math.max(minFragmentLength, Math.ceil(secret.length / 3));
  if (secret.length <= length) return text;
  const maskAll = (
    source: string,
    fragment: string,
    sizes: (at: number) => [before: number, after: number],
  ) => {
    let masked = "";
    let at = 0;
    for (let found = source.indexOf(fragment); found >= 0; found = source.indexOf(fragment, at)) {
      const [before, after] = sizes(found);
      masked += source.slice(at, Math.max(at, found - before)) + mask;
      at = found + length + after;
    }
    return masked + source.slice(at);
  };
  const withoutBeginnings = maskAll(text, secret.slice(0, length), (found) => {
    let extra = 0;
    while (length + extra < secret.length && text[found + length + extra] === secret[length + extra])
      extra += 1;
    return [0, extra];
  });
  return maskAll(withoutBeginnings, secret.slice(-length), (found) => {
    let extra = 0;
    while (
      length + extra < secret.length &&
      withoutBeginnings[found - 1 - extra] === secret[secret.length - length - 1 - extra]
    ) {
      extra += 1;
    }
    return [extra, 0];
  });
};

/** Makes a function that masks just the given secrets, besides everything that looks like one. */
const redactorOf = (secrets: readonly (string | undefined)[]): Redact => {
  const nonBlankSecrets = [...new Set(secrets)].flatMap((secret = "") =>
    secret.trim() === "" ? [] : piecesOf(secret),
  );
  const encodedSecrets = [...new Set(nonBlankSecrets.flatMap(encodings))]
    // A secret that contains another must go first, or its rest would stay.
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp);
  // Case-insensitive, since percent-encoding has two cases. A mask stays as it is, whatever secret its letters hold.
  const anySecret =
    encodedSecrets.length > 0
      ? new RegExp([escapeRegExp(mask), ...encodedSecrets].join("|"), "gi")
      : undefined;
  const unsure = Math.max(maxEncodedSecretLength, encodedSecrets[0]?.length ?? 0);
  return (text, limit = maxTextLength) => {
    const beginning = text.slice(0, limit + unsure);
    const masked = patterns.reduce(
      // One of the two kinds of replacement at a time, since replace is overloaded.
      (rest, [pattern, replacement]) =>
        typeof replacement === "string"
          ? rest.replace(pattern, replacement)
          : rest.replace(pattern, replacement),
      nonBlankSecrets.reduce(maskFragments, anySecret ? beginning.replace(anySecret, mask) : beginning),
    );
    // Truncation could have left the beginning of a secret, which nothing would recognise.
    const shown = beginning.length < text.length ? masked.slice(0, -unsure) : masked;
    return beginning.length < text.length || shown.length > limit
      ? `${shown.slice(0, limit)}... (${text.length} characters)`
      : shown;
  };
};

/**
 * Makes a function that masks the given secrets, whatever field or place they stand in, the tokens that this process has
 * fetched by the time it is called, and everything that looks like an authorization header, a secret field or a signed
 * address.
 * @param secrets the connection's own; blank ones are skipped
 */
export const redactor = (secrets: readonly (string | undefined)[]): Redact => {
  let hidden = issuedTokens();
  let redact = redactorOf([...secrets, ...hidden]);
  return (text, limit) => {
    if (hidden !== issuedTokens()) {
      hidden = issuedTokens();
      redact = redactorOf([...secrets, ...hidden]);
    }
    return redact(text, limit);
  };
};

/** Headers as they may be shown: names in lower case, values masked unless the header is known to be harmless. */
export const redactHeaders = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [
        name.toLowerCase(),
        headerAllowList.has(name.toLowerCase()) ? String(value) : mask,
      ]),
  );

/** The longest body that is shown whole, in characters. */
const maxBodyLength = 4096;

/** A body as it may be shown: bounded text; of bytes only their number. */
export const redactBody = (body: unknown, redact: Redact): string | undefined => {
  if (body === undefined || body === null || body === "") return undefined;
  if (ArrayBuffer.isView(body)) return `(${body.byteLength} bytes)`;
  if (typeof body !== "string") return "(not text)";
  const text = redact(stripControlCharacters(redact(body, 2 * maxBodyLength)));
  return text.length > maxBodyLength
    ? `${text.slice(0, maxBodyLength)}... (${body.length} characters)`
    : text;
};
