/**
 * The text of a saved query with its parameters. Those written `:name` remain parameter markers. Those written
 * `{{ name }}` are replaced in the text, as the editor does, but escaped, so that a value cannot change the query.
 * https://docs.databricks.com/aws/en/sql/user/queries/query-parameters
 */
import { type MaskedPart, maskedParts } from "../sql/sqlCode";
import { sqlLiteral } from "../sql/sqlLiteral";
import { type Marker, markersOf } from "../sql/sqlText";

/** A value that is inserted into the text. */
export interface TextValue {
  /** Undefined for NULL. */
  text?: string;
  /** Several values, each between a prefix and a suffix. */
  list?: readonly string[];
  prefix?: string;
  separator?: string;
  suffix?: string;
  /** Whether it is a default or an option of the query, which is trusted as much as the query itself. */
  isTrusted: boolean;
}

/** The value of a name such as `state` or `period.start`; undefined if it is none of the query's parameters. */
type LookUp = (name: string) => TextValue | undefined;

interface Placeholder {
  name: string;
  at: number;
  end: number;
}

/** Every `{{ name }}` of a text, in order. */
const placeholdersOf = (text: string): Placeholder[] =>
  [...text.matchAll(/\{\{([^{}]{1,200})\}\}/g)].map(({ 0: whole, 1: name = "", index }) => ({
    name: name.trim(),
    at: index,
    end: index + whole.length,
  }));

/** Whether a text is a number or a name: nothing else is accepted outside of quotes. */
const isPlain = (text: string): boolean =>
  /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*)$/u.test(text);

/** A value as text of a quoted part. @throws Error if it cannot be escaped there */
const insideQuotes = ({ text }: TextValue, { mark }: MaskedPart, name: string): string => {
  if (text === undefined) throw new Error(`the value of "${name}" is null, which cannot be in quotes`);
  if (mark === "`") return text.replaceAll("`", "``");
  if (mark === "'" || mark === '"') return text.replace(/[\\'"]/g, "\\$&");
  if (!/['"$]/.test(text)) return text;
  throw new Error(
    `the value of "${name}" has a quotation mark, which cannot be escaped at its place in the query`,
  );
};

const isQuote = (text: string): boolean => text === "'" || text === '"';

/** A value outside of quotes. @throws Error if it could change the query */
const asCode = (
  { text = "NULL", list, prefix = "", separator = ",", suffix = "", isTrusted }: TextValue,
  name: string,
): string => {
  const refuse = (): never => {
    throw new Error(
      `"${name}" is not in quotes in the query, so its value must be a number or a name. For other values, write it as :${name} or in quotes in the query`,
    );
  };
  const plain = (one: string): string => (isPlain(one) || isTrusted ? one : refuse());
  if (!list) return plain(text);
  const isQuoted = isQuote(prefix) && prefix === suffix;
  return list.map((one) => (isQuoted ? sqlLiteral(one) : `${prefix}${plain(one)}${suffix}`)).join(separator);
};

/** A value behind what precedes it: two signs, `-` and `-5`, would begin a comment, and hide the rest of the line. */
const behind = (text: string, at: number, code: string): string =>
  code.startsWith("-") && text[at - 1] === "-" ? ` ${code}` : code;

/** Makes the function that gives the part around a place, asked for places in order. @param parts in order */
const partsInOrder = (parts: readonly MaskedPart[]): ((at: number) => MaskedPart | undefined) => {
  let next = 0;
  return (at) => {
    let part = parts[next];
    for (; part && part.end <= at; part = parts[next]) next += 1;
    return part && part.at < at ? part : undefined;
  };
};

/** The names of the ends of a date range, and their fields. */
const ends: Record<string, string> = { min: "start", max: "end", start: "start", end: "end" };

/**
 * Makes the function that names a new marker for each end of a date range.
 * @param markers those of the text, whose names are taken
 */
const endMarkerNamer = (markers: readonly Marker[]): ((name: string, end: string) => string) => {
  const taken = new Set(markers.map(({ name }) => name.toLowerCase()));
  const given = new Map<string, string>();
  const freeName = (name: string): string => (taken.has(name.toLowerCase()) ? freeName(`${name}_`) : name);
  return (name, end) => {
    const key = `${name}.${end}`.toLowerCase();
    const marker = given.get(key) ?? freeName(`${name}_${end}`);
    given.set(key, marker);
    taken.add(marker.toLowerCase());
    return marker;
  };
};

/** A marker with the end of a date range that follows it, if any. */
const rangeEnd = (
  text: string,
  { name, at }: Marker,
): { name: string; end: string; length: number } | undefined => {
  const after = at + 1 + name.length;
  const [whole, word = ""] = /^\.(min|max|start|end)\b/i.exec(text.slice(after, after + 8)) ?? [];
  const end = ends[word.toLowerCase()];
  return whole === undefined || end === undefined ? undefined : { name, end, length: whole.length };
};

/** A parameter marker in the text: its name, and the name of its value. */
export interface TextMarker {
  name: string;
  valueName: string;
  /** Whether it is one of the values of an `IN (...)`. */
  insideIn: boolean;
}

/**
 * Inserts the values of `{{ name }}` into a text, and gives each end of a date range, `:name.min`, a separate marker.
 * @param isRange whether a name is that of a date range
 * @returns the text and its markers
 * @throws Error that names a parameter without a value, or with a value that could change the query
 */
export const substituteParameters = (
  text: string,
  lookUp: LookUp,
  isRange: (name: string) => boolean,
): { statement: string; markers: TextMarker[] } => {
  const partAt = partsInOrder(maskedParts(text));
  const filled = placeholdersOf(text).flatMap(({ name, at, end }) => {
    const part = partAt(at);
    if (part?.mark === "--" || part?.mark === "/*") return [];
    const value = lookUp(name);
    if (!value)
      throw new Error(`the query has {{ ${name} }}, but there is no parameter or value with this name`);
    return { at, end, text: part ? insideQuotes(value, part, name) : behind(text, at, asCode(value, name)) };
  });
  const found = markersOf(text);
  const endMarker = endMarkerNamer(found);
  const markers = found.map((marker) => ({
    marker,
    range: isRange(marker.name) ? rangeEnd(text, marker) : undefined,
  }));
  const renamed = markers.flatMap(({ marker: { name, at }, range }) => {
    if (!range) return [];
    const end = at + 1 + name.length;
    return { at, end: end + range.length, text: `:${endMarker(name, range.end)}` };
  });
  let from = 0;
  const texts: string[] = [];
  for (const edit of [...filled, ...renamed].sort((one, other) => one.at - other.at)) {
    texts.push(text.slice(from, edit.at), edit.text);
    from = edit.end;
  }
  return {
    statement: texts.join("") + text.slice(from),
    markers: markers.map(({ marker: { name, insideIn }, range }) => ({
      name: range ? endMarker(name, range.end) : name,
      valueName: range ? `${name}.${range.end}` : name,
      insideIn,
    })),
  };
};
