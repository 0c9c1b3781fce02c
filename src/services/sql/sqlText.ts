/** Reads as much of a statement's text as is needed before it is sent: its markers, and whether it only reads. */

import { codeOf, type SqlToken, tokensOf } from "./sqlCode";

/** Words after which a colon begins a marker and not a path into a VARIANT, as in `raw :owner`. */
const beforeMarker = new Set(
  `ALL AND AS ASC BETWEEN BY CASE CURRENT DEFAULT DESC DISTINCT DIV ELSE END ESCAPE EXCEPT FIRST FOLLOWING FROM
   HAVING ILIKE IN INTERSECT INTERVAL INTO IS LIKE LIMIT MINUS NEXT NOT OF OFFSET ON OR ORDER OVER PERCENT PRECEDING
   QUALIFY RANGE REGEXP RETURN RETURNS RLIKE ROWS SELECT SET THEN TO UNION USING VALUES WHEN WHERE WITH`.split(
    /\s+/,
  ),
);

/** A named marker, `:name`, and its position. */
export interface Marker {
  name: string;
  /** Where the colon is. */
  at: number;
  /** Whether it is on its own one of the values of an `IN (...)`. */
  insideIn: boolean;
  /** Whether it is certainly a marker; otherwise it may be a path into a VARIANT or the type of a field. */
  certain: boolean;
}

const isSign = (token: SqlToken | undefined, signs: string): boolean =>
  token?.kind === "sign" && signs.includes(token.text);

/** Whether a colon directly follows what it may belong to: a path into a value, or the cast `::`. */
const belongsToValue = (before: SqlToken | undefined, at: number): boolean =>
  before !== undefined && before.end === at && (before.kind !== "sign" || isSign(before, ":)]"));

/**
 * The named marker that begins at a token.
 * @returns undefined if there is none
 */
const markerAt = (code: string, tokens: readonly SqlToken[], index: number): Marker | undefined => {
  const [before, colon, name, after] = [-1, 0, 1, 2].map((step) => tokens[index + step]);
  if (!colon || !name || colon.text !== ":" || name.kind !== "word" || name.at !== colon.end)
    return undefined;
  if (/^\p{N}/u.test(name.text) || belongsToValue(before, colon.at)) return undefined;
  const list = tokens[colon.parent];
  const isListed = list?.text === "(" && tokens[colon.parent - 1]?.text === "IN";
  return {
    name: code.slice(name.at, name.end),
    at: colon.at,
    insideIn: isListed && isSign(before, "(,") && isSign(after, ",)"),
    certain:
      before === undefined ||
      before.kind === "sign" ||
      before.text.startsWith("'") ||
      (before.kind === "word" && beforeMarker.has(before.text)),
  };
};

/** Every named marker of a statement, in order; quoted text and comments contain none. */
export const markersOf = (statement: string): Marker[] => {
  const code = codeOf(statement);
  const tokens = tokensOf(code);
  return tokens.flatMap((_token, index) => markerAt(code, tokens, index) ?? []);
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

/** Words of statements or functions that can change something. A column of such a name errs on the safe side. */
const writingWord =
  /\b(?:INSERT|UPDATE|DELETE|MERGE|CREATE|REPLACE\s+TABLE|DROP|ALTER|TRUNCATE|COPY|CALL|EXECUTE|GRANT|REVOKE|OPTIMIZE|VACUUM|REFRESH|ANALYZE|BEGIN|HTTP_REQUEST|REMOTE_QUERY)\b/;

/**
 * The code of a statement as Databricks reads its words: it puts each letter in capitals first, so that a dotless i and
 * a long s are letters of a word, too.
 */
const capitals = (code: string): string => code.toUpperCase();

const firstWordOf = (code: string): string => /^[\s(]*([\p{L}_]+)/u.exec(capitals(code))?.[1] ?? "";

/** The statements in the code of a text. */
const statementsIn = (code: string): string[] => code.split(";").filter((one) => one.trim() !== "");

/** Whether a text has several statements, or one that contains others. */
export const hasSeveralStatements = (text: string): boolean => statementsIn(codeOf(text)).length > 1;

/** Why the words of a statement may change something, in words; undefined if none of them does. */
export const writingReason = (statement: string): string | undefined => {
  const code = codeOf(statement);
  const statements = statementsIn(code);
  if (statements.length !== 1) return statements.length === 0 ? "it is empty" : "it has several statements";
  const verb = firstWordOf(statements[0] ?? "");
  if (!readingVerbs.has(verb)) return verb === "" ? "it begins with no word" : `it begins with ${verb}`;
  // What is shown is never carried out: SHOW CREATE TABLE.
  if (verb === "SHOW") return undefined;
  const word = writingWord.exec(capitals(code))?.[0].replace(/\s+/g, " ");
  return (
    word &&
    `${word} may change something. Where it is a name, backticks make that clear: \`${word.toLowerCase()}\``
  );
};

/** The first word of a statement, in capitals, after comments and parentheses; empty if there is none. */
export const firstWord = (statement: string): string => firstWordOf(codeOf(statement));

/** A statement without its final semicolons and the comments after them. */
export const withoutTerminator = (statement: string): string => {
  const code = codeOf(statement);
  let end = code.length;
  for (let at = end - 1; at >= 0 && /[\s;]/.test(code[at] ?? ""); at -= 1) if (code[at] === ";") end = at;
  return statement.slice(0, end);
};
