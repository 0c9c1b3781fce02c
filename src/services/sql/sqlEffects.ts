/**
 * Whether a statement may act: then it is never run twice, and not at all where something only reads. What cannot be read
 * with certainty counts as acting. A user-defined function may do anything, which no text of a statement shows.
 * https://github.com/apache/spark/blob/master/sql/api/src/main/antlr4/org/apache/spark/sql/catalyst/parser/SqlBaseLexer.g4
 */
import { codeOf, type MaskedPart, maskedParts, type SqlToken, tokensOf } from "./sqlCode";
import { writingReason } from "./sqlText";

/**
 * Functions that act: they query a model, which may be an agent, send requests, run code or another system's statements,
 * or write files.
 */
const actingFunctions = new Set([
  "AI_PARSE_DOCUMENT",
  "AI_QUERY",
  "HTTP_REQUEST",
  "JAVA_METHOD",
  "PYTHON_EXEC",
  "REFLECT",
  "REMOTE_QUERY",
  "TRY_REFLECT",
]);

/** A comment whose end other readers could see elsewhere. */
const unclearComment = (text: string): boolean => /\\\r?\n|\r(?!\n)|\/\*\+/.test(text);

/** What makes it uncertain which parts of the text are code. */
const uncertainty = (statement: string, parts: readonly MaskedPart[], code: string): string | undefined => {
  const isUnclear = ({ mark, at, end }: MaskedPart): boolean =>
    (mark === "--" || mark === "/*") && unclearComment(statement.slice(at, end));
  if (parts.some(isUnclear)) return "it has a comment that can be read in two ways";
  if (parts.some(({ mark }) => mark === "$$") || /\$\p{L}*\$/u.test(code)) return "it has a text between $$";
  if (/\$\{/.test(statement)) return "it has a variable, which Databricks replaces before it reads the rest";
  return code.includes("://") ? "it has an address without quotes" : undefined;
};

/** The function that is called by a name before a parenthesis, in capitals. */
const calledName = (statement: string, { kind, text, at, end }: SqlToken): string =>
  kind === "quoted" ? statement.slice(at + 1, end - 1).toUpperCase() : text;

/** Why a statement may act beyond its words, in words. */
const actOf = (statement: string, code: string): string | undefined => {
  const tokens = tokensOf(code);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.text === "INTO") return "it has INTO";
    if (token.text === "USING" && next?.text.startsWith("'")) return "it runs a script";
    if (next?.text !== "(") continue;
    const name = calledName(statement, token);
    if (actingFunctions.has(name)) return `${name} may act`;
    const after = tokens[(next.partner ?? index) + 1];
    if (name === "IDENTIFIER" && after?.text === "(") return "it calls a function by a computed name";
  }
  return undefined;
};

/** Why a statement may act, in words; undefined if it only reads, apart from what user-defined functions do. */
export const actingReason = (statement: string): string | undefined => {
  const code = codeOf(statement);
  return (
    writingReason(statement) ?? uncertainty(statement, maskedParts(statement), code) ?? actOf(statement, code)
  );
};

/**
 * Whether a statement certainly only reads, so that running it twice changes nothing. In doubt, it does not.
 */
export const onlyReads = (statement: string): boolean => actingReason(statement) === undefined;
