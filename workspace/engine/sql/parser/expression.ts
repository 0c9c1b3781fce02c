/**
 * Reads expressions, with the precedence of Databricks' operators.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin
 */

import { unsupported } from "../errors";
import type { Expression, PathStep, Query } from "./ast";
import { type Calls, callReader } from "./calls";
import type { Cursor } from "./cursor";
import { readType } from "./dataType";
import { hexLiteral, numberLiteral, readInterval, startsInterval, timeLiteral } from "./literals";

/** Operators that stand between two values; the higher binds tighter. */
const precedence: Record<string, number> = {
  "=": 1,
  "==": 1,
  "<=>": 1,
  "<>": 1,
  "!=": 1,
  "<": 1,
  "<=": 1,
  ">": 1,
  ">=": 1,
  "|": 2,
  "^": 3,
  "&": 4,
  "+": 6,
  "-": 6,
  "||": 6,
  "*": 7,
  "/": 7,
  "%": 7,
  DIV: 7,
};

const same: Record<string, string> = { "==": "=", "<>": "!=" };

/** Words that start or end a clause where a column might stand. */
const neverColumns =
  /^(SELECT|FROM|WHERE|GROUP|HAVING|QUALIFY|ORDER|LIMIT|WHEN|THEN|ELSE|END|AND|OR|NOT|AS|IN|BETWEEN|IS)$/;

/** Reads expressions at a cursor; `readQuery` reads the queries inside them. */
export class ExpressionReader {
  private readonly calls: Calls;
  private positional = 0;

  constructor(
    readonly cursor: Cursor,
    readonly readQuery: () => Query,
  ) {
    this.calls = callReader(this);
  }

  /** Any expression, down to OR. */
  read(): Expression {
    let left = this.conjunction();
    while (this.cursor.is("OR")) {
      const at = this.cursor.next().start;
      left = { node: "binary", at, operator: "OR", left, right: this.conjunction() };
    }
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.cursor.is("AND")) {
      const at = this.cursor.next().start;
      left = { node: "binary", at, operator: "AND", left, right: this.negation() };
    }
    return left;
  }

  private negation(): Expression {
    const at = this.cursor.peek().start;
    if (this.cursor.accept("NOT") || this.cursor.accept("!")) {
      return { node: "unary", at, operator: "NOT", operand: this.negation() };
    }
    return this.predicate();
  }

  private predicate(): Expression {
    let left = this.value(1);
    for (;;) {
      const next = this.predicateAfter(left);
      if (!next) {
        return left;
      }
      left = next;
    }
  }

  private predicateAfter(operand: Expression): Expression | undefined {
    const { cursor } = this;
    const at = operand.at;
    if (cursor.accept("IS")) {
      return this.isTest(operand);
    }
    const negated = cursor.is("NOT") && /^(BETWEEN|IN|LIKE|ILIKE|RLIKE|REGEXP)$/.test(cursor.peek(1).word);
    if (negated) {
      cursor.next();
    }
    if (cursor.accept("BETWEEN")) {
      const low = this.value(1);
      cursor.expect("AND");
      return { node: "between", at, operand, low, high: this.value(1), negated };
    }
    if (cursor.accept("IN")) {
      return this.inList(operand, negated);
    }
    const like = ["LIKE", "ILIKE", "RLIKE", "REGEXP"].find((word) => cursor.accept(word));
    if (like) {
      return this.like(operand, like === "REGEXP" ? "RLIKE" : (like as "LIKE"), negated);
    }
    return undefined;
  }

  private isTest(operand: Expression): Expression {
    const { cursor } = this;
    const at = operand.at;
    const negated = cursor.accept("NOT");
    if (cursor.accept("DISTINCT", "FROM")) {
      const same: Expression = { node: "binary", at, operator: "<=>", left: operand, right: this.value(1) };
      return negated ? same : { node: "unary", at, operator: "NOT", operand: same };
    }
    const word = cursor.expectAny("NULL", "TRUE", "FALSE", "UNKNOWN");
    const test = word === "UNKNOWN" ? "NULL" : (word as "NULL" | "TRUE" | "FALSE");
    return { node: "is", at, operand, test, negated };
  }

  private inList(operand: Expression, negated: boolean): Expression {
    const { cursor } = this;
    cursor.expect("(");
    if (this.atQuery()) {
      const query = this.readQuery();
      cursor.expect(")");
      return { node: "in", at: operand.at, operand, query, negated };
    }
    const list = cursor.list(() => this.read());
    cursor.expect(")");
    return { node: "in", at: operand.at, operand, list, negated };
  }

  private like(operand: Expression, operator: "LIKE" | "ILIKE" | "RLIKE", negated: boolean): Expression {
    const { cursor } = this;
    const base = { node: "like", at: operand.at, operator, operand, negated } as const;
    const quantifier = operator !== "RLIKE" && ["ANY", "SOME", "ALL"].find((word) => cursor.is(word, "("));
    if (quantifier) {
      cursor.next();
      const patterns = cursor.parenthesised(() => this.read());
      return { ...base, patterns, quantifier: quantifier === "ALL" ? "ALL" : "ANY" };
    }
    const pattern = this.value(1);
    const mark = operator !== "RLIKE" && cursor.accept("ESCAPE") ? cursor.string() : undefined;
    return { ...base, patterns: [pattern], escape: mark };
  }

  /** Whether a query follows, also behind opening parentheses. */
  atQuery(): boolean {
    let ahead = 0;
    while (this.cursor.peek(ahead).text === "(") {
      ahead++;
    }
    return /^(SELECT|WITH|VALUES)$/.test(this.cursor.peek(ahead).word);
  }

  /** An arithmetic or comparison expression of operators that bind at least as tightly as `least`. */
  value(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.cursor.peek();
      const operator = token.kind === "symbol" ? token.text : token.word;
      const level = token.kind === "symbol" || token.word === "DIV" ? precedence[operator] : undefined;
      if (level === undefined || level < least) {
        return left;
      }
      this.cursor.next();
      if (
        /[<>]/.test(operator) &&
        /^[<>]/.test(this.cursor.peek().text) &&
        this.cursor.peek().kind === "symbol"
      ) {
        throw unsupported("shift operators");
      }
      const right = this.value(level + 1);
      left = { node: "binary", at: left.at, operator: same[operator] ?? operator, left, right };
    }
  }

  private unary(): Expression {
    const { cursor } = this;
    const token = cursor.peek();
    if (token.kind === "symbol" && (token.text === "-" || token.text === "+" || token.text === "~")) {
      cursor.next();
      const number = cursor.peek();
      if (token.text === "-" && number.kind === "number") {
        cursor.next();
        return this.postfix({ ...numberLiteral(cursor.sql, number, true), at: token.start });
      }
      return { node: "unary", at: token.start, operator: token.text, operand: this.unary() };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    const { cursor } = this;
    let operand = start;
    for (;;) {
      if (cursor.accept("::")) {
        operand = { node: "cast", at: start.at, operand, type: readType(cursor).type, safe: false };
      } else if (cursor.accept("[")) {
        operand = { node: "index", at: start.at, operand, index: this.read() };
        cursor.expect("]");
      } else if (cursor.accept(".")) {
        operand = { node: "field", at: start.at, operand, name: cursor.identifier() };
      } else if (cursor.is(":")) {
        cursor.next();
        operand = { node: "path", at: start.at, operand, steps: this.path() };
      } else {
        return operand;
      }
    }
  }

  /** The steps after the colon of `column:a.b[0]['c']`. */
  private path(): PathStep[] {
    const { cursor } = this;
    const steps: PathStep[] = [];
    do {
      if (cursor.accept("[")) {
        steps.push(this.bracketStep());
      } else {
        steps.push({ field: cursor.identifier(), exact: false });
      }
      while (cursor.accept("[")) {
        steps.push(this.bracketStep());
      }
    } while (cursor.accept("."));
    return steps;
  }

  private bracketStep(): PathStep {
    const { cursor } = this;
    const step: PathStep =
      cursor.peek().kind === "string"
        ? { field: cursor.string(), exact: true }
        : { index: Number(cursor.integer()) };
    cursor.expect("]");
    return step;
  }

  private primary(): Expression {
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
        return hexLiteral(cursor.sql, token);
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
      this.positional++;
      return { node: "parameter", at, name: `?${this.positional}` };
    }
    if (cursor.accept(":")) {
      const name = cursor.next();
      if (name.kind !== "word" || name.start !== token.end) {
        cursor.fail(token);
      }
      return { node: "parameter", at, name: name.text };
    }
    if (!cursor.is("(")) {
      cursor.fail();
    }
    if (this.atQuery()) {
      const mark = cursor.mark();
      cursor.next();
      if (this.atQuery()) {
        const query = this.readQuery();
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
      return { node: "lambda", at, parameters: lambda, body: this.read() };
    }
    const items = this.cursor.parenthesised(() => this.read());
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
      return { node: "lambda", at, parameters: [name], body: this.read() };
    }
    const keyword = this.keyword(at);
    if (keyword) {
      return keyword;
    }
    const call = this.calls.read();
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
        return readInterval(cursor, at);
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
      if (this.atQuery()) {
        cursor.expect("(");
        const query = this.readQuery();
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
    const operand = cursor.is("WHEN") ? undefined : this.read();
    const whens: { condition: Expression; result: Expression }[] = [];
    while (cursor.accept("WHEN")) {
      const condition = this.read();
      cursor.expect("THEN");
      whens.push({ condition, result: this.read() });
    }
    const otherwise = cursor.accept("ELSE") ? this.read() : undefined;
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
      ? cursor.parenthesised(() => cursor.name(5))
      : [];
  }
}
