/** The headers of a raw request. */
import { type KeyValue, valueText } from "../keyValues";

/** Headers that follow from the URL, the body and the connection: set manually, they would contradict them. */
const ownHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const checkedName = (name: string, label: string): string => {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new Error(
      `${label} has a key with a character that no header's name may hold: ${JSON.stringify(name.slice(0, 50))}.`,
    );
  }
  if (ownHeaders.has(name.toLowerCase())) {
    throw new Error(`${label} must not set ${name}: it follows from the request itself.`);
  }
  return name;
};

const checkedValue = (name: string, value: unknown, label: string): string => {
  const text = valueText(value).trim();
  if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(text)) {
    throw new Error(`${label} ${name} has a value with a character that no header may hold.`);
  }
  return text;
};

/** What the rest of a request says about its headers. */
interface ImpliedHeaders {
  accept: string;
  /** The type of the body, if there is one. */
  contentType?: string;
  /** Whether that type is needed to read the body, and so cannot be replaced. */
  isForm?: boolean;
}

/**
 * The headers to send: those given, and the implied ones otherwise. A repeated name, in any case, is sent several
 * times.
 * @param label that of the input
 * @throws Error that names the input
 */
export const headersOf = (
  given: readonly KeyValue[],
  implied: ImpliedHeaders,
  label = "Header",
): Record<string, string[]> => {
  const headers = new Map<string, string[]>();
  for (const { key, value } of given) {
    const name = checkedName(key, label).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), checkedValue(key, value, label)]);
  }
  if (!headers.has("accept")) headers.set("accept", [implied.accept]);
  if (implied.contentType && (implied.isForm || !headers.has("content-type"))) {
    headers.set("content-type", [implied.contentType]);
  }
  return Object.fromEntries(headers);
};
