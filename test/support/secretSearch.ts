/** Looks for secrets everywhere that an error, a result or output can carry them. */
import { inspect } from "node:util";

/** A secret by the name that a report may show. */
export interface Secret {
  name: string;
  value: string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** The ways in which a secret could be written, by name. */
const spellings = (value: string, others: readonly Secret[]): [string, string][] => [
  ["as it is", value],
  ["URL-encoded", encodeURIComponent(value)],
  ["as a form field", new URLSearchParams({ "": value }).toString().slice(1)],
  ["JSON-escaped", JSON.stringify(value).slice(1, -1)],
  ["in base64", base64(value).replace(/=+$/, "")],
  ["in base64 for URLs", Buffer.from(value).toString("base64url")],
  ["in hexadecimal digits", Buffer.from(value).toString("hex")],
  ["in Basic credentials", base64(`token:${value}`).replace(/=+$/, "")],
  ...others.map(({ name, value: other }): [string, string] => [
    `in Basic credentials after ${name}`,
    base64(`${other}:${value}`).replace(/=+$/, ""),
  ]),
];

/** Every text that can be reached from a value: through getters, hidden properties, symbols, causes, collections. */
const reachableTexts = (root: unknown): string[] => {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    if (typeof value !== "object" && typeof value !== "function") return;
    if (value === null || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value))
      texts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
    if (value instanceof Map) for (const [key, item] of value) [key, item].forEach(visit);
    if (value instanceof Set) value.forEach(visit);
    for (const key of Reflect.ownKeys(value)) {
      texts.push(String(key));
      try {
        visit((value as Record<PropertyKey, unknown>)[key]);
      } catch {
        // A getter that refuses gives nothing away.
      }
    }
  };
  visit(root);
  return texts;
};

const attempted = (serialise: () => string | undefined): string => {
  try {
    return serialise() ?? "";
  } catch {
    return ""; // What cannot be serialised so gives nothing away so.
  }
};

/** Everything that can be got out of a value, by the way it is got. */
const writings = (value: unknown): [string, string][] => [
  ["String()", attempted(() => String(value))],
  ["JSON.stringify", attempted(() => JSON.stringify(value))],
  ["util.inspect", attempted(() => inspect(value, { showHidden: true, depth: null, getters: true }))],
  ["console.log", attempted(() => inspect(value))],
  ["its properties", reachableTexts(value).join("\n")],
];

/** The first way in which a place gives a secret away; undefined where it gives it away in none. */
const leak = (place: [string, string][], secret: Secret, secrets: readonly Secret[]): string | undefined => {
  const forms = spellings(secret.value, secrets).filter(([, spelling]) => spelling !== "");
  for (const [way, text] of place) {
    const found = forms.find(([, spelling]) => text.includes(spelling));
    if (found) return `holds ${secret.name} ${found[0]} (seen by ${way})`;
  }
  return undefined;
};

/**
 * Where secrets can be found: one sentence for each place and secret, without the secret.
 * @param places what is searched, by name
 */
export const leaks = (places: Record<string, unknown>, secrets: readonly Secret[]): string[] =>
  Object.entries(places).flatMap(([name, value]) => {
    const place = writings(value);
    return secrets.flatMap((secret) => {
      const found = leak(place, secret, secrets);
      return found ? [`${name} ${found}`] : [];
    });
  });

/** Everything that this process writes while it is watched. */
interface WatchedOutput {
  texts: string[];
  stop(): void;
}

/** Watches the console, standard output and standard error. What is written goes no further. */
export const watchOutput = (): WatchedOutput => {
  const texts: string[] = [];
  const keep = (...written: unknown[]): void => {
    texts.push(
      written.map((part) => (typeof part === "string" ? part : inspect(part, { depth: null }))).join(" "),
    );
  };
  const keepChunk = (chunk: unknown): boolean => {
    texts.push(typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString());
    return true;
  };
  const spies = [
    ...(["log", "info", "warn", "error", "debug", "trace", "dir"] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation(keep),
    ),
    jest.spyOn(process.stdout, "write").mockImplementation(keepChunk),
    jest.spyOn(process.stderr, "write").mockImplementation(keepChunk),
  ];
  return {
    texts,
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
};
