/**
 * JSON text as Spark reads it: the first value of the text, names in their order with repeats, numbers as they are
 * written, single quotes beside double ones, NaN and infinities.
 */

export type Json =
  | { kind: "null" }
  | { kind: "boolean"; value: boolean }
  | { kind: "string"; value: string }
  /** `whole` without a point or an exponent. */
  | { kind: "number"; text: string; whole: boolean }
  | { kind: "array"; items: Json[] }
  | { kind: "object"; members: [name: string, value: Json][] };

/** Text that is no JSON. */
export class JsonError extends Error {
  /** @param cut whether the text ends too early, rather than having something wrong in it */
  constructor(readonly cut: boolean) {
    super("The text is no JSON.");
    this.name = "JsonError";
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const notNumber = /NaN|[+-]?(?:Infinity|INF)/y;
/** Half of a character, which Java writes as a question mark. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Characters of a string that stand for themselves, whichever quotes it has. */
const plainStretch = /[^"'\\\x00-\x1f]+/y;
const escapes: Record<string, string> = {
  '"': '"',
  "'": "'",
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Reader {
  private at = 0;

  /** @param controls whether a string may hold control characters */
  constructor(
    private readonly text: string,
    private readonly controls: boolean,
  ) {}

  value(): Json {
    this.blanks();
    const char = this.text[this.at];
    switch (char) {
      case undefined:
        return this.fail();
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
      case "'":
        return { kind: "string", value: this.string() };
      default:
        return this.word();
    }
  }

  private fail(): never {
    throw new JsonError(this.at >= this.text.length);
  }

  private blanks(): void {
    for (;;) {
      const char = this.text[this.at];
      if (char !== " " && char !== "\n" && char !== "\r" && char !== "\t") {
        return;
      }
      this.at++;
    }
  }

  private accept(char: string): boolean {
    this.blanks();
    const found = this.text[this.at] === char;
    this.at += found ? 1 : 0;
    return found;
  }

  private expect(char: string): void {
    if (!this.accept(char)) {
      this.fail();
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private word(): Json {
    const special = this.match(notNumber);
    const text = special ?? this.match(number) ?? this.match(/[A-Za-z]+/y);
    const next = this.text[this.at];
    if (text === undefined || (next !== undefined && !/[\s,\]}]/.test(next))) {
      return this.fail();
    }
    if (special !== undefined || /^-?\d/.test(text)) {
      return { kind: "number", text, whole: /^-?\d+$/.test(text) };
    }
    switch (text) {
      case "null":
        return { kind: "null" };
      case "true":
      case "false":
        return { kind: "boolean", value: text === "true" };
      default:
        return this.fail();
    }
  }

  private array(): Json {
    this.expect("[");
    const items: Json[] = [];
    if (this.accept("]")) {
      return { kind: "array", items };
    }
    do {
      items.push(this.value());
    } while (this.accept(","));
    this.expect("]");
    return { kind: "array", items };
  }

  private object(): Json {
    this.expect("{");
    const members: [string, Json][] = [];
    if (this.accept("}")) {
      return { kind: "object", members };
    }
    do {
      this.blanks();
      if (!/["']/.test(this.text.charAt(this.at))) {
        this.fail();
      }
      const name = this.string();
      this.expect(":");
      members.push([name, this.value()]);
    } while (this.accept(","));
    this.expect("}");
    return { kind: "object", members };
  }

  private string(): string {
    const quote = this.text[this.at];
    this.at++;
    let value = "";
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || (char < " " && !this.controls)) {
        return this.fail();
      }
      if (char === quote) {
        this.at++;
        return value.replace(loneSurrogate, "?");
      }
      if (char === "\\") {
        this.at++;
        value += this.escaped();
      } else {
        // A control character that may stand here is no part of a plain stretch.
        const stretch = this.match(plainStretch) ?? "";
        this.at += stretch === "" ? 1 : 0;
        value += stretch === "" ? char : stretch;
      }
    }
  }

  private escaped(): string {
    const char = this.text[this.at] ?? this.fail();
    this.at++;
    if (char === "u") {
      const digits = this.match(/[0-9a-fA-F]{4}/y) ?? this.fail();
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return escapes[char] ?? this.fail();
  }
}

/**
 * The first value in a text; what follows it is ignored.
 * @param controls whether strings may hold control characters
 * @throws JsonError for text that is not JSON
 */
export function parseJsonText(text: string, controls = false): Json {
  return new Reader(text, controls).value();
}
