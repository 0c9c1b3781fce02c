/** The column names that Spark gives calls: it adds omitted arguments and spells some functions differently. */
import type { CallNode, SortKey } from "../../parser/ast";
import { sortWords } from "../sorting";

/** Functions with other names than they were called by. */
const spelled: Record<string, string> = {
  ...Object.fromEntries(
    "acos asin atan atan2 cbrt cos cosh cot csc degrees exp expm1 hypot log10 log1p log2 pi power radians sec sin sinh sqrt tan tanh regexp_like"
      .split(" ")
      .map((name) => [name, name.toUpperCase()]),
  ),
  e: "E",
  log: "LOG",
  array_agg: "collect_list",
  signum: "SIGNUM",
  curdate: "current_date",
  dateadd: "date_add",
};

const pattern = "yyyy-MM-dd HH:mm:ss";

/** Arguments that stand for those left out, from the end; nothing for one that must be there. */
const defaults: Record<string, (string | undefined)[]> = {
  round: [undefined, "0"],
  bround: [undefined, "0"],
  months_between: [undefined, undefined, "true"],
  substring: [undefined, undefined, "2147483647"],
  substr: [undefined, undefined, "2147483647"],
  split: [undefined, undefined, "-1"],
  regexp_replace: [undefined, undefined, undefined, "1"],
  regexp_extract: [undefined, undefined, "1"],
  regexp_extract_all: [undefined, undefined, "1"],
  lpad: [undefined, undefined, " "],
  rpad: [undefined, undefined, " "],
  replace: [undefined, undefined, ""],
  overlay: [undefined, undefined, undefined, "-1"],
  locate: [undefined, undefined, "1"],
  position: [undefined, undefined, "1"],
  charindex: [undefined, undefined, "1"],
  sort_array: [undefined, "true"],
  unix_timestamp: [undefined, pattern],
  to_unix_timestamp: [undefined, pattern],
  from_unixtime: [undefined, pattern],
  percentile: [undefined, undefined, "1"],
  percentile_approx: [undefined, undefined, "10000"],
  approx_percentile: [undefined, undefined, "10000"],
  listagg: [undefined, "NULL"],
  string_agg: [undefined, "NULL"],
  lag: [undefined, "1", "NULL"],
  lead: [undefined, "1", "NULL"],
};

/** Functions whose last arguments are no part of their name: how many of them stay. */
const shown: Record<string, number> = {
  ...{ from_json: 1, variant_get: 2, try_variant_get: 2 },
  ...{ first: 1, last: 1, first_value: 1, last_value: 1, any_value: 1 },
};

/** The name of a call of a function with arguments of these names. */
export function nameOfCall(name: string, args: string[]): string {
  const [only = ""] = args;
  switch (name) {
    case "isnull":
    case "isnotnull":
      return `(${only} IS ${name === "isnull" ? "" : "NOT "}NULL)`;
    case "datepart":
      return `datepart(${args.join(" FROM ")})`;
    case "positive":
      return `(+ ${only})`;
    case "log":
      return `LOG(${(args.length === 1 ? ["E()", only] : args).join(", ")})`;
    case "trim":
    case "ltrim":
    case "rtrim":
      return args.length === 2 ? `TRIM(${sides[name]} ${args.join(" FROM ")})` : `${name}(${only})`;
    case "assert_true":
      return `assert_true(${only}, ${args[1] ?? `'${only}' is not true!`})`;
    default: {
      const missing = args.length > 0 ? (defaults[name] ?? []).slice(args.length) : [];
      const all = [...args, ...missing.filter((value) => value !== undefined)];
      return `${spelled[name] ?? name}(${all.slice(0, shown[name]).join(", ")})`;
    }
  }
}

const sides = { trim: "BOTH", ltrim: "LEADING", rtrim: "TRAILING" };

/** What two dates or timestamps and a unit are called. */
export function nameOfUnitCall(kind: "add" | "diff", unit: string, args: string[]): string {
  return `timestamp${kind}(${[unit.toUpperCase(), ...args].join(", ")})`;
}

/** The name of a lambda: its variables have none. */
export const lambdaVariable = "namedlambdavariable()";

export function nameOfLambda(body: string, variables: number): string {
  return `lambdafunction(${[body, ...new Array<string>(variables).fill(lambdaVariable)].join(", ")})`;
}

/** What sorts an array where nothing else is said. */
export const defaultOrder = nameOfLambda(
  "(IF(((v IS NULL) AND (v IS NULL)), 0, (IF((v IS NULL), 1, (IF((v IS NULL), -1, (IF((v < v), -1, (IF((v > v), 1, 0))))))))))".replace(
    /\bv\b/g,
    lambdaVariable,
  ),
  2,
);

/** What an aggregate is called with all that the statement says about its rows. */
export function nameOfAggregate(
  node: CallNode,
  call: string,
  sorted: { key: SortKey; typed: { name: string } }[],
  filter: string | undefined,
): string {
  const inverse = /^percentile_(cont|disc)$/.test(node.name);
  const keys = sorted.map(
    ({ key, typed }) => `${typed.name}${inverse ? (key.descending ? " DESC" : "") : ` ${sortWords(key)}`}`,
  );
  return [
    (node.distinct ? call.replace("(", "(DISTINCT ") : call).replace(
      /^string_agg(?=\()/,
      keys.length > 0 ? "listagg" : "string_agg",
    ),
    ...(keys.length > 0 ? [`WITHIN GROUP (ORDER BY ${keys.join(", ")})`] : []),
    ...(filter === undefined ? [] : [`FILTER (WHERE ${filter})`]),
  ].join(" ");
}
