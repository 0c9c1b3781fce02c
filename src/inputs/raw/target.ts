/** The address of a raw request. */
import { isLoopbackOrLinkLocal } from "../../http/addresses";
import { type KeyValue, valueText } from "../keyValues";

const wrong = (why: string, label = "URL"): Error => new Error(`${label} ${why}`);

const decodedOnce = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Decodes percent-encoding, as often as a chain of servers might; each byte becomes one character. */
const decoded = (path: string): string => {
  let plain = path;
  for (let rounds = 0; rounds < 5; rounds += 1) {
    const next = decodedOnce(plain);
    if (next === plain) return plain;
    plain = next;
  }
  throw wrong("holds text that is percent-encoded again and again in its path.");
};

const slashes = (path: string): number => path.split("/").length;

/** The part below `/api/`, which no server can read as one above it. */
const belowApi = (path: string): string => {
  const below = path.replace(/^\/+/, "").replace(/^api(?:\/+|$)/, "");
  const plain = decoded(below);
  if (slashes(plain) !== slashes(below) || plain.includes("\\")) {
    throw wrong(
      "holds an encoded slash in its path, which servers read in different ways. Give a full URL for that.",
    );
  }
  // A server may remove what follows a semicolon before it reads the dots.
  if (plain.split("/").some((segment) => /^\.\.?(?:;.*)?$/.test(segment))) {
    throw wrong('holds "." or ".." as a part of its path. Write the path out.');
  }
  if (/[\u0000-\u001f\u007f]/.test(plain)) throw wrong("holds an encoded control character in its path.");
  return below;
};

const relativeUrl = (text: string, baseUrl: string): URL => {
  if (/^\/\/|^@/.test(text)) {
    throw wrong("begins like a host. Begin a path with one slash, and a full URL with https://.");
  }
  const [path = "", ...query] = text.split("?");
  const url = new URL(`${baseUrl}/api/${belowApi(path)}`);
  url.search = query.length > 0 ? `?${query.join("?")}` : "";
  return url;
};

/** Refuses what servers read in different ways, or never see. */
const checkCharacters = (text: string, label?: string): void => {
  if (/[\u0000-\u001f\u007f]/.test(text)) throw wrong("holds a control character.", label);
  if (text.includes("\\")) {
    throw wrong("holds a backslash. Write / between parts of a path, %5C in a value.", label);
  }
  if (text.includes("#")) {
    throw wrong('holds "#", which is not sent to the server. Write %23 in a value.', label);
  }
};

/**
 * Reads a full URL, which is used unchanged.
 * @param label that of the input
 * @throws Error that names the input
 */
export const readFullUrl = (text: string, label?: string): URL => {
  checkCharacters(text, label);
  if (!/^https?:\/\/[^/?]/i.test(text) || !URL.canParse(text))
    throw wrong("is not a URL that begins with https://.", label);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw wrong("holds a user name or password. Use an Authorization header instead.", label);
  }
  return url;
};

/** The error of a URL that leads where no request may go. @param label that of the input */
export const ownMachineError = (label?: string): Error =>
  wrong("leads to the machine that the integration runs on.", label);

const fullUrl = (text: string, baseUrl: string): URL => {
  const url = readFullUrl(text);
  if (isLoopbackOrLinkLocal(url.hostname) && url.origin !== baseUrl) throw ownMachineError();
  return url;
};

/**
 * The address of a raw request: a relative URL goes below `/api/` of the workspace and cannot leave it (`/api/` may be
 * written or omitted); a full URL is used unchanged.
 * @param text the URL input
 * @param baseUrl the workspace
 * @param queryParams further parameters, after those of the URL
 * @throws Error that names the input
 */
export const targetOf = (text: string, baseUrl: string, queryParams: readonly KeyValue[]): URL => {
  checkCharacters(text);
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? fullUrl(text, baseUrl) : relativeUrl(text, baseUrl);
  const more = new URLSearchParams();
  for (const { key, value } of queryParams) more.append(key, valueText(value));
  if (more.size > 0) url.search = url.search ? `${url.search}&${more}` : `?${more}`;
  return url;
};
