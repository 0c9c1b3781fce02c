/** Parses function calls, also those whose arguments have words between them. */

import { unsupported } from "../errors";
import type { CallNode, Expression, FrameBound, SortKey, WindowSpec } from "./ast";
import { parseType } from "./dataType";
import type { ExpressionParser } from "./grammar";

export interface CallParser {
  /** The call at the cursor, if there is one. */
  parse(): Expression | undefined;
}

/** Functions whose first argument may be the name of a unit. */
const withUnit = /^(DATEADD|DATE_ADD|TIMESTAMPADD|DATEDIFF|DATE_DIFF|TIMEDIFF|TIMESTAMPDIFF)$/;
const unit = /^(MICROSECOND|MILLISECOND|SECOND|MINUTE|HOUR|DAY|DAYOFYEAR|WEEK|MONTH|QUARTER|YEAR)$/;

/** A parser of calls at the cursor of a parser of expressions. */
export function createCallParser(expressions: ExpressionParser): CallParser {
  const { cursor } = expressions;
  const read = () => expressions.parse();
  const literal = (at: number, value: string): Expression => ({
    node: "literal",
    at,
    type: { kind: "STRING" },
    value,
  });

  function call(): Expression | undefined {
    const token = cursor.peek();
    if (cursor.peek(1).text !== "(" || cursor.peek(1).kind !== "symbol") {
      return undefined;
    }
    const name = cursor.next().text.toLowerCase();
    cursor.expect("(");
    const special = specialCall(name, token.start);
    const node = special ?? plainCall(name, token.start);
    return node.node === "call" ? suffixes(node) : node;
  }

  /** CAST, EXTRACT and the other calls with words inside, after the parenthesis. */
  function specialCall(name: string, at: number): Expression | undefined {
    switch (name) {
      case "cast":
      case "try_cast": {
        const operand = read();
        cursor.expect("AS");
        const { type } = parseType(cursor);
        cursor.expect(")");
        return { node: "cast", at, operand, type, safe: name === "try_cast" };
      }
      case "extract": {
        const field = cursor.next();
        cursor.expect("FROM");
        return close({ node: "call", at, name, args: [literal(field.start, field.text), read()] });
      }
      case "trim":
        return trim(at);
      case "substring":
      case "substr":
        return separated(at, name, ["FROM", "FOR"]);
      case "overlay":
        return separated(at, name, ["PLACING", "FROM", "FOR"]);
      case "position":
        return position(at);
      default:
        return undefined;
    }
  }

  function close(node: CallNode): CallNode {
    cursor.expect(")");
    return node;
  }

  function trim(at: number): CallNode {
    const side = ["BOTH", "LEADING", "TRAILING"].find((word) => cursor.accept(word));
    const characters = side && cursor.is("FROM") ? undefined : read();
    if (!cursor.accept("FROM")) {
      return side ? cursor.fail() : plainCall("trim", at, characters);
    }
    const name = side === "LEADING" ? "ltrim" : side === "TRAILING" ? "rtrim" : "trim";
    const text = read();
    return close({ node: "call", at, name, args: characters ? [characters, text] : [text] });
  }

  /** `substring(a FROM 1 FOR 2)`: arguments with words where others have commas. */
  function separated(at: number, name: string, words: string[]): CallNode {
    const args = [read()];
    for (const word of words) {
      if (cursor.accept(word)) {
        args.push(read());
      }
    }
    // With words between its arguments a call is that of the longer name.
    const called = name === "substr" ? "substring" : name;
    return args.length === 1 ? plainCall(name, at, args[0]) : close({ node: "call", at, name: called, args });
  }

  function position(at: number): CallNode {
    const sought = expressions.valueExpression(1);
    return cursor.accept("IN")
      ? close({ node: "call", at, name: "locate", args: [sought, read()] })
      : plainCall("position", at, sought);
  }

  /** A call with commas between its arguments; `first` is one that has been read already. */
  function plainCall(name: string, at: number, first?: Expression): CallNode {
    const node: CallNode = { node: "call", at, name, args: [] };
    if (!first && cursor.accept(")")) {
      return node;
    }
    let ready = first;
    node.distinct = (!first && cursor.accept("DISTINCT")) || undefined;
    if (!node.distinct && !first) {
      cursor.accept("ALL");
    }
    const aliases: (string | undefined)[] = [];
    node.args = cursor.list(() => {
      const argument = ready ?? unitArgument(name) ?? read();
      ready = undefined;
      if (cursor.is("=>")) {
        throw unsupported("named arguments");
      }
      aliases.push(cursor.accept("AS") ? cursor.identifier() : undefined);
      return argument;
    });
    if (aliases.some((alias) => alias !== undefined)) {
      node.argAliases = aliases;
    }
    if (cursor.is("IGNORE", "NULLS") || cursor.is("RESPECT", "NULLS")) {
      node.nulls = cursor.next().word as "IGNORE";
      cursor.next();
    }
    if (cursor.is("ORDER", "BY")) {
      throw unsupported(`ORDER BY inside ${name}()`);
    }
    return close(node);
  }

  function unitArgument(name: string): Expression | undefined {
    const token = cursor.peek();
    return withUnit.test(name.toUpperCase()) && unit.test(token.word) && cursor.peek(1).text === ","
      ? literal(cursor.next().start, token.word)
      : undefined;
  }

  /** What may follow a call: WITHIN GROUP, FILTER, IGNORE NULLS, OVER. */
  function suffixes(node: CallNode): CallNode {
    if (cursor.accept("WITHIN", "GROUP")) {
      cursor.expect("(", "ORDER", "BY");
      node.withinGroup = sortKeys();
      cursor.expect(")");
    }
    if (cursor.is("FILTER", "(")) {
      cursor.expect("FILTER", "(", "WHERE");
      node.filter = read();
      cursor.expect(")");
    }
    if (cursor.is("IGNORE", "NULLS") || cursor.is("RESPECT", "NULLS")) {
      node.nulls = cursor.next().word as "IGNORE";
      cursor.next();
    }
    if (cursor.accept("OVER")) {
      node.over = cursor.is("(") ? windowSpec() : { base: cursor.identifier(), partitionBy: [], orderBy: [] };
    }
    return node;
  }

  function sortKeys(): SortKey[] {
    return cursor.list(() => parseSortKey(expressions));
  }

  function windowSpec(): WindowSpec {
    return parseWindowSpec(expressions);
  }

  return { parse: call };
}

/** One key of ORDER BY. NULLs come first when ascending, last when descending. */
export function parseSortKey(expressions: ExpressionParser): SortKey {
  const { cursor } = expressions;
  const expression = expressions.parse();
  const descending = cursor.accept("DESC");
  if (!descending) {
    cursor.accept("ASC");
  }
  let nullsFirst = !descending;
  if (cursor.accept("NULLS")) {
    nullsFirst = cursor.expectAny("FIRST", "LAST") === "FIRST";
  }
  return { expression, descending, nullsFirst };
}

/** A window in parentheses. */
export function parseWindowSpec(expressions: ExpressionParser): WindowSpec {
  const { cursor } = expressions;
  cursor.expect("(");
  const spec: WindowSpec = { partitionBy: [], orderBy: [] };
  if (!cursor.isAny(")", "PARTITION", "ORDER", "ROWS", "RANGE", "DISTRIBUTE", "SORT", "CLUSTER")) {
    spec.base = cursor.identifier();
  }
  if (cursor.accept("PARTITION", "BY") || cursor.accept("DISTRIBUTE", "BY")) {
    spec.partitionBy = cursor.list(() => expressions.parse());
  }
  if (cursor.accept("ORDER", "BY") || cursor.accept("SORT", "BY")) {
    spec.orderBy = cursor.list(() => parseSortKey(expressions));
  }
  if (cursor.isAny("ROWS", "RANGE")) {
    const unitWord = cursor.next().word as "ROWS" | "RANGE";
    if (cursor.accept("BETWEEN")) {
      const from = frameBound(expressions);
      cursor.expect("AND");
      spec.frame = { unit: unitWord, from, to: frameBound(expressions) };
    } else {
      spec.frame = { unit: unitWord, from: frameBound(expressions), to: { kind: "CURRENT ROW" } };
    }
  }
  cursor.expect(")");
  return spec;
}

function frameBound(expressions: ExpressionParser): FrameBound {
  const { cursor } = expressions;
  if (cursor.accept("UNBOUNDED")) {
    return { kind: `UNBOUNDED ${cursor.expectAny("PRECEDING", "FOLLOWING")}` as FrameBound["kind"] };
  }
  if (cursor.accept("CURRENT")) {
    cursor.expect("ROW");
    return { kind: "CURRENT ROW" };
  }
  const offset = expressions.valueExpression(2);
  return { kind: cursor.expectAny("PRECEDING", "FOLLOWING") as FrameBound["kind"], offset };
}
