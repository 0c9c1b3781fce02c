/**
 * Counts the steps of a regular expression that backtracks, so that a test can tell a cost that grows with the square of
 * the text without a clock. It reads what stands in src/; a construct that it does not know is an error.
 */
import { type Look, Parser, type Repeat, type Term } from "./regexSyntax";

/** More steps than this are no longer counted. */
export const mostSteps = 20_000_000;

/** Goes on with the match from a place of the text. */
type Matcher = (at: number) => boolean;

const isWord = (character: string | undefined): boolean => /^\w$/.test(character ?? "");

/** A pattern, taken apart so that its steps can be counted. */
export class CountedPattern {
  readonly alternatives: Term[][];
  readonly #matcher: Matcher;
  readonly #known = new Map<string, Map<string, boolean>>();
  #steps = 0;
  #text: string[] = [];
  #end = -1;

  constructor(readonly expression: RegExp) {
    this.alternatives = new Parser(expression.source, expression.unicode).alternatives();
    this.#matcher = this.#any(this.alternatives, (at) => {
      this.#end = at;
      return true;
    });
  }

  /** Whether a character of the pattern is matched by one of a text. */
  fits(source: string, character: string): boolean {
    const known = this.#known.get(source) ?? new Map<string, boolean>();
    this.#known.set(source, known);
    const found = known.get(character);
    if (found !== undefined) return found;
    const flags = this.expression.flags.replace(/[gyd]/g, "");
    const isFitting = new RegExp(`^(?:${source})$`, flags).test(character);
    known.set(character, isFitting);
    return isFitting;
  }

  /** How many steps it takes to find every match in a text, as `matchAll` does. */
  steps(text: string): number {
    this.#text = this.expression.unicode ? [...text] : text.split("");
    this.#steps = 0;
    let at = 0;
    while (at <= this.#text.length && this.#steps < mostSteps) {
      const isMatch = this.#matcher(at);
      if (this.expression.sticky && !isMatch) break;
      at = isMatch && this.#end > at ? this.#end : at + 1;
    }
    return this.#steps;
  }

  #any(alternatives: Term[][], next: Matcher): Matcher {
    const ways = alternatives.map((terms) => terms.reduceRight((then, term) => this.#term(term, then), next));
    const [only] = ways;
    if (only && ways.length === 1) return only;
    return (at) => {
      for (const way of ways) if (way(at)) return true;
      return false;
    };
  }

  #one(source: string, at: number): boolean {
    this.#steps += 1;
    const character = this.#text[at];
    return character !== undefined && this.fits(source, character);
  }

  #term(term: Term, next: Matcher): Matcher {
    switch (term.kind) {
      case "atom":
        return (at) => this.#one(term.source, at) && next(at + 1);
      case "group":
        return this.#any(term.alternatives, next);
      case "assertion":
        return (at) => this.#asserted(term.source, at) && next(at);
      case "look": {
        const looks = this.#look(term);
        return (at) => looks(at) !== term.negative && next(at);
      }
      case "repeat":
        return term.term.kind === "atom"
          ? this.#repeatAtom(term, term.term.source, next)
          : this.#repeat(term, next);
    }
  }

  #asserted(source: string, at: number): boolean {
    this.#steps += 1;
    const lineEnd = (character: string | undefined): boolean =>
      character === undefined || (this.expression.multiline && /[\n\r\u2028\u2029]/.test(character));
    if (source === "^") return lineEnd(this.#text[at - 1]);
    if (source === "$") return lineEnd(this.#text[at]);
    return (isWord(this.#text[at - 1]) !== isWord(this.#text[at])) === (source === "\\b");
  }

  #look({ behind, alternatives }: Look): Matcher {
    if (!behind) return this.#any(alternatives, () => true);
    const atoms = alternatives.map(([term, ...others]) => {
      if (term?.kind === "atom" && others.length === 0) return term.source;
      throw new Error(`${this.expression.source} looks back further than one character`);
    });
    return (at) => at > 0 && atoms.some((source) => this.#one(source, at - 1));
  }

  #repeatAtom({ min, max, lazy }: Repeat, source: string, next: Matcher): Matcher {
    return (at) => {
      let count = 0;
      while (count < (lazy ? min : max) && this.#one(source, at + count)) count += 1;
      if (count < min) return false;
      for (; this.#steps < mostSteps; count += lazy ? 1 : -1) {
        this.#steps += 1;
        if (next(at + count)) return true;
        if (lazy ? count >= max || !this.#one(source, at + count) : count <= min) return false;
      }
      return false;
    };
  }

  #repeat({ term, min, max, lazy }: Repeat, next: Matcher): Matcher {
    let count = 0;
    let before = -1;
    /** Goes on with these values, and puts the former ones back where that fails. */
    const within = (nextCount: number, nextBefore: number, go: Matcher, at: number): boolean => {
      const [oldCount, oldBefore] = [count, before];
      count = nextCount;
      before = nextBefore;
      const isMatch = this.#steps < mostSteps && go(at);
      count = oldCount;
      before = oldBefore;
      return isMatch;
    };
    // A turn that took nothing is not repeated.
    const turn = (at: number): boolean => count < max && at !== before && within(count + 1, at, body, at);
    const loop: Matcher = (at) => {
      this.#steps += 1;
      if (count < min) return turn(at);
      return lazy ? next(at) || turn(at) : turn(at) || next(at);
    };
    const body = this.#term(term, loop);
    return (at) => within(0, -1, loop, at);
  }
}

/** Whether a pattern can take any number of characters. */
const isUnbounded = (alternatives: Term[][]): boolean =>
  alternatives.flat().some((term) => {
    if (term.kind === "repeat") return term.max > 500 || isUnbounded([[term.term]]);
    return "alternatives" in term && isUnbounded(term.alternatives);
  });

/** A character that each of a pattern's own characters matches, out of a pool. */
const pool = [..."a0 \\\"'`<>&;:.,-_/()[]{}=?@%#+*$^|~!AZzfé日\n\t\r\u001b\u0000\u009b\u00a0"];

const samples = (pattern: CountedPattern, source: string): string[] => {
  const literal = source.length === 1 && source !== "." ? [source] : [];
  const escaped = /^\\[^a-zA-Z0-9]$/.test(source) ? [source.slice(1)] : [];
  const fitting = pool.filter((character) => pattern.fits(source, character));
  // One of a word and one of none, since words have borders.
  const others = [fitting.find(isWord), fitting.find((character) => !isWord(character))];
  return [...literal, ...escaped, ...others].filter((one) => one !== undefined).slice(0, 2);
};

const product = (heads: string[], tails: string[]): string[] =>
  heads.flatMap((head) => tails.map((tail) => head + tail));

/** Beginnings of what a pattern matches, of every length. */
const beginnings = (pattern: CountedPattern, alternatives: Term[][]): { all: string[]; whole: string[] } => {
  const all: string[] = [];
  const whole: string[] = [];
  for (const terms of alternatives.slice(0, 12)) {
    let heads = [""];
    for (const term of terms) {
      const inside = term.kind === "repeat" ? term.term : term;
      const times = term.kind === "repeat" ? Math.min(Math.max(term.min, 1), 40) : 1;
      if (inside.kind === "atom") {
        const [one = "", other] = samples(pattern, inside.source);
        heads = product(heads, [
          one.repeat(times),
          ...(other === undefined ? [] : [other.repeat(times)]),
        ]).slice(0, 6);
      } else if (inside.kind === "group") {
        const nested = beginnings(pattern, inside.alternatives);
        all.push(...product(heads.slice(0, 1), nested.all.slice(0, 30)));
        heads = product(heads, nested.whole.slice(0, 3)).slice(0, 6);
      }
      all.push(...heads.slice(0, 2));
    }
    whole.push(...heads.slice(0, 3));
  }
  return { all: [...new Set(all)].filter(Boolean), whole: [...new Set(whole)] };
};

const atomsOf = (alternatives: Term[][]): string[] =>
  alternatives.flat().flatMap((term): string[] => {
    const inside = term.kind === "repeat" ? term.term : term;
    if (inside.kind === "atom") return [inside.source];
    return inside.kind === "assertion" ? [] : "alternatives" in inside ? atomsOf(inside.alternatives) : [];
  });

const runOf = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/**
 * Makers of text that would exhaust a careless pattern: runs of each of its characters and of its beginnings, and
 * beginnings that never finish. Each makes as much text as it is told, in characters.
 */
export const hostileTexts = (pattern: CountedPattern): ((length: number) => string)[] => {
  if (!isUnbounded(pattern.alternatives)) return [];
  const { all } = beginnings(pattern, pattern.alternatives);
  const characters = [
    ...new Set([
      "a",
      " ",
      ...atomsOf(pattern.alternatives).flatMap((source) => samples(pattern, source).slice(0, 1)),
    ]),
  ];
  const classes = [
    ...new Set(
      atomsOf(pattern.alternatives)
        .filter((source) => /^(?:\[|\\[a-zA-Z]|\.)/.test(source))
        .flatMap((source) => samples(pattern, source)),
    ),
  ];
  const starts =
    all.length > 24 ? all.filter((_one, index) => index % Math.ceil(all.length / 24) === 0) : all;
  const runs = [...pool, ...characters].map((unit) => (length: number) => runOf(unit, length));
  const nested = starts.flatMap((start) => [
    (length: number) => runOf(start, length),
    ...[...new Set(["a", " ", ...classes])]
      .slice(0, 8)
      .flatMap((character) => [
        (length: number) => start + runOf(character, length),
        (length: number) => `${start}${runOf(character, length)}\u0000`,
        (length: number) => runOf(start + character, length),
        (length: number) => runOf(character, length) + start,
      ]),
  ]);
  return [...runs, ...nested];
};
