/** Which parts of a statement's text are code, and its tokens. Everything here reads from left to right. */

/** Quoted text, comments and the bodies of functions: nothing in them is code. A hint is code. */
const opening = /--|\/\*(?!\+)|\$\$|(?<![\p{L}\p{N}_])[rR](?=['"])|['"`]/gu;

const endOfComment = (text: string, from: number): number => {
  const mark = /\/\*(?!\+)|\*\//g;
  mark.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const found = mark.exec(text);
    if (!found) return text.length;
    depth += found[0] === "/*" ? 1 : -1;
  }
  return mark.lastIndex;
};

/** A line ends at a carriage return, too, and a backslash continues it on the next one. */
const endOfLine = (text: string, from: number): number => {
  const line = /(?:\\\n|[^\r\n])*/y;
  line.lastIndex = from;
  line.test(text);
  return line.lastIndex;
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
  if (mark === "--") return endOfLine(text, after);
  if (mark === "/*") return endOfComment(text, after);
  if (mark === "$$") return endAfter(text, "$$", after);
  if (mark === "r" || mark === "R") return endOfQuote(text, after + 1, text[after] ?? "", false);
  return endOfQuote(text, after, mark, mark !== "`");
};

/** A part of a statement that is no code: what it begins with, and where it is. */
export interface MaskedPart {
  mark: string;
  at: number;
  end: number;
}

/** Every part of a statement that is no code, in order: comments, quoted text and the bodies of functions. */
export const maskedParts = (text: string): MaskedPart[] => {
  const parts: MaskedPart[] = [];
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const [mark] = found;
    const end = endOfPiece(text, mark, found.index);
    parts.push({ mark, at: found.index, end });
    opening.lastIndex = end;
  }
  return parts;
};

/** The text with everything but code masked, at the same length: comments by blanks, quoted text by quotes. */
export const codeOf = (text: string): string => {
  const code: string[] = [];
  let from = 0;
  for (const { mark, at, end } of maskedParts(text)) {
    const blot = mark === "--" || mark === "/*" ? " " : mark === "`" ? "`" : "'";
    code.push(text.slice(from, at), blot.repeat(end - at));
    from = end;
  }
  return code.join("") + text.slice(from);
};

/** A word, a quoted text, or one sign of a statement. */
export interface SqlToken {
  /** Words in capitals, signs unchanged, quoted text as its quotes. */
  text: string;
  kind: "word" | "quoted" | "sign";
  at: number;
  end: number;
  /** The index of the opening parenthesis or bracket around it; -1 for none. */
  parent: number;
  /** For an opening parenthesis or bracket, the index of the closing one, and vice versa. */
  partner?: number;
}

const tokenPattern = /[\p{L}\p{N}_]+|'+|`+|[^\s]/gu;

const kindOf = (text: string): SqlToken["kind"] =>
  /^['`]/.test(text) ? "quoted" : /^[\p{L}\p{N}_]/u.test(text) ? "word" : "sign";

/**
 * Splits a statement into tokens.
 * @param code as `codeOf` gives it
 */
export const tokensOf = (code: string): SqlToken[] => {
  const tokens: SqlToken[] = [];
  const open: number[] = [];
  for (const { 0: found, index: at } of code.matchAll(tokenPattern)) {
    const kind = kindOf(found);
    const closes = found === ")" || found === "]" ? open.pop() : undefined;
    const token: SqlToken = {
      text: kind === "word" ? found.toUpperCase() : found,
      kind,
      at,
      end: at + found.length,
      parent: open.at(-1) ?? -1,
      ...(closes !== undefined && { partner: closes }),
    };
    const opener = closes === undefined ? undefined : tokens[closes];
    if (opener) opener.partner = tokens.length;
    if (found === "(" || found === "[") open.push(tokens.length);
    tokens.push(token);
  }
  return tokens;
};
