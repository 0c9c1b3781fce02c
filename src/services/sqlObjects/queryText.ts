/**
 * The text of a saved query with its parameters put in. Those written `:name` stay markers; those written `{{ name }}`
 * are replaced in the text, as the editor does, but so that a value stays a value.
 * https://docs.databricks.com/aws/en/sql/user/queries/query-parameters
 */
import { type MaskedPart, maskedParts } from "../sql/sqlCode";
import { sqlLiteral } from "../sql/sqlLiteral";
import { type Marker, markersOf } from "../sql/sqlText";

/** A value that is put into the text. */
export interface TextValue {
  /** Undefined for NULL. */
  text?: string;
  /** Several values, each between a prefix and a suffix. */
  list?: readonly string[];
  prefix?: string;
  separator?: string;
  suffix?: string;
  /** Whether it stands in the query itself, as a default or an option: its author is trusted to have meant it. */
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

/** A number or a name: nothing else stands outside of quotes as a value. */
const isPlain = (text: string): boolean =>
  /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*)$/u.test(text);

/** A value as text of a quoted part. @throws Error where it cannot be quoted there */
const insideQuotes = ({ text }: TextValue, { mark }: MaskedPart, name: string): string => {
  if (text === undefined) throw new Error(`"${name}" is null, which no text in quotes can be`);
  if (mark === "`") return text.replaceAll("`", "``");
  if (mark === "'" || mark === '"') return text.replace(/[\\'"]/g, "\\$&");
  if (!/['"$]/.test(text)) return text;
  throw new Error(`"${name}" has a quotation mark, which cannot be written where the query has it`);
};

const isQuote = (text: string): boolean => text === "'" || text === '"';

/** A value as code. @throws Error where it would not be a value any more */
const asCode = (
  { text = "NULL", list, prefix = "", separator = ",", suffix = "", isTrusted }: TextValue,
  name: string,
): string => {
  const refuse = (): never => {
    throw new Error(
      `"${name}" is not in quotes in the query, where only a number or a name can be put. Write it as :${name} in the query, or in quotes`,
    );
  };
  const plain = (one: string): string => (isPlain(one) || isTrusted ? one : refuse());
  if (!list) return plain(text);
  const isQuoted = isQuote(prefix) && prefix === suffix;
  return list.map((one) => (isQuoted ? sqlLiteral(one) : `${prefix}${plain(one)}${suffix}`)).join(separator);
};

/** The names of the ends of a date range, and the fields that they stand for. */
const ends: Record<string, string> = { min: "start", max: "end", start: "start", end: "end" };

/** Gives each end of a date range a marker of its own. @param markers those of the text, whose names are taken */
const endMarkers = (markers: readonly Marker[]): ((name: string, end: string) => string) => {
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

/** A marker with what follows it, if that is an end of a date range. */
const rangeEnd = (
  text: string,
  { name, at }: Marker,
): { name: string; end: string; length: number } | undefined => {
  const after = at + 1 + name.length;
  const [whole, word = ""] = /^\.(min|max|start|end)\b/i.exec(text.slice(after, after + 8)) ?? [];
  const end = ends[word.toLowerCase()];
  return whole === undefined || end === undefined ? undefined : { name, end, length: whole.length };
};

/** A marker that is left in the text: its name there, and the name of its value. */
export interface TextMarker {
  name: string;
  valueName: string;
  /** Whether it is one of the values of an `IN (...)`. */
  insideIn: boolean;
}

/**
 * Puts the values of `{{ name }}` into a text, and gives an end of a date range, `:name.min`, a marker of its own.
 * @param isRange whether a name is that of a date range
 * @returns the text, and the markers that it then has
 * @throws Error that names the parameter without a value, or whose value would not stay a value
 */
export const fillQuery = (
  text: string,
  lookUp: LookUp,
  isRange: (name: string) => boolean,
): { statement: string; markers: TextMarker[] } => {
  const parts = maskedParts(text);
  const partAt = (at: number) => parts.find((part) => part.at < at && at < part.end);
  const filled = placeholdersOf(text).flatMap(({ name, at, end }) => {
    const part = partAt(at);
    if (part?.mark === "--" || part?.mark === "/*") return [];
    const value = lookUp(name);
    if (!value) throw new Error(`the query has {{ ${name} }}, but no parameter and no value of that name`);
    return { at, end, text: part ? insideQuotes(value, part, name) : asCode(value, name) };
  });
  const found = markersOf(text);
  const endMarker = endMarkers(found);
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
