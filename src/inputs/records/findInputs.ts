/** The inputs of Find Rows. */
import { isJsonObject } from "../../http/json";
import {
  type Condition,
  type ConditionOperator,
  conditionOperators,
  conditionsLabel,
} from "../../services/records/findConditions";
import { conditionExamples } from "../../services/records/recordsExamples";
import { choiceInput } from "../choice";
import { isBlank, type Reader, refine, whenEmpty, withDefault } from "../defineInput";
import { integerInput } from "../integer";
import { jsonInput } from "../json";
import { warehouseId } from "../shared";
import { namesInput } from "../stringList";
import { timeoutSeconds } from "../waiting";
import { conditionRows } from "./conditionRows";
import { recordTableInputs } from "./recordInputs";

/** Operators as SQL writes them. */
const signs: Readonly<Record<string, ConditionOperator>> = {
  "=": "equals",
  "==": "equals",
  "<>": "notEquals",
  "!=": "notEquals",
  "<": "less",
  "<=": "lessOrEqual",
  ">": "greater",
  ">=": "greaterOrEqual",
};

/** An operator without case, and without what stands between its words. */
const plainOperator = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, "");

const readOperator = (given: unknown, place: string): ConditionOperator => {
  const text = typeof given === "string" ? plainOperator(given) : "";
  const found = Object.hasOwn(signs, text)
    ? signs[text]
    : conditionOperators.find((operator) => operator.toLowerCase() === text);
  if (found) return found;
  throw new Error(`${place} must have one of these as operator: ${conditionOperators.join(", ")}.`);
};

/** The operator that a value without one means. */
const impliedOperator = (value: unknown): ConditionOperator =>
  value === null ? "isNull" : Array.isArray(value) ? "in" : "equals";

const readCondition = (entry: unknown, place: string): Condition => {
  if (!isJsonObject(entry)) throw new Error(`${place} must be an object with column, operator and value.`);
  const { column, operator, value } = entry;
  if (typeof column !== "string" || isBlank(column)) throw new Error(`${place} must have a column.`);
  const other = Object.keys(entry).find((key) => !["column", "operator", "value"].includes(key));
  if (other !== undefined) throw new Error(`${place} must have only column, operator and value.`);
  return {
    column: column.trim(),
    operator: isBlank(operator) ? impliedOperator(value) : readOperator(operator, place),
    value,
  };
};

/** Reads a list of conditions, or an object of columns and their values. */
const readConditions: Reader<Condition[]> = (json, label) => {
  if (Array.isArray(json))
    return json.map((entry, index) => readCondition(entry, `${label}: entry ${index + 1}`));
  if (!isJsonObject(json))
    throw new Error(`${label} must be a list of conditions, or an object of columns and values.`);
  return Object.entries(json).map(([column, value]) => ({ column, operator: impliedOperator(value), value }));
};

const maxRows = 100_000;

/** The inputs, in order. */
export const findInputs = {
  warehouseId,
  ...recordTableInputs,
  conditions: whenEmpty(
    refine(
      jsonInput({
        label: conditionsLabel,
        comments: `The conditions on columns: a list of objects with column, operator and value. Operators are ${conditionOperators.join(", ")}; between takes a list of two values, in and notIn take a list of any length. An object such as {"city": "London", "status": ["new", "paid"], "closed_at": null} looks for equal values, for one of several values, and for NULL. Only isNull finds NULL. Condition Rows also apply. If both are empty, every row is found.`,
        placeholder: '[{"column": "total", "operator": "greater", "value": 100}]',
        example: JSON.stringify(conditionExamples),
      }),
      readConditions,
    ),
    [],
  ),
  match: withDefault(
    choiceInput({
      label: "Match",
      comments: "Whether a row must fulfill all conditions or any of them.",
      choices: { all: "All conditions", any: "Any condition" },
    }),
    "all",
  ),
  columns: namesInput({
    label: "Columns",
    comments: "The columns to return. If empty, all columns are returned.",
    placeholder: "id",
    example: '["id", "name", "city"]',
    dataSource: "selectColumn",
  }),
  orderBy: namesInput({
    label: "Order By",
    comments: "The columns to order the rows by, each with ASC or DESC. If empty, the order is not defined.",
    placeholder: "updated_at DESC",
    example: '["id ASC"]',
  }),
  limit: withDefault(
    integerInput({
      label: "Limit",
      comments: "The maximum number of rows to return. hasMore in the result says whether there are more.",
      example: "100",
      min: 1,
      max: maxRows,
    }),
    100,
  ),
  timeoutSeconds: timeoutSeconds("for the rows", "A statement that has not ended by then is cancelled."),
  conditionRows,
};

/** The values of the inputs, with the conditions of both inputs together. */
export const withAllConditions = <Given extends { conditions: Condition[]; conditionRows?: Condition[] }>(
  given: Given,
) => ({ ...given, conditions: [...given.conditions, ...(given.conditionRows ?? [])] });
