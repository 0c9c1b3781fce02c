/** Filters on columns of an index as rows of column, operator and value, instead of JSON. */
import { exactNumber, stringifyExact } from "../../http/json";
import { choiceInput, readBoolean } from "../choice";
import { comparedColumn, comparedValue, comparisonOperator } from "../comparisonFields";
import { asOptional, isBlank, withDefault } from "../defineInput";
import { type JsonObject, jsonObjectInput, readJson } from "../json";
import { type StructuredInput, structuredRows } from "../structuredInput";
import { textInput } from "../text";

type FilterOperator = "equals" | "notEquals" | "less" | "lessOrEqual" | "greater" | "greaterOrEqual" | "like";

const operatorChoices: Record<FilterOperator, string> = {
  equals: "is equal to, or one of several",
  notEquals: "is not equal to, or none of several",
  less: "is less than",
  lessOrEqual: "is less than or equal to",
  greater: "is greater than",
  greaterOrEqual: "is greater than or equal to",
  like: "is like (LIKE)",
};

/** The suffix of a column's name that is the operator, in Databricks' format. */
const signs: Record<FilterOperator, string> = {
  equals: "",
  notEquals: " NOT",
  less: " <",
  lessOrEqual: " <=",
  greater: " >",
  greaterOrEqual: " >=",
  like: " LIKE",
};

type ValueType = "text" | "number" | "boolean";

const typeChoices: Record<ValueType, string> = { text: "Text", number: "Number", boolean: "True or false" };

const numberText = /^-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?$/;

const typedValue = (value: unknown, type: ValueType, place: string): unknown => {
  if (typeof value !== "string") return value;
  if (type === "text") return value;
  const text = value.trim();
  if (type === "boolean") return readBoolean(text, place);
  if (numberText.test(text)) return exactNumber(text);
  throw new Error(`${place} must be a number.`);
};

/** One filter: a column with its operator in Databricks' format, and the value. */
export type Filter = readonly [key: string, value: unknown, place: string];

const readFilter = (
  {
    column,
    operator,
    value,
    valueType,
  }: { column: string; operator: FilterOperator; value: unknown; valueType: ValueType },
  place: string,
): Filter => {
  const label = `${place}: Value`;
  if (isBlank(value)) throw new Error(`${label} is empty.`);
  const isList = Array.isArray(value) || (typeof value === "string" && value.trimStart().startsWith("["));
  const takesList = operator === "equals" || operator === "notEquals";
  if (!isList || (!takesList && typeof value === "string"))
    return [column + signs[operator], typedValue(value, valueType, label), place];
  const list = readJson(value, label);
  if (!takesList || !Array.isArray(list) || list.length === 0) {
    throw new Error(`${label} must be a single value${takesList ? " or a list of at least one value" : ""}.`);
  }
  return [column + signs[operator], list.map((one) => typedValue(one, valueType, label)), place];
};

/** The input of filters as rows. */
export const filterRows: StructuredInput<Filter[] | undefined> = structuredRows(
  {
    label: "Filter Rows",
    comments:
      "Conditions on columns, one in each row. Only rows of the index that meet all of these conditions, and those of Filters, are returned.",
    fields: {
      column: comparedColumn("category"),
      operator: comparisonOperator(operatorChoices),
      value: comparedValue(
        'The value to compare with. For "equal" and "not equal", it can also be several values: a list from an earlier step or a JSON array such as ["en", "de"].',
        "comfort",
      ),
      valueType: withDefault(
        choiceInput({
          label: "Value Type",
          comments: "The type of the column. A value that is given as text is converted to it.",
          choices: typeChoices,
        }),
        "text",
      ),
    },
  },
  readFilter,
);

/** The input of filters as JSON. */
export const filters = asOptional(
  jsonObjectInput({
    label: "Filters",
    comments:
      'Conditions on columns, as a JSON object of columns and values, such as {"category": "comfort", "price <": 20, "id NOT": [1, 2]}. The name of a column may be followed by NOT, <, <=, >, >= or LIKE. A list means one of several values. Only rows of the index that meet all conditions are returned. An index on a storage-optimized endpoint requires Filter Expression instead.',
    placeholder: '{"category": "comfort"}',
    example: '{"category": "comfort"}',
  }),
);

/** The input of the filter of an index on a storage-optimized endpoint. */
export const filterExpression = asOptional(
  textInput({
    label: "Filter Expression",
    comments:
      "The filter for an index on a storage-optimized endpoint: the condition of an SQL WHERE clause. An index on a standard endpoint requires Filters or Filter Rows instead.",
    example: "category = 'comfort' AND price < 20",
  }),
);

/**
 * The filters of both inputs as the text that Databricks accepts; undefined for none.
 * @throws Error that names the row whose column and operator another filter has too
 */
export const filtersText = (
  json: JsonObject | undefined,
  rows: readonly Filter[] = [],
): string | undefined => {
  const all = new Map(Object.entries(json ?? {}));
  for (const [key, value, place] of rows) {
    if (all.has(key))
      throw new Error(`${place}: there is another filter "${key.slice(0, 80)}": remove one of the two.`);
    all.set(key, value);
  }
  return all.size > 0 ? stringifyExact(Object.fromEntries(all)) : undefined;
};
