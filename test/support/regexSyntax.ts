/** Takes the source of a regular expression apart. A construct that it does not know is an error. */

/** One character of a pattern: a literal, a class, an escape. */
interface Atom {
  kind: "atom";
  source: string;
}

interface Group {
  kind: "group";
  alternatives: Term[][];
}

export interface Look {
  kind: "look";
  behind: boolean;
  negative: boolean;
  alternatives: Term[][];
}

interface Assertion {
  kind: "assertion";
  source: string;
}

export interface Repeat {
  kind: "repeat";
  term: Term;
  min: number;
  max: number;
  lazy: boolean;
}

export type Term = Atom | Group | Look | Assertion | Repeat;

export class Parser {
  #at = 0;

  constructor(
    readonly source: string,
    readonly unicode: boolean,
  ) {}

  alternatives(): Term[][] {
    const found: Term[][] = [[]];
    while (this.#at < this.source.length && this.source[this.#at] !== ")") {
      if (this.#take("|")) found.push([]);
      else found[found.length - 1]?.push(this.#quantified(this.#term()));
    }
    return found;
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #read(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, this.unicode ? "suy" : "sy");
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.source);
    if (found) this.#at = sticky.lastIndex;
    return found;
  }

  #term(): Term {
    if (this.#take("^")) return { kind: "assertion", source: "^" };
    if (this.#take("$")) return { kind: "assertion", source: "$" };
    if (this.#take("\\b")) return { kind: "assertion", source: "\\b" };
    if (this.#take("\\B")) return { kind: "assertion", source: "\\B" };
    if (this.#take("(")) return this.#group();
    const atom =
      this.#read(/\[(?:[^\]\\]|\\.)*\]/) ??
      this.#read(/\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|[^0-9k])/) ??
      this.#read(/\\0/) ??
      this.#read(/[^\\]/);
    if (!atom) throw new Error(`What stands at ${this.#at} of ${this.source} is not known`);
    return { kind: "atom", source: atom[0] };
  }

  #group(): Term {
    const [kind = ""] = this.#read(/\?(?:[:=!]|<[=!]|<\w+>)/) ?? [];
    const alternatives = this.alternatives();
    if (!this.#take(")")) throw new Error(`A group of ${this.source} is not closed`);
    return /^\?<?[=!]/.test(kind)
      ? { kind: "look", behind: kind.startsWith("?<"), negative: kind.endsWith("!"), alternatives }
      : { kind: "group", alternatives };
  }

  #quantified(term: Term): Term {
    const found = this.#read(/(?:[*+?]|\{\d+(?:,\d*)?\})/)?.[0];
    if (found === undefined) return term;
    const [, low = "", comma, high = ""] = /^\{(\d+)(,?)(\d*)\}$/.exec(found) ?? [];
    const [min, max] = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[found] ?? [
      Number(low),
      comma === "" ? Number(low) : high === "" ? Number.POSITIVE_INFINITY : Number(high),
    ];
    return { kind: "repeat", term, min: min ?? 0, max: max ?? 0, lazy: this.#take("?") };
  }
}
