/**
 * Patterns that select files by name or path: `*`, `?`, `[a-z]`, `{a,b}` and, as a whole part of a path, `**`. Matching
 * takes time proportional to the text: no pattern is turned into a regular expression.
 */

/** A pattern, ready to match. */
interface GlobPattern {
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

/** One place of a name: any text, any character, a certain one, or one of some. */
type Token = "anyText" | "anyCharacter" | { character: string } | CharacterClass;

interface CharacterClass {
  ranges: [from: string, to: string][];
  isNegated: boolean;
}

/** A part of a path: the places of a name, or any number of parts. */
type Part = "anyParts" | Token[];

/** The end of a class of characters that begins at a place; a `]` that comes first belongs to the class. */
const classEnd = (characters: readonly string[], open: number): number => {
  const isNegated = characters[open + 1] === "!" || characters[open + 1] === "^";
  const close = characters.indexOf("]", open + (isNegated ? 3 : 2));
  if (close === -1 || characters.slice(open, close).includes("/")) throw new Error("has a [ without its ]");
  return close + 1;
};

/** Cuts a pattern into what has one meaning: `[a-z]`, an escaped character such as `\\*`, or one character. */
const unitsOf = (pattern: string): string[] => {
  const characters = [...pattern];
  const units: string[] = [];
  for (let start = 0; start < characters.length; ) {
    const end =
      characters[start] === "["
        ? classEnd(characters, start)
        : Math.min(start + (characters[start] === "\\" ? 2 : 1), characters.length);
    units.push(characters.slice(start, end).join(""));
    start = end;
  }
  return units;
};

const splitAt = (units: readonly string[], separator: string): string[][] => {
  const pieces: string[][] = [[]];
  for (const unit of units) {
    if (unit === separator) pieces.push([]);
    else pieces.at(-1)?.push(unit);
  }
  return pieces;
};

/** Writes the alternatives of braces out: `a{b,c}` becomes `ab` and `ac`. */
const alternativesOf = (units: readonly string[]): string[][] => {
  const open = units.indexOf("{");
  if (open === -1) return [[...units]];
  const close = units.indexOf("}", open);
  if (close === -1) throw new Error("has a { without its }");
  if (units.lastIndexOf("{", close) > open) throw new Error("has braces within braces");
  const endings = alternativesOf(units.slice(close + 1));
  const choices = splitAt(units.slice(open + 1, close), ",");
  if (choices.length * endings.length > maxAlternatives) {
    throw new Error(`has more than ${maxAlternatives} alternatives`);
  }
  return choices.flatMap((choice) =>
    endings.map((ending) => [...units.slice(0, open), ...choice, ...ending]),
  );
};

const classOf = (unit: string): CharacterClass => {
  const characters = [...unit].slice(1, -1);
  const isNegated = characters[0] === "!" || characters[0] === "^";
  const inside = isNegated ? characters.slice(1) : characters;
  const ranges: CharacterClass["ranges"] = [];
  for (let at = 0; at < inside.length; ) {
    const from = inside[at] as string;
    const to = inside[at + 1] === "-" ? inside[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    at += to === undefined ? 1 : 3;
  }
  return { ranges, isNegated };
};

const tokenOf = (unit: string): Token => {
  if (unit === "*") return "anyText";
  if (unit === "?") return "anyCharacter";
  if (unit.startsWith("[")) return classOf(unit);
  return { character: unit.length > 1 && unit.startsWith("\\") ? unit.slice(1) : unit };
};

const partOf = (units: readonly string[]): Part =>
  units.join("") === "**" ? "anyParts" : units.map(tokenOf);

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
  let anyAt = -1;
  let takenTo = 0;
  for (let item = 0; item < items.length; ) {
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
  if ("character" in token) return token.character === character;
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
  const alternatives = alternativesOf(unitsOf(pattern)).map((units) => splitAt(units, "/").map(partOf));
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
