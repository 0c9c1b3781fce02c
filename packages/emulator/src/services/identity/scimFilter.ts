/**
 * Filters of SCIM lists: comparisons with eq, ne, co and sw, joined by and or or; no parentheses and no other operators,
 * as Databricks supports simple expressions only. https://docs.databricks.com/api/workspace/users/list
 */
import { type HttpError, scimError } from "../../apiError";

const invalidFilter = (filter: string): HttpError =>
  scimError(
    400,
    `Given filter operator is not supported or the filter is invalid: ${filter}`,
    "invalidFilter",
  );

/** The values of an attribute, such as `emails.value`; its names have no case. */
export function valuesAt(resource: unknown, attribute: string): unknown[] {
  let values: unknown[] = [resource];
  for (const name of attribute.toLowerCase().split(".")) {
    values = values
      .flatMap((value) => (typeof value === "object" && value !== null ? Object.entries(value) : []))
      .filter(([key]) => key.toLowerCase() === name)
      .flatMap(([, value]) => value);
  }
  return values;
}

type Test = (resource: unknown) => boolean;

const operators: Record<string, (value: string, wanted: string) => boolean> = {
  eq: (value, wanted) => value === wanted,
  co: (value, wanted) => value.includes(wanted),
  sw: (value, wanted) => value.startsWith(wanted),
};

/** One comparison; a value is quoted, or a word alone. */
const comparison = /^\s*([a-z][\w.]*)\s+([a-z]+)\s+(?:"((?:[^"\\]|\\.)*)"|([^\s"()[\]]+))\s*/i;
const joint = /^(and|or)\s/i;

function testOf(attribute: string, operator: string, text: string, filter: string): Test {
  const wanted = text.replace(/\\(.)/g, "$1").toLowerCase();
  const compare = operators[operator === "ne" ? "eq" : operator];
  if (!compare) throw invalidFilter(filter);
  const isMet: Test = (resource) =>
    valuesAt(resource, attribute).some((value) => compare(String(value).toLowerCase(), wanted));
  return operator === "ne" ? (resource) => !isMet(resource) : isMet;
}

/**
 * What a filter asks for; `and` binds closer than `or`.
 * @param attributes that resources may be compared by, in lower case
 * @throws HttpError 400 in the shape of SCIM for anything that Databricks does not support
 */
export function readScimFilter(filter: string, attributes: ReadonlySet<string>): Test {
  const alternatives: Test[][] = [[]];
  let rest = filter;
  for (;;) {
    const [whole, attribute = "", operator = "", quoted, bare = ""] = comparison.exec(rest) ?? [];
    if (whole === undefined || !attributes.has(attribute.toLowerCase())) throw invalidFilter(filter);
    alternatives.at(-1)?.push(testOf(attribute, operator.toLowerCase(), quoted ?? bare, filter));
    rest = rest.slice(whole.length);
    if (rest === "") break;
    const [word = ""] = joint.exec(rest) ?? [];
    if (word === "") throw invalidFilter(filter);
    if (word.trim().toLowerCase() === "or") alternatives.push([]);
    rest = rest.slice(word.length);
  }
  return (resource) => alternatives.some((tests) => tests.every((test) => test(resource)));
}
