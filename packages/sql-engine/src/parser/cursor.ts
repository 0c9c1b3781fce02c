/** A place in a statement's tokens, with the means to read on. */
import { parseError, sqlError } from "../errors";
import { markerNumbers, type ParameterTexts, resolveIdentifiers } from "./identifierClause";
import { type Token, tokenize } from "./lexer";

/** Words that cannot be names without backticks, because something else would follow them. */
const reserved = new Set(
  `ANTI CROSS EXCEPT FULL INNER INTERSECT JOIN LATERAL LEFT MINUS NATURAL ON RIGHT SEMI UNION USING`.split(
    " ",
  ),
);
/** Words that cannot be an alias without AS, because a clause starts with them. */
const clauseWords = new Set(
  `FROM WHERE GROUP HAVING QUALIFY WINDOW ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET PIVOT UNPIVOT TABLESAMPLE
   SELECT SET WHEN THEN ELSE END AND OR NOT AS WITH VALUES VERSION TIMESTAMP FOR`.split(/\s+/),
);

export class Cursor {
  private readonly tokens: Token[];
  private readonly numbers: ReadonlyMap<number, number>;
  private index = 0;
  private markers: "named" | "positional" | undefined;

  /** @param parameters what `IDENTIFIER(:name)` may stand for */
  constructor(
    readonly sql: string,
    parameters: ParameterTexts = new Map(),
  ) {
    const tokens = tokenize(sql);
    this.numbers = markerNumbers(tokens);
    this.tokens = resolveIdentifiers(sql, tokens, parameters);
  }

  /** The label of a marker; a statement has markers of one kind. */
  marker(token: Token, name?: string): string {
    const kind = name === undefined ? "positional" : "named";
    if (this.markers !== undefined && this.markers !== kind) {
      throw sqlError(
        "INVALID_QUERY_MIXED_QUERY_PARAMETERS",
        "Parameterized query must either use positional, or named parameters, but not both.",
        "42613",
      );
    }
    this.markers = kind;
    return name ?? `?${this.numbers.get(token.start)}`;
  }

  /** The token `ahead` places further on. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Where to return to with `restore`. */
  mark(): number {
    return this.index;
  }

  restore(mark: number): void {
    this.index = mark;
  }

  /** Whether the next tokens are these bare words or symbols. */
  is(...texts: string[]): boolean {
    return texts.every((text, ahead) => this.matches(this.peek(ahead), text));
  }

  private matches(token: Token, text: string): boolean {
    return token.kind === "symbol" ? token.text === text : token.kind === "word" && token.word === text;
  }

  isAny(...texts: string[]): boolean {
    return texts.some((text) => this.is(text));
  }

  /** Reads these words or symbols if they come next, all or none. */
  accept(...texts: string[]): boolean {
    if (!this.is(...texts)) {
      return false;
    }
    this.index += texts.length;
    return true;
  }

  expect(...texts: string[]): void {
    for (const text of texts) {
      if (!this.accept(text)) {
        this.fail();
      }
    }
  }

  /** One of these words. */
  expectAny(...words: string[]): string {
    for (const word of words) {
      if (this.accept(word)) {
        return word;
      }
    }
    return this.fail();
  }

  fail(token: Token = this.peek()): never {
    const near = token.kind === "string" ? this.sql.slice(token.start, token.end) : token.text;
    throw parseError(this.sql, token.start, near);
  }

  /** A name, bare or between backticks. */
  identifier(): string {
    const token = this.peek();
    if (token.kind === "quoted" || (token.kind === "word" && !reserved.has(token.word))) {
      this.index++;
      return token.text;
    }
    return this.fail();
  }

  /** A name of up to `most` parts between points. */
  name(most = 3): string[] {
    const parts = [this.identifier()];
    while (this.accept(".")) {
      parts.push(this.identifier());
    }
    if (parts.length > most) {
      this.fail(this.peek(-1));
    }
    return parts;
  }

  /** An alias that needs no AS, if one follows. */
  bareAlias(): string | undefined {
    const token = this.peek();
    const free =
      token.kind === "quoted" ||
      (token.kind === "word" && !reserved.has(token.word) && !clauseWords.has(token.word));
    return free ? this.next().text : undefined;
  }

  string(): string {
    if (this.peek().kind !== "string") {
      this.fail();
    }
    let text = this.next().text;
    while (this.peek().kind === "string") {
      text += this.next().text;
    }
    return text;
  }

  integer(): bigint {
    const negative = this.accept("-");
    const token = this.next();
    if (token.kind !== "number" || !/^\d+$/.test(token.text)) {
      this.fail(token);
    }
    return BigInt(token.text) * (negative ? -1n : 1n);
  }

  /** What `read` gives, as often as a comma follows. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.accept(",")) {
      items.push(read());
    }
    return items;
  }

  parenthesized<T>(read: () => T): T[] {
    this.expect("(");
    const items = this.list(read);
    this.expect(")");
    return items;
  }
}
