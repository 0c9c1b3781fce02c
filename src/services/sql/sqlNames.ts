/** Names of catalogs, schemas, tables and columns as they stand in a statement. */

/** One name in back-ticks, whatever is in it. */
const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** A part in back-ticks or a bare one, with the dot or the end behind it. */
const part = /(?:\s*`([^`]*(?:``[^`]*)*)`\s*|([^`.]+))(?:\.|$)/y;

/**
 * Takes a name of one or more parts apart.
 * @param text such as `main.sales.orders`; a part in back-ticks may hold dots
 * @returns the parts without back-ticks; none where the text is no name
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

/** A name of several parts as a statement takes it. */
export const quotedName = (parts: readonly string[]): string => parts.map(quoted).join(".");

/** One name without the back-ticks that it may stand in. */
export const plainName = (name: string): string =>
  /^`[^`]*(?:``[^`]*)*`$/.test(name) && name !== "``" ? name.slice(1, -1).replaceAll("``", "`") : name;

/** A column's name as a statement takes it; one that comes in back-ticks is not put into others. */
export const quotedColumn = (name: string): string => quoted(plainName(name));
