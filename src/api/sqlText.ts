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

const markerPattern = /(?<![\p{L}\p{N}_:)\]'`]):(?<name>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** Every named marker of a statement, in order; quoted text and comments hold none. */
export const markersOf = (statement: string): Marker[] => {
  const code = codeOf(statement);
  return [...code.matchAll(markerPattern)].map((match) => {
    const before = code.slice(0, match.index);
    const word = /([\p{L}\p{N}_`]+)\s+$/u.exec(before)?.[1]?.toUpperCase();
    return {
      name: match.groups?.name ?? "",
      at: match.index,
      insideIn: /\bIN\s*\([^()]*$/i.test(before),
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

/** Why a statement may do something, in words; undefined where it surely only reads. */
export const writingReason = (statement: string): string | undefined => {
  const code = codeOf(statement);
  const statements = code.split(";").filter((one) => one.trim() !== "");
  if (statements.length !== 1) return statements.length === 0 ? "it is empty" : "it has several statements";
  const verb = /^[\s(]*([A-Za-z_]+)/.exec(statements[0] ?? "")?.[1]?.toUpperCase() ?? "";
  if (!readingVerbs.has(verb)) return verb === "" ? "it begins with no word" : `it begins with ${verb}`;
  const word = writingWord.exec(code)?.[0].replace(/\s+/g, " ").toUpperCase();
  return (
    word &&
    `${word} may change something. Where it is a name, back-ticks make that clear: \`${word.toLowerCase()}\``
  );
};

/**
 * Whether a statement surely only reads, so that running it twice changes nothing. In doubt it does not.
 */
export const onlyReads = (statement: string): boolean => writingReason(statement) === undefined;

/** The first word of a statement, in capitals, behind comments and parentheses; empty where there is none. */
export const firstWord = (statement: string): string =>
  /^[\s(]*([A-Za-z_]+)/.exec(codeOf(statement))?.[1]?.toUpperCase() ?? "";

/** A statement without the semicolons that end it, and without what comes after them: nothing but comments. */
export const withoutTerminator = (statement: string): string => {
  const code = codeOf(statement);
  let end = code.length;
  for (let at = end - 1; at >= 0 && /[\s;]/.test(code[at] ?? ""); at -= 1) if (code[at] === ";") end = at;
  return statement.slice(0, end);
};
