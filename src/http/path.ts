/** Paths below a workspace's host, built so that no value can leave its segment. */

declare const encoded: unique symbol;

/** A path made by `path`: every value in it is percent-encoded. */
export type ApiPath = string & { readonly [encoded]: true };

const segment = (value: string | number, template: string): string => {
  const text = String(value);
  if (text.trim() === "") throw new TypeError(`A value in the path ${template} is empty`);
  if (text === "." || text === "..") throw new TypeError(`A value in the path ${template} is "${text}"`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw new TypeError(`A value in the path ${template} holds half of a character`);
  }
};

/**
 * Template tag for request paths: each value is percent-encoded.
 * @throws TypeError when a value is empty, blank, `.`, `..` or no well-formed text
 */
export const path = (strings: TemplateStringsArray, ...values: (string | number)[]): ApiPath => {
  const template = strings.join("{}");
  return strings.reduce(
    (built, text, index) => built + segment(values[index - 1] ?? "", template) + text,
  ) as ApiPath;
};

/**
 * A path with further segments, each of which is percent-encoded.
 * @throws TypeError as `path` does
 */
export const withSegments = (base: ApiPath, segments: readonly string[]): ApiPath =>
  [base, ...segments.map((text) => segment(text, `${base}/{}`))].join("/") as ApiPath;
