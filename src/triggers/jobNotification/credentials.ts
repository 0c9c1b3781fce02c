/** The credentials that prove that a notification is from Databricks. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface Credentials {
  userName: string;
  password: string;
}

/** Credentials that nobody can guess: 256 random bits. */
export const newCredentials = (): Credentials => ({
  userName: `notifications-${randomBytes(6).toString("hex")}`,
  password: randomBytes(32).toString("base64url"),
});

const digest = (value: string | Buffer): Buffer => createHash("sha256").update(value).digest();

/** The values of a header, whatever the case of its name. */
const headerValues = (headers: Record<string, unknown>, name: string): string[] =>
  Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => String(value));

/**
 * Whether a request carries the credentials, in constant time: digests of one length are compared.
 * @param headers of the request; several headers of the name are invalid
 */
export const isAuthentic = (
  headers: Record<string, unknown>,
  { userName, password }: Credentials,
): boolean => {
  const [value = "", ...others] = headerValues(headers, "authorization");
  const [, encoded = ""] = /^\s*Basic +([A-Za-z0-9+/=_-]+)\s*$/i.exec(value) ?? [];
  const isSame = timingSafeEqual(digest(Buffer.from(encoded, "base64")), digest(`${userName}:${password}`));
  return isSame && others.length === 0;
};

/** The headers without credentials: a step's result is stored and shown. */
export const withoutCredentials = <T>(headers: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== "authorization"));
