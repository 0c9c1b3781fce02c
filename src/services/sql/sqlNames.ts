/** Names of catalogs, schemas, tables and columns in a statement. */

/** One name in backticks, with any contents. */
const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** A part with or without backticks, followed by a dot or the end. */
const part = /(?:\s*`([^`]*(?:``[^`]*)*)`\s*|([^`.]+))(?:\.|$)/y;

/**
 * Splits a name of one or more parts.
 * @param text such as `main.sales.orders`; a part in backticks may contain dots
 * @returns the parts without backticks; none if the text is not a name
 */
export const nameParts = (text: string): string[] => {
  const parts: string[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    const [, inBackTicks, bare = ""] = found ?? [];
    const name = inBackTicks?.replaceAll("``", "`") ?? bare.trim();
    if (name === "") return [];
    parts.push(name);
  }
  return text.trimEnd().endsWith(".") ? [] : parts;
};

/** A name of several parts as written in a statement. */
export const quotedName = (parts: readonly string[]): string => parts.map(quoted).join(".");

/** One name without its backticks, if any. */
export const plainName = (name: string): string =>
  /^`[^`]*(?:``[^`]*)*`$/.test(name) && name !== "``" ? name.slice(1, -1).replaceAll("``", "`") : name;

/** A column's name as written in a statement; existing backticks are kept. */
export const quotedColumn = (name: string): string => quoted(plainName(name));
