/** Filters on the columns of an index, as `filters_json` has them for standard endpoints. */
import { notImplemented } from "../../apiError";
import { parseExactJson } from "../../control/bodyParser";
import { fieldsOf, invalidParameter } from "../../control/requests";
import { type Cell, cellAsText, compareKeys } from "./vectorIndex";

/** Whether a row fulfills something. */
type Condition = (cells: Record<string, Cell>) => boolean;

const comparisons: Record<string, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** The order of two values of one kind; undefined where they have none. */
function orderOf(one: Cell, other: unknown): number | undefined {
  if (one === null || one === undefined || other === null) return undefined;
  if (typeof one === "number" && typeof other === "number") return one - other;
  // Large integers are text.
  return compareKeys(cellAsText(one) ?? "", cellAsText(other) ?? "");
}

const equals = (cell: Cell, value: unknown): boolean =>
  cell !== null && cell !== undefined && cellAsText(cell) === cellAsText(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function conditionOf(key: string, value: unknown, columns: ReadonlySet<string>): Condition {
  const known = (column: string): string => {
    if (columns.has(column)) return column;
    throw invalidParameter(`Invalid filter: there is no column ${column}.`);
  };
  const names = key.split(" OR ");
  if (names.length > 1) {
    const values = listOf(value);
    if (values.length !== names.length) {
      throw invalidParameter(`Invalid filter: ${key} needs a list of ${names.length} values.`);
    }
    const all = names.map((name, index) => conditionOf(name.trim(), values[index], columns));
    return (cells) => all.some((one) => one(cells));
  }
  const [, column = key, operator] = /^(.*?)\s+(NOT|LIKE|<=|>=|<|>)$/.exec(key) ?? [];
  const name = known(column.trim());
  if (operator === undefined) return (cells) => listOf(value).some((one) => equals(cells[name], one));
  if (operator === "NOT") {
    return (cells) => cells[name] !== null && !listOf(value).some((one) => equals(cells[name], one));
  }
  const compare = comparisons[operator];
  if (!compare) throw notImplemented("has no LIKE in filters.");
  return (cells) => {
    const order = orderOf(cells[name], value);
    return order !== undefined && compare(order);
  };
}

/**
 * Reads filters: all of them must be fulfilled.
 * @throws HttpError 400 for what is no filter or names no column, 501 for LIKE, whose words are not documented
 */
export function readFilters(text: string | undefined, columns: ReadonlySet<string>): Condition {
  if (text === undefined) return () => true;
  let json: unknown;
  try {
    json = parseExactJson(text);
  } catch {
    throw invalidParameter("Invalid filters_json: it is no JSON.");
  }
  const all = Object.entries(fieldsOf(json)).map(([key, value]) => conditionOf(key, value, columns));
  return (cells) => all.every((one) => one(cells));
}
