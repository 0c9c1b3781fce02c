/** The `IN (...)` of a statement: its position, what it compares, and what may replace it. */
import type { SqlToken } from "./sqlCode";

/** One `IN (...)`, in offsets of the text. */
export interface InPredicate {
  /** Where the compared expression begins and ends. */
  operand: { at: number; end: number };
  /** Whether it is `NOT IN`. */
  isNegated: boolean;
  /** The values between the parentheses. */
  items: { at: number; end: number }[];
  open: number;
  close: number;
  /** Whether a subquery may replace the values, which is quicker than an expression: only where NULL means false. */
  takesSubquery: boolean;
  /** Whether it names the columns of a PIVOT, which takes only the values themselves. */
  isPivot: boolean;
}

/** Words that cannot be part of the compared expression: it begins after them. */
const boundaries = new Set(
  `ALL AND BY CASE DISTINCT ELSE FILTER FOR FROM HAVING NOT ON OR QUALIFY RETURN SELECT SET THEN UNION USING VALUES
   WHEN WHERE`.split(/\s+/),
);

/** Words that begin a clause. */
const clauses = new Set("BY FOR FROM HAVING ON QUALIFY RETURN SELECT SET USING VALUES WHERE".split(" "));

/** What a condition of a WHERE stands behind, if it is one of those that AND and OR connect, and what it stands before. */
const beforeCondition = new Set(["WHERE", "AND", "OR", "("]);
const afterCondition = new Set(
  `AND OR ) ; GROUP ORDER HAVING QUALIFY WINDOW LIMIT OFFSET CLUSTER DISTRIBUTE SORT UNION INTERSECT EXCEPT
   MINUS`.split(/\s+/),
);

const caseWord = new Set(["CASE"]);

const inWord = new Set(["IN"]);

/** Statements whose conditions allow no subquery, or not everywhere. */
const changes = new Set(["DELETE", "UPDATE", "MERGE"]);

/** Reads the tokens of a statement backwards, from one of them to the beginning of its group. */
class Backwards {
  constructor(readonly tokens: readonly SqlToken[]) {}

  /** The token before another at the same depth: parentheses between them are skipped. */
  before(index: number): number | undefined {
    const at = index - 1;
    const partner = this.tokens[at]?.partner;
    const before = partner !== undefined && partner < at ? partner : at;
    return before > (this.tokens[index]?.parent ?? -1) ? before : undefined;
  }

  /** Whether a token is one of some words, and not a part of a longer name. */
  isWord(index: number, words: ReadonlySet<string>): boolean {
    const token = this.tokens[index];
    return token?.kind === "word" && words.has(token.text) && this.tokens[index - 1]?.text !== ".";
  }

  /** Whether a token ends an arrow: of a lambda, `->`, or of a named argument, `=>`. */
  isArrow(index: number): boolean {
    const [shaft, head] = [this.tokens[index - 1], this.tokens[index]];
    return head?.text === ">" && shaft?.end === head.at && "-=".includes(shaft.text);
  }

  /** Whether a token ends a hint, which is code, and stands only behind SELECT. */
  isHintEnd(index: number): boolean {
    const [star, slash] = [this.tokens[index - 1], this.tokens[index]];
    return slash?.text === "/" && star?.text === "*" && star.end === slash.at;
  }

  /** Whether what stands between two tokens is a condition of a WHERE, if that is where it stands. */
  isCondition(before: number, after: number): boolean {
    const [left, right] = [this.tokens[before], this.tokens[after]];
    return beforeCondition.has(left?.text ?? "(") && (right === undefined || afterCondition.has(right.text));
  }

  /** The position of the CASE of an END. */
  caseOf(end: number): number {
    let depth = 1;
    for (let at = this.before(end); at !== undefined; at = this.before(at)) {
      const { text = "" } = this.tokens[at] ?? {};
      if (text === "END") depth += 1;
      if (text === "CASE") depth -= 1;
      if (depth === 0) return at;
    }
    return end;
  }

  /** Where the expression that ends before a token begins, and what precedes it. */
  beginOf(index: number): { begin: number; boundary?: number } {
    let begin = index;
    for (let at = this.before(index); at !== undefined; at = this.before(at)) {
      if (this.tokens[at]?.text === "END") at = this.caseOf(at);
      else if (
        this.isWord(at, boundaries) ||
        this.isArrow(at) ||
        this.isHintEnd(at) ||
        /^[,;]$/.test(this.tokens[at]?.text ?? "")
      ) {
        return { begin, boundary: at };
      }
      begin = at;
    }
    return { begin };
  }
}

/** The context of a token: its clause, the depth at which that began, and whether it is in the conditions of a WHERE. */
interface Context {
  clause?: string;
  parent?: number;
  isFilter: boolean;
}

/** The context of every token, in one go. */
const contextsOf = (reader: Backwards): Context[] => {
  const { tokens } = reader;
  const stack: Context[] = [{ isFilter: false }];
  return tokens.map((token, index) => {
    const top = stack[stack.length - 1] ?? { isFilter: false };
    if (token.partner !== undefined && token.partner < index) stack.pop();
    else if (token.partner !== undefined) {
      stack.push({ ...top, isFilter: top.isFilter && reader.isCondition(index - 1, token.partner + 1) });
    } else if (reader.isWord(index, clauses)) {
      const isFilter = token.text === "WHERE" && tokens[token.parent - 1]?.text !== "FILTER";
      stack[stack.length - 1] = { clause: token.text, parent: token.parent, isFilter };
    } else if (reader.isWord(index, caseWord)) stack[stack.length - 1] = { ...top, isFilter: false };
    return top;
  });
};

/** What an assignment gives its column: `SET c = x IN (...)` compares x. */
const behindAssignment = (tokens: readonly SqlToken[], begin: number, end: number): number => {
  for (let index = begin; index < end; index += 1) {
    if (tokens[index]?.text === "=" && tokens[index]?.parent === tokens[end]?.parent) return index + 1;
  }
  return begin;
};

/** Where each value between the parentheses begins and ends. */
const itemsOf = (tokens: readonly SqlToken[], open: number, close: number): InPredicate["items"] => {
  const items: InPredicate["items"] = [];
  let first = open + 1;
  for (let index = first; index <= close; index += 1) {
    if (index < close && (tokens[index]?.text !== "," || tokens[index]?.parent !== open)) continue;
    items.push({ at: (tokens[first] as SqlToken).at, end: (tokens[index - 1] as SqlToken).end });
    first = index + 1;
  }
  return items;
};

const predicateAt = (
  reader: Backwards,
  index: number,
  context: Context,
  isChange: boolean,
): InPredicate | undefined => {
  const { tokens } = reader;
  const open = index + 1;
  const close = tokens[open]?.partner;
  if (!reader.isWord(index, inWord) || tokens[open]?.text !== "(" || close === undefined) return undefined;
  if (close === open + 1) return undefined;
  const isNegated = tokens[index - 1]?.text === "NOT";
  const first = isNegated ? index - 1 : index;
  const { begin: beginning, boundary } = reader.beginOf(first);
  const { clause, parent, isFilter } = context;
  const isAssigned = clause === "SET" && parent === tokens[first]?.parent && boundary !== undefined;
  const begin =
    isAssigned && /^(?:SET|,)$/.test(tokens[boundary]?.text ?? "")
      ? behindAssignment(tokens, beginning, first)
      : beginning;
  return {
    operand: {
      at: (tokens[begin] as SqlToken).at,
      end: begin < first ? (tokens[first - 1] as SqlToken).end : (tokens[begin] as SqlToken).at,
    },
    isNegated,
    items: itemsOf(tokens, open, close),
    open: (tokens[open] as SqlToken).end,
    close: (tokens[close] as SqlToken).at,
    takesSubquery: !isChange && isFilter && reader.isCondition(begin - 1, close + 1),
    isPivot: boundary !== undefined && tokens[boundary]?.text === "FOR",
  };
};

/** Every `IN (...)` of a statement, in order. @param tokens as `tokensOf` gives them */
export const inPredicatesOf = (tokens: readonly SqlToken[]): InPredicate[] => {
  const reader = new Backwards(tokens);
  const isChange = tokens.some(({ parent }, index) => parent < 0 && reader.isWord(index, changes));
  const contexts = contextsOf(reader);
  return contexts.flatMap((context, index) => predicateAt(reader, index, context, isChange) ?? []);
};
