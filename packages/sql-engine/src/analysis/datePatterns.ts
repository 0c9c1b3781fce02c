/**
 * Patterns of dates and times, for literals only.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datetime-pattern
 */

import { quoteText, raise } from "../duckdbSql";
import { unsupported } from "../errors";
import { isUtc, type SessionZone } from "../values/sessionZone";
import type { TypedSql } from "./typedSql";

type Part = { letters: string } | { text: string };

/** The letters and texts of a pattern, such as `yyyy`, `-`, `MM`. */
function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; ) {
    const char = pattern.charAt(at);
    if (/[a-zA-Z]/.test(char)) {
      let end = at;
      while (pattern.charAt(end) === char) {
        end++;
      }
      parts.push({ letters: pattern.slice(at, end) });
      at = end;
    } else if (char === "'") {
      const quoted = /^'((?:[^']|'')*)'/.exec(pattern.slice(at));
      if (!quoted) {
        throw unsupported(`the date pattern ${pattern}`);
      }
      parts.push({ text: quoted[1] === "" ? "'" : (quoted[1] ?? "").replaceAll("''", "'") });
      at += quoted[0].length;
    } else if (/[[\]#{}]/.test(char)) {
      throw unsupported(`the date pattern ${pattern}`);
    } else {
      parts.push({ text: char });
      at++;
    }
  }
  return parts;
}

/** DuckDB formats of Databricks' letters; the session's time zone is UTC. */
const formats: Record<string, (value: string) => string> = {
  ...Object.fromEntries(
    Object.entries({
      yy: "%y",
      yyyy: "%Y",
      MM: "%m",
      M: "%-m",
      MMM: "%b",
      MMMM: "%B",
      dd: "%d",
      d: "%-d",
      DDD: "%j",
      D: "%-j",
      E: "%a",
      EE: "%a",
      EEE: "%a",
      EEEE: "%A",
      HH: "%H",
      H: "%-H",
      hh: "%I",
      h: "%-I",
      mm: "%M",
      m: "%-M",
      ss: "%S",
      s: "%-S",
      SSS: "%g",
      SSSSSS: "%f",
      a: "%p",
    }).map(([letters, format]) => [letters, (value: string) => `strftime(${value}, '${format}')`]),
  ),
  y: (value) => `CAST(year(${value}) AS VARCHAR)`,
  S: (value) => `substr(strftime(${value}, '%f'), 1, 1)`,
  SS: (value) => `substr(strftime(${value}, '%f'), 1, 2)`,
  Q: (value) => `CAST(quarter(${value}) AS VARCHAR)`,
  q: (value) => `CAST(quarter(${value}) AS VARCHAR)`,
  QQQ: (value) => `'Q' || CAST(quarter(${value}) AS VARCHAR)`,
  k: (value) => `CAST(CASE WHEN hour(${value}) = 0 THEN 24 ELSE hour(${value}) END AS VARCHAR)`,
  VV: () => "'Etc/UTC'",
  z: () => "'UTC'",
  X: () => "'Z'",
  XX: () => "'Z'",
  XXX: () => "'Z'",
  x: () => "'+00'",
  xx: () => "'+0000'",
  xxx: () => "'+00:00'",
  Z: () => "'+0000'",
};

function literalPattern(pattern: TypedSql): string | null {
  if (pattern.literal === undefined) {
    throw unsupported("date patterns that are not literals");
  }
  return pattern.literal;
}

/** Letters for the zone, of which only UTC's texts are known here. */
const zoneLetters = /^(V|z|X|x|Z|O)/;

/** DuckDB text of what a clock in a zone shows, in the shape of a pattern. */
export function formatTimeSql(value: string, pattern: TypedSql, zone: SessionZone): string {
  const text = literalPattern(pattern);
  if (text === null) {
    return "CAST(NULL AS VARCHAR)";
  }
  const pieces = partsOf(text).map((part) => {
    if ("text" in part) {
      return quoteText(part.text);
    }
    const format = formats[part.letters];
    if (!format || (zoneLetters.test(part.letters) && !isUtc(zone))) {
      throw unsupported(`"${part.letters}" in the date pattern ${text}`);
    }
    return format(value);
  });
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE ${["''", ...pieces].join(" || ")} END`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a pattern's letters may read, and which field they are. */
const reads: Record<string, { regex: string; field: string }> = {
  yyyy: { regex: "([0-9]{4})", field: "year" },
  y: { regex: "([0-9]{1,4})", field: "year" },
  MM: { regex: "([0-9]{2})", field: "month" },
  M: { regex: "([0-9]{1,2})", field: "month" },
  MMM: { regex: `(${months.join("|")})`, field: "monthName" },
  dd: { regex: "([0-9]{2})", field: "day" },
  d: { regex: "([0-9]{1,2})", field: "day" },
  HH: { regex: "([0-9]{2})", field: "hour" },
  H: { regex: "([0-9]{1,2})", field: "hour" },
  hh: { regex: "([0-9]{2})", field: "hour12" },
  h: { regex: "([0-9]{1,2})", field: "hour12" },
  a: { regex: "(AM|PM)", field: "half" },
  mm: { regex: "([0-9]{2})", field: "minute" },
  m: { regex: "([0-9]{1,2})", field: "minute" },
  ss: { regex: "([0-9]{2})", field: "second" },
  s: { regex: "([0-9]{1,2})", field: "second" },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((count) => [
      "S".repeat(count),
      { regex: `([0-9]{${count}})`, field: `fraction${count}` },
    ]),
  ),
};

/** DuckDB text of the timestamp that a text in the shape of a pattern means. */
export function parseTimeSql(value: string, pattern: TypedSql, safe: boolean): string {
  const text = literalPattern(pattern);
  if (text === null) {
    return "CAST(NULL AS TIMESTAMP)";
  }
  const found = new Map<string, number>();
  let regex = "";
  for (const part of partsOf(text)) {
    if ("text" in part) {
      regex += part.text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
    } else {
      const read = reads[part.letters];
      if (!read || found.has(read.field)) {
        throw unsupported(`"${part.letters}" in the date pattern ${text}`);
      }
      found.set(read.field, found.size + 1);
      regex += read.regex;
    }
  }
  const group = (field: string) =>
    `regexp_extract(${value}, ${quoteText(`^${regex}$`)}, ${found.get(field)})`;
  const number = (field: string, fallback: number) =>
    found.has(field) ? `CAST(${group(field)} AS BIGINT)` : String(fallback);
  const month = found.has("monthName")
    ? `list_position([${months.map((name) => `'${name}'`).join(", ")}], ${group("monthName")})`
    : number("month", 1);
  const hour = found.has("hour12")
    ? `(${number("hour12", 0)} % 12 + CASE WHEN ${found.has("half") ? group("half") : "'AM'"} = 'PM' THEN 12 ELSE 0 END)`
    : number("hour", 0);
  const fraction = [...found.keys()].find((field) => field.startsWith("fraction"));
  const seconds = fraction
    ? `(${number("second", 0)} + ${number(fraction, 0)} / ${10 ** Number(fraction.slice(8))}.0::DOUBLE)`
    : number("second", 0);
  const made = `TRY(make_timestamp(${number("year", 1970)}, ${month}, ${number("day", 1)}, ${hour}, ${number("minute", 0)}, ${seconds}))`;
  const tried = `CASE WHEN regexp_full_match(${value}, ${quoteText(regex)}) THEN ${made} END`;
  if (safe) {
    return tried;
  }
  const message = `'[CANNOT_PARSE_TIMESTAMP] Text ''' || ${value} || ''' could not be parsed. Use \`try_to_timestamp\` to tolerate invalid input string and return NULL instead. SQLSTATE: 22007'`;
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE coalesce(${tried}, ${raise("22007", message)}) END`;
}
