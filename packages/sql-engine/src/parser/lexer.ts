/**
 * Splits a statement into tokens as Databricks reads them.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-literals
 */
import { parseError } from "../errors";

type TokenKind = "word" | "quoted" | "string" | "number" | "hex" | "symbol" | "end";

export interface Token {
  kind: TokenKind;
  /** A name without its quotes, a string's value, a number's text, a symbol. */
  text: string;
  /** The text in capitals for a bare word, otherwise empty. */
  word: string;
  /** Where it starts and ends in the statement. */
  start: number;
  end: number;
}

const symbols = ["<=>", "->", "=>", "::", "<=", ">=", "<>", "!=", "==", "||"];
const space = /[\s\u00a0\ufeff]/;
const wordStart = /[\p{L}_]/u;
const wordPart = /[\p{L}\p{N}_]/u;
const number = /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?:BD|[LSYDF])?/iy;

/** Tokens of a statement, the last of kind `end`. Throws PARSE_SYNTAX_ERROR where the text cannot be split. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: TokenKind, text: string, start: number, end: number): void => {
    tokens.push({ kind, text, word: kind === "word" ? text.toUpperCase() : "", start, end });
    at = end;
  };
  while (at < sql.length) {
    const char = sql.charAt(at);
    if (space.test(char)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      at = endOfLine(sql, at);
    } else if (sql.startsWith("/*", at)) {
      at = endOfComment(sql, at);
    } else if (char === "'" || char === '"') {
      const { value, end } = stringAt(sql, at, false);
      add("string", value, at, end);
    } else if (/^[rR]['"]/.test(sql.slice(at, at + 2))) {
      const { value, end } = stringAt(sql, at + 1, true);
      add("string", value, at, end);
    } else if (/^[xX]['"]/.test(sql.slice(at, at + 2))) {
      const { value, end } = stringAt(sql, at + 1, true);
      add("hex", value, at, end);
    } else if (char === "`") {
      const { value, end } = quotedAt(sql, at);
      add("quoted", value, at, end);
    } else if (/[0-9]/.test(char) || (char === "." && startsFraction(sql, at, tokens))) {
      number.lastIndex = at;
      const text = number.exec(sql)?.[0] ?? char;
      if (wordPart.test(sql.charAt(at + text.length))) {
        throw parseError(sql, at, sql.slice(at).match(/^[\p{L}\p{N}_.]+/u)?.[0] ?? text);
      }
      add("number", text, at, at + text.length);
    } else if (wordStart.test(char)) {
      let end = at + 1;
      while (wordPart.test(sql.charAt(end))) {
        end++;
      }
      add("word", sql.slice(at, end), at, end);
    } else {
      const symbol = symbols.find((text) => sql.startsWith(text, at)) ?? char;
      if (!/^[-+*/%<>=!|&^~()[\]{},.;:?@]/.test(symbol)) {
        throw parseError(sql, at, symbol);
      }
      add("symbol", symbol, at, at + symbol.length);
    }
  }
  tokens.push({ kind: "end", text: "", word: "", start: sql.length, end: sql.length });
  return tokens;
}

/** Whether a point starts a number such as `.5`, not a field such as `t.5`. */
function startsFraction(sql: string, at: number, tokens: Token[]): boolean {
  const last = tokens.at(-1);
  const adjoins =
    last !== undefined && last.end === at && (last.kind !== "symbol" || /[)\]]/.test(last.text));
  return /[0-9]/.test(sql.charAt(at + 1)) && !adjoins;
}

function endOfLine(sql: string, at: number): number {
  const end = sql.indexOf("\n", at);
  return end < 0 ? sql.length : end + 1;
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; ) {
    if (sql.startsWith("/*", at)) {
      depth++;
      at += 2;
    } else if (sql.startsWith("*/", at)) {
      depth--;
      at += 2;
      if (depth === 0) {
        return at;
      }
    } else {
      at++;
    }
  }
  throw parseError(sql, start, "/*", "UNCLOSED_BRACKETED_COMMENT");
}

function quotedAt(sql: string, start: number): { value: string; end: number } {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql.charAt(at) === "`") {
      if (sql.charAt(at + 1) !== "`") {
        return { value: sql.slice(start + 1, at).replaceAll("``", "`"), end: at + 1 };
      }
      at++;
    }
  }
  throw parseError(sql, start, "`");
}

const escapes: Record<string, string> = { 0: "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\x1a" };

/** A string literal; `raw` leaves backslashes alone. A doubled quote is one quote. */
function stringAt(sql: string, start: number, raw: boolean): { value: string; end: number } {
  const quote = sql.charAt(start);
  let value = "";
  for (let at = start + 1; at < sql.length; at++) {
    const char = sql.charAt(at);
    if (char === quote && sql.charAt(at + 1) === quote && !raw) {
      value += quote;
      at++;
    } else if (char === quote) {
      return { value, end: at + 1 };
    } else if (char === "\\" && !raw) {
      const read = escapeAt(sql, at);
      value += read.value;
      at += read.length - 1;
    } else {
      value += char;
    }
  }
  throw parseError(sql, start, quote);
}

function escapeAt(sql: string, at: number): { value: string; length: number } {
  const rest = sql.slice(at + 1, at + 10);
  const code = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/.exec(rest);
  if (code) {
    const value = code[3] ? Number.parseInt(code[3], 8) : Number.parseInt(code[1] ?? code[2] ?? "", 16);
    return { value: String.fromCodePoint(value), length: code[0].length + 1 };
  }
  const next = rest.charAt(0);
  // LIKE patterns keep the backslash before their wildcards.
  const kept = next === "%" || next === "_" ? `\\${next}` : next;
  return { value: escapes[next] ?? kept, length: 2 };
}
