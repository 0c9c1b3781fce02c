/** Conditions on columns as rows of column, operator and value, instead of JSON. */
import {
  type Condition,
  type ConditionOperator,
  conditionsLabel,
  operatorTakes,
} from "../../services/records/findConditions";
import { comparedColumn, comparedValue, comparisonOperator } from "../comparisonFields";
import { isBlank } from "../defineInput";
import { readJson } from "../json";
import { type StructuredInput, structuredRows } from "../structuredInput";

const operatorChoices: Record<ConditionOperator, string> = {
  equals: "is equal to",
  notEquals: "is not equal to",
  less: "is less than",
  lessOrEqual: "is less than or equal to",
  greater: "is greater than",
  greaterOrEqual: "is greater than or equal to",
  between: "is between two values",
  in: "is one of several values",
  notIn: "is none of several values",
  isNull: "is NULL",
  isNotNull: "is not NULL",
  startsWith: "starts with",
  contains: "contains",
};

const fields = {
  column: { ...comparedColumn("city"), dataSource: "selectColumn" },
  operator: comparisonOperator(operatorChoices),
  value: comparedValue(
    'The value to compare with. For operators that take several values: a list from an earlier step, a JSON list such as ["London", "Paris"], or values separated by commas.',
    "London",
  ),
};

/** The values in a text: those of a JSON list, or what stands between commas. */
const valuesOf = (text: string, place: string): unknown =>
  text.trim().startsWith("[") ? readJson(text, `${place}: Value`) : text.split(",").map((one) => one.trim());

const readValue = (operator: ConditionOperator, value: unknown, place: string): unknown => {
  const takes = operatorTakes(operator);
  if (takes === "nothing") return isBlank(value) ? undefined : value;
  if ((takes !== "list" && takes !== "two") || Array.isArray(value)) return value;
  if (isBlank(value)) throw new Error(`${place}: Value is empty.`);
  return typeof value === "string" ? valuesOf(value, place) : [value];
};

/** The input of conditions as rows. */
export const conditionRows: StructuredInput<Condition[] | undefined> = structuredRows(
  {
    label: "Condition Rows",
    comments: `The conditions on columns, one in each row. They are combined with ${conditionsLabel}; Match determines whether all or any of them must be fulfilled.`,
    fields,
  },
  ({ column, operator, value }, place): Condition => ({
    column,
    operator,
    value: readValue(operator, value, place),
    place,
  }),
);
