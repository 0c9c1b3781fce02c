/**
 * `IDENTIFIER(text)`: a constant text that stands for a name, wherever a name may stand. It is resolved among the tokens, so
 * that the parsers of names need not know of it.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names-identifier-clause
 */
import { sqlError, unsupported } from "../errors";
import { type Token, tokenize } from "./lexer";

/** The texts of parameters, by their names or as `?1` for the first that has none. */
export type ParameterTexts = ReadonlyMap<string, string | null>;

/** Functions of constant texts that may make up a name. */
const textFunctions: Record<string, (texts: string[]) => string> = {
  CONCAT: (texts) => texts.join(""),
  LOWER: ([text = ""]) => text.toLowerCase(),
  UPPER: ([text = ""]) => text.toUpperCase(),
  TRIM: ([text = ""]) => text.trim(),
  REPLACE: ([text = "", from = "", to = ""]) => text.replaceAll(from, to),
};

const notConstant = (kind: "NOT_CONSTANT" | "NULL" | "WRONG_TYPE", expression: string, reason: string) =>
  sqlError(
    `NOT_A_CONSTANT_STRING.${kind}`,
    `The expression "${expression}" used for the routine or clause \`IDENTIFIER\` must be a constant STRING which is NOT NULL. ${reason}`,
    "42601",
  );

/** The number of each `?`, from 1, by where it stands. */
export const markerNumbers = (tokens: Token[]): ReadonlyMap<number, number> =>
  new Map(
    tokens
      .filter(({ kind, text }) => kind === "symbol" && text === "?")
      .map(({ start }, index) => [start, index + 1]),
  );

/** Parses the constant text of one clause. */
class ClauseParser {
  constructor(
    private readonly sql: string,
    private readonly tokens: Token[],
    private readonly parameters: ParameterTexts,
    private readonly numbers: ReadonlyMap<number, number>,
    /** The token that is read next. */
    public at: number,
  ) {}

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token;
  }

  private is(text: string): boolean {
    return this.peek().kind === "symbol" && this.peek().text === text;
  }

  private accept(text: string): boolean {
    const found = this.is(text);
    if (found) {
      this.at++;
    }
    return found;
  }

  /** What follows an open parenthesis, up to the one that closes it. */
  parenthesized(): string[] {
    const texts = [this.expression()];
    while (this.accept(",")) {
      texts.push(this.expression());
    }
    if (!this.accept(")")) {
      throw this.refused();
    }
    return texts;
  }

  private expression(): string {
    let text = this.term();
    while (this.accept("||")) {
      text += this.term();
    }
    return text;
  }

  private term(): string {
    const token = this.peek();
    this.at++;
    if (token.kind === "string") {
      return this.peek().kind === "string" ? token.text + this.term() : token.text;
    }
    if (token.kind === "symbol" && token.text === "(") {
      return this.parenthesized().join("");
    }
    if (token.kind === "symbol" && (token.text === ":" || token.text === "?")) {
      return this.parameter(token);
    }
    const make = token.kind === "word" ? textFunctions[token.word] : undefined;
    if (make && this.accept("(")) {
      return make(this.parenthesized());
    }
    this.at--;
    throw this.refused();
  }

  private parameter(marker: Token): string {
    const label = marker.text === "?" ? `?${this.numbers.get(marker.start)}` : this.peek().text;
    if (marker.text === ":") {
      this.at++;
    }
    const text = this.parameters.get(label);
    if (text === null) {
      throw notConstant("NULL", label, "The expression evaluates to NULL.");
    }
    if (text === undefined) {
      throw sqlError(
        "UNBOUND_SQL_PARAMETER",
        `Found the unbound parameter: ${label}. Please, fix \`args\` and provide a mapping of the parameter to either a SQL literal or collection constructor functions such as \`map()\`, \`array()\`, \`struct()\`.`,
        "42P02",
      );
    }
    return text;
  }

  private refused(): Error {
    const token = this.peek();
    const next = this.tokens[this.at + 1];
    if (token.word === "NULL") {
      return notConstant("NULL", "NULL", "The expression evaluates to NULL.");
    }
    if (token.kind === "number") {
      return notConstant("WRONG_TYPE", token.text, "The data type of the expression is not STRING.");
    }
    if (token.kind === "word" && next?.text === "(") {
      return unsupported(`${token.text}() in IDENTIFIER()`);
    }
    return notConstant(
      "NOT_CONSTANT",
      this.sql.slice(token.start, token.end),
      "To be considered constant the expression must not depend on any columns, contain a subquery, or invoke a non deterministic function such as rand().",
    );
  }
}

/** The tokens of a name such as "a.`b c`.d", standing where the clause stood. */
function nameTokens(text: string, start: number, end: number): Token[] {
  const tokens = tokenize(text).slice(0, -1);
  const isName = ({ kind, text: shown }: Token, index: number) =>
    index % 2 === 0 ? kind === "word" || kind === "quoted" : kind === "symbol" && shown === ".";
  if (tokens.length % 2 === 0 || !tokens.every(isName)) {
    throw sqlError("PARSE_SYNTAX_ERROR", `Syntax error at or near '${text}'.`, "42601");
  }
  return tokens.map((token) =>
    token.kind === "word" ? { ...token, kind: "quoted", word: "", start, end } : { ...token, start, end },
  );
}

/**
 * The tokens of a statement with a name in the place of each `IDENTIFIER(…)`.
 * @throws SqlError where what stands in one is no constant text or no name
 */
export function resolveIdentifiers(sql: string, tokens: Token[], parameters: ParameterTexts): Token[] {
  const opens = (index: number) => tokens[index + 1]?.kind === "symbol" && tokens[index + 1]?.text === "(";
  if (!tokens.some(({ word }, index) => word === "IDENTIFIER" && opens(index))) {
    return tokens;
  }
  const numbers = markerNumbers(tokens);
  const resolved: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.word !== "IDENTIFIER" || !opens(index)) {
      resolved.push(token);
      continue;
    }
    const parser = new ClauseParser(sql, tokens, parameters, numbers, index + 2);
    const text = parser.parenthesized().join("");
    index = parser.at - 1;
    resolved.push(...nameTokens(text, token.start, (tokens[index] as Token).end));
  }
  return resolved;
}
