/** Databricks' SQL types as the manifest spells them, such as `STRUCT<street: STRING, zips: ARRAY<INT>>`. */

/** A type that is not nested. */
export interface ScalarType {
  kind: "scalar";
  /** In capitals, without its parameters. */
  name: string;
  /** The digits of a DECIMAL, where they are given: all, and those of the fraction. */
  precision?: number;
  scale?: number;
  /** The length of a CHAR or VARCHAR, in characters. */
  length?: number;
  /** The units of an INTERVAL, such as `DAY TO SECOND`. */
  units?: string;
}

/** A type, taken apart as far as reading and writing its values needs. */
export type SqlType =
  | ScalarType
  | { kind: "array"; element: SqlType }
  | { kind: "map"; key: SqlType; value: SqlType }
  | { kind: "struct"; fields: { name: string; type: SqlType }[] };

const opaque = (name: string): ScalarType => ({ kind: "scalar", name });

/** A type with the parameters of its parentheses: those that are no numbers say nothing about its values. */
const withParameters = (name: string, parameters: string): ScalarType => {
  const [, first, second] = /^\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?$/.exec(parameters) ?? [];
  if (first === undefined) return opaque(name);
  if (/^(?:DEC|DECIMAL|NUMERIC)$/.test(name)) {
    return { ...opaque(name), precision: Number(first), scale: Number(second ?? 0) };
  }
  return /^(?:CHAR|CHARACTER|VARCHAR)$/.test(name)
    ? { ...opaque(name), length: Number(first) }
    : opaque(name);
};

/** The text is no type of a form that is known. */
class UnknownTypeError extends Error {}

const isSpace = (sign: string | undefined): boolean => sign !== undefined && sign.trim() === "";

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /^[\p{L}\p{N}_]$/u.test(sign);

/** Words that follow a type's name without changing how its values read: those of intervals and time zones. */
const unitWords = new Set(
  "TO YEAR MONTH DAY HOUR MINUTE SECOND WITH WITHOUT LOCAL TIME ZONE PRECISION VARYING".split(" "),
);

/** Reads a type text once, from left to right. */
class TypeReader {
  #at = 0;

  constructor(readonly text: string) {}

  type(): SqlType {
    this.#skipSpace();
    const name = this.#word().toUpperCase();
    const type = this.#ofName(name);
    const units = this.#skipAttributes();
    return name === "INTERVAL" && type.kind === "scalar" && units !== "" ? { ...type, units } : type;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.text.length;
  }

  #ofName(name: string): SqlType {
    if (!this.#takes("<")) {
      if (name === "") throw new UnknownTypeError();
      return withParameters(name, this.#skipParentheses());
    }
    if (name === "ARRAY") return this.#close({ kind: "array", element: this.type() });
    if (name === "MAP") {
      const key = this.type();
      if (!this.#takes(",")) throw new UnknownTypeError();
      return this.#close({ kind: "map", key, value: this.type() });
    }
    if (name !== "STRUCT") throw new UnknownTypeError();
    return this.#close({ kind: "struct", fields: this.#fields() });
  }

  #close(type: SqlType): SqlType {
    if (!this.#takes(">")) throw new UnknownTypeError();
    return type;
  }

  #fields(): { name: string; type: SqlType }[] {
    const fields: { name: string; type: SqlType }[] = [];
    this.#skipSpace();
    if (this.text[this.#at] === ">") return fields;
    do {
      fields.push({ name: this.#fieldName(), type: this.type() });
    } while (this.#takes(","));
    return fields;
  }

  /** A field's name and the colon behind it: in back-ticks, or everything up to the colon. */
  #fieldName(): string {
    this.#skipSpace();
    if (this.text[this.#at] === "`") {
      const name = this.#quoted("`");
      this.#takes(":");
      return name;
    }
    const start = this.#at;
    while (this.#at < this.text.length && !":,<>`".includes(this.text[this.#at] ?? "")) this.#at += 1;
    const name = this.text.slice(start, this.#at).trim();
    if (name === "" || !this.#takes(":")) throw new UnknownTypeError();
    return name;
  }

  /** What may follow a type: units, a collation, NOT NULL, a comment. Returns the units. */
  #skipAttributes(): string {
    const units: string[] = [];
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      const word = this.#word().toUpperCase();
      if (word === "COLLATE") this.#skipCollation();
      else if (word === "COMMENT") this.#skipComment();
      else if (word === "NOT" || word === "NULL") continue;
      else if (unitWords.has(word)) {
        units.push(word);
        this.#skipParentheses();
      } else {
        this.#at = start;
        return units.join(" ");
      }
    }
  }

  /** A collation: a name, of parts with dots, in back-ticks or not. */
  #skipCollation(): void {
    do {
      this.#skipSpace();
      if (this.text[this.#at] === "`") this.#quoted("`");
      else if (this.#word() === "") throw new UnknownTypeError();
    } while (this.#takes("."));
  }

  #skipComment(): void {
    this.#skipSpace();
    const quote = this.text[this.#at];
    if (quote !== "'" && quote !== '"') throw new UnknownTypeError();
    this.#quoted(quote);
  }

  /** A length, a precision, or a reference system. Returns what stands between the parentheses, if there are any. */
  #skipParentheses(): string {
    if (!this.#takes("(")) return "";
    const start = this.#at;
    const end = this.text.indexOf(")", start);
    if (end < 0) throw new UnknownTypeError();
    this.#at = end + 1;
    return this.text.slice(start, end);
  }

  /** Text between quotes, in which a quote is doubled, or escaped where it is no back-tick. */
  #quoted(quote: string): string {
    const signs: string[] = [];
    for (let at = this.#at + 1; at < this.text.length; at += 1) {
      const sign = this.text[at] ?? "";
      const isPair = sign === quote ? this.text[at + 1] === quote : sign === "\\" && quote !== "`";
      if (sign === quote && !isPair) {
        this.#at = at + 1;
        return signs.join("");
      }
      if (isPair) at += 1;
      signs.push(this.text[at] ?? "");
    }
    throw new UnknownTypeError();
  }

  #word(): string {
    const start = this.#at;
    while (isLetter(this.text[this.#at])) this.#at += 1;
    return this.text.slice(start, this.#at);
  }

  #skipSpace(): void {
    while (isSpace(this.text[this.#at])) this.#at += 1;
  }

  #takes(sign: string): boolean {
    this.#skipSpace();
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}

/**
 * Takes a type text apart. A text that is not understood is taken as one opaque type of that name.
 * @param text a column's `type_text`
 */
export const parseSqlType = (text: string): SqlType => {
  const reader = new TypeReader(text);
  try {
    const type = reader.type();
    return reader.atEnd() ? type : opaque(text);
  } catch (error) {
    // A text that is nested deeper than the stack is as little understood as one of an unknown form.
    if (error instanceof UnknownTypeError || error instanceof RangeError) return opaque(text);
    throw error;
  }
};
