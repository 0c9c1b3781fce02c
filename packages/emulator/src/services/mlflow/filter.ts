/**
 * Filters and orders of a search for runs: comparisons of metrics, params, tags and attributes, joined by AND.
 * https://mlflow.org/docs/latest/search-runs.html
 */

import { invalidParameter } from "../../control/requests";
import type { MlflowRun } from "./tracking";

/** What a comparison or an order is about. */
interface Field {
  kind: "metric" | "param" | "tag" | "attribute";
  key: string;
}

const kinds: Record<string, Field["kind"]> = {
  metric: "metric",
  metrics: "metric",
  param: "param",
  params: "param",
  parameter: "param",
  parameters: "param",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
};

const numericAttributes = new Set(["start_time", "end_time"]);
const textAttributes = new Set(["run_id", "run_name", "status", "user_id", "artifact_uri"]);

const unquoted = (name: string): string => name.replace(/^(["`])(.*)\1$/s, "$2");

function fieldOf(text: string): Field {
  const [, prefix, name = ""] = /^(?:(\w+)\.)?("[^"]*"|`[^`]*`|[^\s"`]+)$/s.exec(text) ?? [];
  const key = unquoted(name);
  const kind = prefix === undefined ? "attribute" : kinds[prefix.toLowerCase()];
  if (!kind || key === "") throw invalidParameter(`Invalid entity type or key in '${text}'`);
  if (kind === "attribute" && !numericAttributes.has(key) && !textAttributes.has(key)) {
    throw invalidParameter(`Invalid attribute key '${key}' specified.`);
  }
  return { kind, key };
}

const isNumeric = ({ kind, key }: Field): boolean => kind === "metric" || numericAttributes.has(key);

/** What a run has for a field; undefined where it has nothing. */
function valueIn({ info, data = {} }: MlflowRun, { kind, key }: Field): string | number | undefined {
  const keyed = <T extends { key: string }>(items: T[] = []) => items.find((item) => item.key === key);
  if (kind === "metric") return keyed(data.metrics)?.value;
  if (kind === "param") return keyed(data.params)?.value;
  if (kind === "tag") return keyed(data.tags)?.value;
  return info[key as keyof typeof info] as string | number | undefined;
}

type Test = (run: MlflowRun) => boolean;

const comparison =
  /^\s*((?:\w+\.)?(?:"[^"]*"|`[^`]*`|[^\s"'`=!<>]+))\s*(!=|<=|>=|=|<|>|\b(?:LIKE|ILIKE)\b)\s*('[^']*'|"[^"]*"|[^\s'"]+)\s*(?:\bAND\b|$)/i;

const likeOf = (pattern: string, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".")}$`,
    `s${flags}`,
  );

function numericTest(operator: string, text: string): (value: string | number) => boolean {
  const wanted = Number(text);
  if (!/^[-+.\d]/.test(text) || Number.isNaN(wanted)) {
    throw invalidParameter(`Expected numeric value type for metric or time. Found ${text}`);
  }
  const tests: Record<string, (value: number) => boolean> = {
    "=": (value) => value === wanted,
    "!=": (value) => value !== wanted,
    "<": (value) => value < wanted,
    "<=": (value) => value <= wanted,
    ">": (value) => value > wanted,
    ">=": (value) => value >= wanted,
  };
  const test = tests[operator];
  if (!test) throw invalidParameter(`Invalid comparator '${operator}' for a number.`);
  return (value) => test(Number(value));
}

function textTest(operator: string, text: string): (value: string | number) => boolean {
  if (!/^['"]/.test(text)) {
    throw invalidParameter(
      `Expected a quoted string value for a parameter, tag or attribute. Got value ${text}`,
    );
  }
  const wanted = text.slice(1, -1);
  if (operator === "=") return (value) => value === wanted;
  if (operator === "!=") return (value) => value !== wanted;
  const like = { LIKE: likeOf(wanted, ""), ILIKE: likeOf(wanted, "i") }[operator];
  if (!like) throw invalidParameter(`Invalid comparator '${operator}' for a string.`);
  return (value) => like.test(String(value));
}

/**
 * Reads a filter.
 * @returns takes a run and says whether it fits
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where the text is no filter
 */
export function readFilter(filter: string): Test {
  const tests: Test[] = [];
  let rest = filter;
  while (rest.trim() !== "") {
    const [whole, left = "", sign = "", right = ""] = comparison.exec(rest) ?? [];
    if (whole === undefined) throw invalidParameter(`Invalid clause(s) in filter string: '${rest.trim()}'`);
    const field = fieldOf(left);
    const operator = sign.toUpperCase();
    const fits = isNumeric(field) ? numericTest(operator, right) : textTest(operator, right);
    tests.push((run) => {
      const value = valueIn(run, field);
      return value !== undefined && fits(value);
    });
    rest = rest.slice(whole.length);
    if (rest.trim() === "" && /\bAND\s*$/i.test(whole)) {
      throw invalidParameter(`Invalid clause(s) in filter string: '${filter}'`);
    }
  }
  return (run) => tests.every((test) => test(run));
}

type Order = (one: MlflowRun, other: MlflowRun) => number;

const compared = (one: string | number, other: string | number): number =>
  one === other ? 0 : one < other ? -1 : 1;

function orderOf(text: string): Order {
  const [, name = "", direction = "ASC"] = /^\s*(.+?)(?:\s+(ASC|DESC))?\s*$/i.exec(text) ?? [];
  const field = fieldOf(name);
  const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
  return (one, other) => {
    const [first, second] = [valueIn(one, field), valueIn(other, field)];
    // A run without a value comes last, whatever the direction.
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined);
    return sign * compared(first, second);
  };
}

/**
 * Reads what runs are ordered by; what is left open is decided by the latest start, then by the id.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where a text is no order
 */
export function readOrder(orderBy: string[]): Order {
  const orders = [...orderBy, "attributes.start_time DESC", "attributes.run_id ASC"].map(orderOf);
  return (one, other) => orders.reduce((found, order) => found || order(one, other), 0);
}
