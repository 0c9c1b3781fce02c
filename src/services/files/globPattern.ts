/**
 * Patterns that select files by name or path: `*`, `?`, `[a-z]`, `{a,b}` and, as a whole part of a path, `**`. Matching
 * takes time proportional to the text: no pattern is turned into a regular expression.
 */

/** A pattern, ready to match. */
export interface GlobPattern {
  /** Whether it selects by the path below a directory, and not by the name alone. */
  selectsPaths: boolean;
  /** Whether a file is selected, by its path below the directory. */
  matches: (relativePath: string) => boolean;
  /** Whether a directory may hold selected files, at whatever depth. */
  mayMatchBelow: (relativeDirectory: string) => boolean;
}

/** The maximum length of a pattern, in characters, and the maximum number of its alternatives. */
const maxPatternLength = 1000;
const maxAlternatives = 100;

/** One place of a pattern: any text, any character, one of some characters, or a certain one. */
type Token = "anyText" | "anyCharacter" | { ranges: [from: string, to: string][]; isNegated: boolean } | string[];

/** A part of a path: tokens, or any number of parts. */
type Part = "anyParts" | Token[];

const closingBrace = (characters: readonly string[], open: number): number => {
  for (let at = open + 1; at < characters.length; at += 1) {
    if (characters[at] === "\\") at += 1;
    else if (characters[at] === "{") throw new Error("has braces within braces");
    else if (characters[at] === "}") return at;
  }
  throw new Error("has a { without its }");
};

/** Splits at the commas that are not escaped. */
const splitAtCommas = (characters: readonly string[]): string[][] => {
  const choices: string[][] = [[]];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === ",") choices.push([]);
    else if (character === "\\") choices.at(-1)?.push(character, characters[(at += 1)] ?? "");
    else choices.at(-1)?.push(character);
  }
  return choices;
};

/** The end of a class of characters that begins at a place. */
const closingBracket = (characters: readonly string[], open: number): number => {
  const first = characters[open + 1] === "!" || characters[open + 1] === "^" ? open + 2 : open + 1;
  const close = characters.indexOf("]", first + 1);
  if (close === -1 || characters.slice(first, close).includes("/")) throw new Error("has a [ without its ]");
  return close;
};

/** Writes the alternatives of braces out: `a{b,c}` becomes `ab` and `ac`. */
const alternativesOf = (characters: readonly string[]): string[][] => {
  let found: string[][] = [[]];
  const append = (endings: readonly (readonly string[])[]): void => {
    found = found.flatMap((beginning) => endings.map((ending) => [...beginning, ...ending]));
    if (found.length > maxAlternatives) throw new Error(`has more than ${maxAlternatives} alternatives`);
  };
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === "{") {
      const close = closingBrace(characters, at);
      append(splitAtCommas(characters.slice(at + 1, close)));
      at = close;
    } else if (character === "[") {
      const close = closingBracket(characters, at);
      append([characters.slice(at, close + 1)]);
      at = close;
    } else if (character === "\\") {
      append([characters.slice(at, at + 2)]);
      at += 1;
    } else append([[character]]);
  }
  return found;
};

const classOf = (characters: readonly string[]): Token => {
  const isNegated = characters[0] === "!" || characters[0] === "^";
  const inside = isNegated ? characters.slice(1) : characters;
  const ranges: [string, string][] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const from = inside[at] as string;
    const to = inside[at + 1] === "-" ? inside[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return { ranges, isNegated };
};

const tokensOf = (characters: readonly string[]): Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === "*") {
      if (tokens.at(-1) !== "anyText") tokens.push("anyText");
    } else if (character === "?") tokens.push("anyCharacter");
    else if (character === "[") {
      const close = closingBracket(characters, at);
      tokens.push(classOf(characters.slice(at + 1, close)));
      at = close;
    } else if (character === "\\") tokens.push([characters[(at += 1)] ?? "\\"]);
    else tokens.push([character]);
  }
  return tokens;
};

/** Splits at slashes, none of which can be escaped or in a class. */
const partsOf = (characters: readonly string[]): Part[] => {
  const parts: string[][] = [[]];
  for (const character of characters) {
    if (character === "/") parts.push([]);
    else parts.at(-1)?.push(character);
  }
  return parts.map((part) => (part.join("") === "**" ? "anyParts" : tokensOf(part)));
};

/**
 * Matches a list against a pattern in which some places take any number of items. Only the last such place is ever
 * tried again, which is enough, and bounds the time.
 */
const matchesList = <Place, Item>(
  pattern: readonly Place[],
  items: readonly Item[],
  isAny: (place: Place) => boolean,
  fits: (place: Place, item: Item) => boolean,
): boolean => {
  let place = 0;
  let item = 0;
  let anyAt = -1;
  let takenTo = 0;
  while (item < items.length) {
    const current = pattern[place];
    if (current !== undefined && isAny(current)) {
      anyAt = place;
      takenTo = item;
      place += 1;
    } else if (current !== undefined && fits(current, items[item] as Item)) {
      place += 1;
      item += 1;
    } else if (anyAt !== -1) {
      takenTo += 1;
      place = anyAt + 1;
      item = takenTo;
    } else return false;
  }
  return pattern.slice(place).every(isAny);
};

const fitsToken = (token: Token, character: string): boolean => {
  if (token === "anyCharacter") return true;
  if (token === "anyText") return false;
  if (Array.isArray(token)) return token[0] === character;
  return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNegated;
};

const fitsName = (tokens: readonly Token[], name: string): boolean =>
  matchesList(tokens, [...name], (token) => token === "anyText", fitsToken);

const fitsPart = (part: Part, name: string): boolean => part !== "anyParts" && fitsName(part, name);

const matchesPath = (parts: readonly Part[], names: readonly string[]): boolean =>
  matchesList(parts, names, (part) => part === "anyParts", fitsPart);

/** Whether something below a directory can match: its names fit the first parts, and more parts follow. */
const mayMatchBelow = (parts: readonly Part[], names: readonly string[]): boolean => {
  for (const [index, name] of names.entries()) {
    const part = parts[index];
    if (part === "anyParts") return true;
    if (part === undefined || index >= parts.length - 1 || !fitsName(part, name)) return false;
  }
  return true;
};

/**
 * Reads a pattern. Without a slash it applies to names, with one to paths below the directory.
 * @throws Error with what is wrong, as the end of a sentence that begins with what the pattern is
 */
export const parseGlob = (pattern: string): GlobPattern => {
  if (pattern.length > maxPatternLength) throw new Error(`is longer than ${maxPatternLength} characters`);
  if (pattern.startsWith("/")) throw new Error("begins with a slash, but applies below the directory");
  const selectsPaths = pattern.includes("/");
  const alternatives = alternativesOf([...pattern]).map(partsOf);
  if (alternatives.some((parts) => parts.some((part) => part.length === 0))) {
    throw new Error("has an empty part");
  }
  return {
    selectsPaths,
    matches: (relativePath) => {
      const names = relativePath.split("/");
      const compared = selectsPaths ? names : names.slice(-1);
      return alternatives.some((parts) => matchesPath(parts, compared));
    },
    mayMatchBelow: (relativeDirectory) =>
      !selectsPaths || alternatives.some((parts) => mayMatchBelow(parts, relativeDirectory.split("/"))),
  };
};
