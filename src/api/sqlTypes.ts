/** Databricks' SQL types as the manifest spells them, such as `STRUCT<street: STRING, zips: ARRAY<INT>>`. */

/** A type, taken apart as far as reading its values needs. */
export type SqlType =
  | { kind: "scalar"; name: string }
  | { kind: "array"; element: SqlType }
  | { kind: "map"; key: SqlType; value: SqlType }
  | { kind: "struct"; fields: { name: string; type: SqlType }[] };

const opaque = (name: string): SqlType => ({ kind: "scalar", name });

/** No table's type is nested so deeply; the text of a hostile server might be. */
const maxDepth = 200;

/** Reads a type text from the left, piece by piece. */
class TypeReader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  type(): SqlType {
    const name = this.#match(/[A-Za-z_][A-Za-z_0-9]*/y).toUpperCase();
    if (name === "ARRAY") return this.#inside(() => ({ kind: "array", element: this.type() }));
    if (name === "MAP") return this.#inside(() => ({ kind: "map", key: this.type(), value: this.#next() }));
    if (name === "STRUCT") return this.#inside(() => ({ kind: "struct", fields: this.#fields() }));
    // Precision, scale, collation and the words of an interval do not change how a value reads.
    this.#match(/(?:\([^)]*\))?(?: (?:COLLATE \S+|TO|YEAR|MONTH|DAY|HOUR|MINUTE|SECOND))*/iy);
    return opaque(name);
  }

  atEnd(): boolean {
    return this.#at >= this.text.trimEnd().length;
  }

  #fields(): { name: string; type: SqlType }[] {
    const fields: { name: string; type: SqlType }[] = [];
    while (this.text[this.#at] !== ">") {
      const name = this.#match(/(?:`(?:[^`]|``)*`|[^:>,`]+)(?=\s*:)/y);
      this.#match(/\s*:\s*/y);
      fields.push({
        name: name.startsWith("`") ? name.slice(1, -1).replaceAll("``", "`") : name,
        type: this.type(),
      });
      this.#match(/(?: NOT NULL)?(?: COMMENT '(?:[^'\\]|\\.|'')*')?(?:\s*,\s*)?/iy);
    }
    return fields;
  }

  #next(): SqlType {
    this.#match(/\s*,\s*/y);
    return this.type();
  }

  #inside(read: () => SqlType): SqlType {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new SyntaxError(`More than ${maxDepth} types inside one another`);
    this.#match(/\s*<\s*/y);
    const type = read();
    this.#match(/\s*>/y);
    this.#depth -= 1;
    return type;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) throw new SyntaxError(`No ${pattern.source} at ${this.#at} of ${this.text}`);
    this.#at = pattern.lastIndex;
    return found[0];
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
    if (error instanceof SyntaxError) return opaque(text);
    throw error;
  }
};
