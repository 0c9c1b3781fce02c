/**
 * Parses expressions, with the precedence of Databricks' operators.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin
 */
import { unsupported } from "../errors";
import type { Expression, PathStep, Query } from "./ast";
import type { Cursor } from "./cursor";
import { parseType } from "./dataType";
import type { ExpressionParser } from "./grammar";
import { numberLiteral } from "./literals";
import { PrimaryParser } from "./primary";

/** The precedence of binary operators; the higher binds tighter. */
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

class PrecedenceParser implements ExpressionParser {
  private readonly primaries: PrimaryParser;

  constructor(
    readonly cursor: Cursor,
    readonly parseQuery: () => Query,
  ) {
    this.primaries = new PrimaryParser(this);
  }

  parse(): Expression {
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
    let left = this.valueExpression(1);
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
      const low = this.valueExpression(1);
      cursor.expect("AND");
      return { node: "between", at, operand, low, high: this.valueExpression(1), negated };
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
      const same: Expression = {
        node: "binary",
        at,
        operator: "<=>",
        left: operand,
        right: this.valueExpression(1),
      };
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
      const query = this.parseQuery();
      cursor.expect(")");
      return { node: "in", at: operand.at, operand, query, negated };
    }
    const list = cursor.list(() => this.parse());
    cursor.expect(")");
    return { node: "in", at: operand.at, operand, list, negated };
  }

  private like(operand: Expression, operator: "LIKE" | "ILIKE" | "RLIKE", negated: boolean): Expression {
    const { cursor } = this;
    const base = { node: "like", at: operand.at, operator, operand, negated } as const;
    const quantifier = operator !== "RLIKE" && ["ANY", "SOME", "ALL"].find((word) => cursor.is(word, "("));
    if (quantifier) {
      cursor.next();
      const patterns = cursor.parenthesized(() => this.parse());
      return { ...base, patterns, quantifier: quantifier === "ALL" ? "ALL" : "ANY" };
    }
    const pattern = this.valueExpression(1);
    const mark = operator !== "RLIKE" && cursor.accept("ESCAPE") ? cursor.string() : undefined;
    return { ...base, patterns: [pattern], escape: mark };
  }

  atQuery(): boolean {
    let ahead = 0;
    while (this.cursor.peek(ahead).text === "(") {
      ahead++;
    }
    return /^(SELECT|WITH|VALUES)$/.test(this.cursor.peek(ahead).word);
  }

  valueExpression(minPrecedence: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.cursor.peek();
      const operator = token.kind === "symbol" ? token.text : token.word;
      const level = token.kind === "symbol" || token.word === "DIV" ? precedence[operator] : undefined;
      if (level === undefined || level < minPrecedence) {
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
      const right = this.valueExpression(level + 1);
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
    return this.postfix(this.primaries.parse());
  }

  private postfix(start: Expression): Expression {
    const { cursor } = this;
    let operand = start;
    for (;;) {
      if (cursor.accept("::")) {
        operand = { node: "cast", at: start.at, operand, type: parseType(cursor).type, safe: false };
      } else if (cursor.accept("[")) {
        operand = { node: "index", at: start.at, operand, index: this.parse() };
        cursor.expect("]");
      } else if (cursor.accept(".")) {
        operand = { node: "field", at: start.at, operand, name: cursor.identifier() };
      } else if (cursor.is(":")) {
        cursor.next();
        operand = { node: "path", at: start.at, operand, steps: this.path() };
      } else if (cursor.is("COLLATE") && cursor.peek(1).kind === "word") {
        throw unsupported("collations");
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
}

/**
 * A parser of the expressions at a cursor.
 * @param parseQuery parses the queries inside them
 */
export const createExpressionParser = (cursor: Cursor, parseQuery: () => Query): ExpressionParser =>
  new PrecedenceParser(cursor, parseQuery);
