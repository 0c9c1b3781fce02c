/** Reads as much of a statement's text as is needed before it is sent: its markers, and whether it only reads. */

/** Quoted text, comments and the bodies of functions: nothing in them is code. */
const opening = /--|\/\*|\$\$|(?<![\p{L}\p{N}_])[rR](?=['"])|['"`]/gu;

const endOfComment = (text: string, from: number): number => {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const found = mark.exec(text);
    if (!found) return text.length;
    depth += found[0] === "/*" ? 1 : -1;
  }
  return mark.lastIndex;
};

const endOfQuote = (text: string, from: number, quote: string, escapes: boolean): number => {
  let at = from;
  while (at < text.length && text[at] !== quote) at += escapes && text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
};

const endAfter = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
};

const endOfPiece = (text: string, mark: string, at: number): number => {
  const after = at + mark.length;
  if (mark === "--") return endAfter(text, "\n", after);
  if (mark === "/*") return endOfComment(text, after);
  if (mark === "$$") return endAfter(text, "$$", after);
  if (mark === "r" || mark === "R") return endOfQuote(text, after + 1, text[after] ?? "", false);
  return endOfQuote(text, after, mark, mark !== "`");
};

/** The text with everything that is no code blotted out, at the same length: comments by blanks, quoted text by quotes. */
const codeOf = (text: string): string => {
  let code = "";
  let at = 0;
  for (;;) {
    opening.lastIndex = at;
    const found = opening.exec(text);
    if (!found) return code + text.slice(at);
    const end = endOfPiece(text, found[0], found.index);
    const blot = found[0] === "--" || found[0] === "/*" ? " " : found[0] === "`" ? "`" : "'";
    code += text.slice(at, found.index) + blot.repeat(end - found.index);
    at = end;
  }
};

/** Words after which a colon begins a marker and not a path into a VARIANT, as in `raw :owner`. */
const beforeMarker = new Set(
  `ALL AND AS ASC BETWEEN BY CASE CURRENT DEFAULT DESC DISTINCT DIV ELSE END ESCAPE EXCEPT FIRST FOLLOWING FROM
   HAVING ILIKE IN INTERSECT INTERVAL INTO IS LIKE LIMIT MINUS NEXT NOT OF OFFSET ON OR ORDER OVER PERCENT PRECEDING
   QUALIFY RANGE REGEXP RETURN RETURNS RLIKE ROWS SELECT SET THEN TO UNION USING VALUES WHEN WHERE WITH`.split(
    /\s+/,
  ),
);

/** A named marker, `:name`, and where it stands. */
export interface Marker {
  name: string;
  /** Where the colon is. */
  at: number;
  /** Whether it stands inside the parentheses of an `IN (...)`. */
  insideIn: boolean;
  /** Whether it can be nothing else; else it may be a path into a VARIANT or the type of a field. */
  certain: boolean;
}

/** No word of `beforeMarker` is longer, in characters. */
const longestWord = 20;

const blank = /^\s$/;
const wordCharacter = /^[\p{L}\p{N}_`]$/u;

/** Where the text ends that stands before a place, without the blanks between. */
const endBefore = (code: string, at: number): number => {
  let end = at;
  while (end > 0 && blank.test(code[end - 1] ?? "")) end -= 1;
  return end;
};

/** The word before a marker, in upper case, as far as it can be one that matters; undefined where none or no blank stands there. */
const wordBefore = (code: string, at: number): string | undefined => {
  const end = endBefore(code, at);
  let start = end;
  while (start > 0 && end - start < longestWord && wordCharacter.test(code[start - 1] ?? "")) start -= 1;
  return end === at || start === end ? undefined : code.slice(start, end).toUpperCase();
};

/** Whether an opening parenthesis is that of an `IN (`. */
const opensIn = (code: string, at: number): boolean => {
  const end = endBefore(code, at);
  return /(?:^|\W)IN$/i.test(code.slice(Math.max(0, end - 3), end));
};

/** Tells for one place after the other whether the parentheses around it are those of an `IN (...)`, looking at each once. */
const insideIn = (code: string): ((at: number) => boolean) => {
  const parenthesis = /[()]/g;
  let next = parenthesis.exec(code);
  let isInside = false;
  return (at) => {
    for (; next && next.index < at; next = parenthesis.exec(code)) {
      isInside = next[0] === "(" && opensIn(code, next.index);
    }
    return isInside;
  };
};

const markerPattern = /(?<![\p{L}\p{N}_:)\]'`]):(?<name>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** Every named marker of a statement, in order; quoted text and comments hold none. */
export const markersOf = (statement: string): Marker[] => {
  const code = codeOf(statement);
  const isInsideIn = insideIn(code);
  return [...code.matchAll(markerPattern)].map((match) => {
    const word = wordBefore(code, match.index);
    return {
      name: match.groups?.name ?? "",
      at: match.index,
      insideIn: isInsideIn(match.index),
      certain: word === undefined || beforeMarker.has(word),
    };
  });
};

/**
 * Puts several markers in the place of one, wherever it stands.
 * @param names for a marker's name, the names that take its place; undefined leaves it
 */
export const replaceMarkers = (
  statement: string,
  names: (name: string) => readonly string[] | undefined,
): string => {
  let replaced = "";
  let at = 0;
  for (const marker of markersOf(statement)) {
    const instead = names(marker.name);
    if (!instead) continue;
    replaced += statement.slice(at, marker.at) + instead.map((name) => `:${name}`).join(", ");
    at = marker.at + 1 + marker.name.length;
  }
  return replaced + statement.slice(at);
};

const readingVerbs = new Set([
  "SELECT",
  "WITH",
  "VALUES",
  "SHOW",
  "DESCRIBE",
  "DESC",
  "EXPLAIN",
  "TABLE",
  "FROM",
]);

/** Words that can make a statement, or a function in it, do something. A column of such a name errs on the safe side. */
const writingWord =
  /\b(?:INSERT|UPDATE|DELETE|MERGE|CREATE|REPLACE\s+TABLE|DROP|ALTER|TRUNCATE|COPY|CALL|EXECUTE|GRANT|REVOKE|OPTIMIZE|VACUUM|REFRESH|ANALYZE|BEGIN|HTTP_REQUEST|REMOTE_QUERY)\b/i;

/**
 * Whether a statement surely only reads, so that running it twice changes nothing. In doubt it does not.
 */
export const onlyReads = (statement: string): boolean => {
  const code = codeOf(statement);
  const statements = code.split(";").filter((one) => one.trim() !== "");
  const verb = /^[\s(]*([A-Za-z]+)/.exec(statements[0] ?? "")?.[1]?.toUpperCase() ?? "";
  return statements.length === 1 && readingVerbs.has(verb) && !writingWord.test(code);
};
