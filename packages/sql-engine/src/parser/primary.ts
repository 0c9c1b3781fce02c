import { sqlError } from "../errors";
import type { Expression } from "./ast";
import { type CallParser, createCallParser } from "./calls";
import type { Cursor } from "./cursor";
import type { ExpressionParser } from "./grammar";
import { hexLiteral, numberLiteral, parseInterval, startsInterval, timeLiteral } from "./literals";

/** Words that start or end a clause where a column might stand. */
const neverColumns =
  /^(SELECT|FROM|WHERE|GROUP|HAVING|QUALIFY|ORDER|LIMIT|WHEN|THEN|ELSE|END|AND|OR|NOT|AS|IN|BETWEEN|IS)$/;

export class PrimaryParser {
  private readonly calls: CallParser;

  constructor(private readonly expressions: ExpressionParser) {
    this.calls = createCallParser(expressions);
  }

  private get cursor(): Cursor {
    return this.expressions.cursor;
  }

  /** A literal, a parameter, a column, a call, CASE, EXISTS, a query or an expression in parentheses. */
  parse(): Expression {
    const { cursor } = this;
    const token = cursor.peek();
    const at = token.start;
    switch (token.kind) {
      case "number":
        cursor.next();
        return numberLiteral(cursor.sql, token, false);
      case "string":
        return { node: "literal", at, type: { kind: "STRING" }, value: cursor.string() };
      case "hex":
        cursor.next();
        return hexLiteral(token);
      case "word":
      case "quoted":
        return this.word();
      default:
        return this.symbol();
    }
  }

  private symbol(): Expression {
    const { cursor } = this;
    const token = cursor.peek();
    const at = token.start;
    if (cursor.accept("*")) {
      return { node: "star", at, qualifier: [], except: this.starExcept() };
    }
    if (cursor.accept("?")) {
      return { node: "parameter", at, name: cursor.marker(token) };
    }
    if (cursor.accept(":")) {
      const name = cursor.next();
      if (name.kind !== "word" || name.start !== token.end) {
        cursor.fail(token);
      }
      return { node: "parameter", at, name: cursor.marker(token, name.text) };
    }
    if (!cursor.is("(")) {
      cursor.fail();
    }
    if (this.expressions.atQuery()) {
      const mark = cursor.mark();
      cursor.next();
      if (this.expressions.atQuery()) {
        const query = this.expressions.parseQuery();
        cursor.expect(")");
        return { node: "subquery", at, query };
      }
      cursor.restore(mark);
    }
    return this.parentheses(at);
  }

  private parentheses(at: number): Expression {
    const lambda = this.lambdaParameters();
    if (lambda) {
      return { node: "lambda", at, parameters: lambda, body: this.expressions.parse() };
    }
    const items = this.cursor.parenthesized(() => this.expressions.parse());
    const [only] = items;
    return items.length === 1 && only ? only : { node: "tuple", at, items };
  }

  /** The parameters of `(x, y) -> …`, if that is what follows. */
  private lambdaParameters(): string[] | undefined {
    const { cursor } = this;
    const mark = cursor.mark();
    const names: string[] = [];
    cursor.expect("(");
    while (cursor.peek().kind === "word" || cursor.peek().kind === "quoted") {
      names.push(cursor.next().text);
      if (!cursor.accept(",")) {
        break;
      }
    }
    if (names.length > 0 && cursor.accept(")", "->")) {
      return names;
    }
    cursor.restore(mark);
    return undefined;
  }

  private word(): Expression {
    const { cursor } = this;
    const token = cursor.peek();
    const at = token.start;
    if (cursor.peek(1).text === "->" && cursor.peek(1).kind === "symbol") {
      const name = cursor.identifier();
      cursor.expect("->");
      return { node: "lambda", at, parameters: [name], body: this.expressions.parse() };
    }
    const keyword = this.keyword(at);
    if (keyword) {
      return keyword;
    }
    if (token.kind === "word" && cursor.peek(1).kind === "string" && !neverColumns.test(token.word)) {
      throw sqlError(
        "UNSUPPORTED_TYPED_LITERAL",
        `Literals of the type "${token.word}" are not supported. Supported types are "DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP", "INTERVAL", "X", "TIME".`,
        "0A000",
      );
    }
    const call = this.calls.parse();
    return call ?? this.column(at);
  }

  private keyword(at: number): Expression | undefined {
    const { cursor } = this;
    const { word } = cursor.peek();
    if (word === "NULL" || word === "TRUE" || word === "FALSE") {
      cursor.next();
      return word === "NULL"
        ? { node: "literal", at, type: { kind: "VOID" }, value: null }
        : { node: "literal", at, type: { kind: "BOOLEAN" }, value: word.toLowerCase() };
    }
    const timed = word === "TIMESTAMP_LTZ" ? "TIMESTAMP" : word;
    if (/^(DATE|TIMESTAMP|TIMESTAMP_NTZ)$/.test(timed) && cursor.peek(1).kind === "string") {
      cursor.next();
      return timeLiteral(at, timed, cursor.string());
    }
    if (word === "INTERVAL") {
      cursor.next();
      if (startsInterval(cursor)) {
        return parseInterval(cursor, at);
      }
      cursor.restore(cursor.mark() - 1);
      return undefined;
    }
    if (word === "CASE") {
      return this.caseExpression(at);
    }
    if (word === "EXISTS" && cursor.peek(1).text === "(") {
      const mark = cursor.mark();
      cursor.next();
      if (this.expressions.atQuery()) {
        cursor.expect("(");
        const query = this.expressions.parseQuery();
        cursor.expect(")");
        return { node: "exists", at, query };
      }
      cursor.restore(mark);
    }
    return undefined;
  }

  private caseExpression(at: number): Expression {
    const { cursor } = this;
    cursor.expect("CASE");
    const operand = cursor.is("WHEN") ? undefined : this.expressions.parse();
    const whens: { condition: Expression; result: Expression }[] = [];
    while (cursor.accept("WHEN")) {
      const condition = this.expressions.parse();
      cursor.expect("THEN");
      whens.push({ condition, result: this.expressions.parse() });
    }
    const otherwise = cursor.accept("ELSE") ? this.expressions.parse() : undefined;
    cursor.expect("END");
    return whens.length > 0 ? { node: "case", at, operand, whens, otherwise } : cursor.fail();
  }

  private column(at: number): Expression {
    const { cursor } = this;
    if (neverColumns.test(cursor.peek().word)) {
      cursor.fail();
    }
    const parts = [cursor.identifier()];
    while (cursor.is(".")) {
      cursor.next();
      if (cursor.accept("*")) {
        return { node: "star", at, qualifier: parts, except: this.starExcept() };
      }
      parts.push(cursor.identifier());
    }
    return { node: "column", at, parts };
  }

  private starExcept(): string[][] {
    const { cursor } = this;
    return cursor.is("EXCEPT", "(") && cursor.accept("EXCEPT")
      ? cursor.parenthesized(() => cursor.name(5))
      : [];
  }
}
