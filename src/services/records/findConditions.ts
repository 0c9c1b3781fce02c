/** Conditions on the columns of a table, in SQL: every value is a parameter, and checked against its column's type. */
import { scalarTypeName } from "../../results/sqlTypeText";
import { quotedName } from "../sql/sqlNames";
import type { StatementParameter } from "../sql/statements";
import { maxBatchBytes } from "./batches";
import { columnPositions } from "./fieldMatching";
import { storedText, textTypes } from "./rowSource";
import type { TargetColumn, TargetTable } from "./targetTable";
import { valueEncoder } from "./valueEncoder";
import { shownName, ValueProblem } from "./valueProblem";

/** How a condition compares: with what SQL, and what value it takes. */
const operators = {
  equals: { takes: "value", sql: "=" },
  notEquals: { takes: "value", sql: "<>" },
  less: { takes: "value", sql: "<" },
  lessOrEqual: { takes: "value", sql: "<=" },
  greater: { takes: "value", sql: ">" },
  greaterOrEqual: { takes: "value", sql: ">=" },
  between: { takes: "two", sql: "BETWEEN" },
  in: { takes: "list", sql: "IN" },
  notIn: { takes: "list", sql: "NOT IN" },
  isNull: { takes: "nothing", sql: "IS NULL" },
  isNotNull: { takes: "nothing", sql: "IS NOT NULL" },
  startsWith: { takes: "text", sql: "startswith" },
  contains: { takes: "text", sql: "contains" },
} as const;

/** How a condition compares. */
export type ConditionOperator = keyof typeof operators;

/** The operators, in the order in which they are documented. */
export const conditionOperators = Object.keys(operators) as ConditionOperator[];

/** What an operator takes: a value, a text, two values, a list, or nothing. */
export const operatorTakes = (operator: ConditionOperator): (typeof operators)[ConditionOperator]["takes"] =>
  operators[operator].takes;

/** A condition on a column. */
export interface Condition {
  column: string;
  operator: ConditionOperator;
  value?: unknown;
  /** What gives it, for errors, if not Conditions. */
  place?: string;
}

/** The input that holds the conditions. */
export const conditionsLabel = "Conditions";

/** The longest list whose values are parameters of their own. Databricks takes 255 parameters. */
const maxListMarkers = 50;
const maxMarkers = 255;

/** Types whose values have no order, and may not be equal to others. */
const notComparable: ReadonlySet<string> = new Set(["VARIANT", "MAP", "ARRAY", "STRUCT"]);

const nameOfType = ({ type }: TargetColumn): string =>
  type.kind === "scalar" ? scalarTypeName(type) : type.kind.toUpperCase();

/** The SQL of a value of a column, out of a text. */
const valueSql = (column: TargetColumn, text: string): string => {
  const name = nameOfType(column);
  if (textTypes.has(name)) return storedText(column.type, text);
  return name === "BINARY" ? `unbase64(${text})` : `CAST(${text} AS ${column.typeText})`;
};

/** The SQL of a list of texts as a column of text holds them. */
const storedTexts = ({ type }: TargetColumn, list: string): string => {
  const stored = storedText(type, "one");
  return stored === "one" ? list : `transform(${list}, one -> ${stored})`;
};

/** Writes one condition after the other, and collects their parameters. */
class ConditionWriter {
  readonly parameters: StatementParameter[] = [];

  constructor(readonly table: TargetTable) {}

  /** @param number the condition's number, from 1 */
  write({ column: name, operator, value, place }: Condition, number: number): string {
    const [position = 0] = columnPositions(this.table, [name], place ?? conditionsLabel);
    const column = this.table.columns[position] as TargetColumn;
    const fail = (reason: string): never => {
      throw new Error(
        `${place ?? `${conditionsLabel}: condition ${number}`}, column ${shownName(column.name)}: ${reason}.`,
      );
    };
    const { takes, sql } = operators[operator];
    const operand = quotedName([column.name]);
    if (takes === "nothing") {
      if (value !== undefined && value !== null && value !== "") fail(`${operator} takes no value`);
      return `${operand} ${sql}`;
    }
    if (notComparable.has(nameOfType(column))) {
      fail(`values of ${nameOfType(column)} can only be compared with isNull and isNotNull`);
    }
    const textOf = (one: unknown): string => {
      const text = valueEncoder(column.type)(one);
      if (text instanceof ValueProblem) return fail(text.describe());
      return text ?? fail(`${operator} takes no NULL: use isNull or isNotNull`);
    };
    switch (takes) {
      case "value":
        return `${operand} ${sql} ${this.#valueOf(column, textOf(value))}`;
      case "text":
        if (!textTypes.has(nameOfType(column))) fail(`${operator} takes columns of text`);
        return `${sql}(${operand}, ${this.#marker(textOf(value))})`;
      case "two": {
        const [low, high, ...others] = Array.isArray(value) ? value : [];
        if (low === undefined || high === undefined || others.length > 0) {
          fail(`${operator} takes a list of two values, the lowest and the highest`);
        }
        return `${operand} BETWEEN ${this.#valueOf(column, textOf(low))} AND ${this.#valueOf(column, textOf(high))}`;
      }
      case "list": {
        if (!Array.isArray(value)) return fail(`${operator} takes a list of values`);
        return this.#inList(column, sql, value.map(textOf));
      }
    }
  }

  #marker(value: string): string {
    if (Buffer.byteLength(value) > maxBatchBytes) {
      throw new Error(
        `${conditionsLabel} has a value of more than ${maxBatchBytes} bytes: use several steps.`,
      );
    }
    const name = `p${this.parameters.length + 1}`;
    this.parameters.push({ name, value, type: "STRING" });
    if (this.parameters.length > maxMarkers) {
      throw new Error(`${conditionsLabel} has more than the ${maxMarkers} values that a statement takes.`);
    }
    return `:${name}`;
  }

  #valueOf(column: TargetColumn, text: string): string {
    return valueSql(column, this.#marker(text));
  }

  /** A long list is one JSON text. Bytes are compared by their Base64 text, which an array of texts can hold. */
  #inList(column: TargetColumn, sql: "IN" | "NOT IN", texts: readonly string[]): string {
    const operand = quotedName([column.name]);
    if (texts.length === 0) return sql === "IN" ? "false" : "true";
    if (texts.length <= maxListMarkers) {
      return `${operand} ${sql} (${texts.map((text) => this.#valueOf(column, text)).join(", ")})`;
    }
    const list = `from_json(${this.#marker(JSON.stringify(texts))}, 'ARRAY<STRING>', map('mode', 'FAILFAST'))`;
    const name = nameOfType(column);
    if (name === "BINARY") return `base64(${operand}) ${sql} (SELECT explode(${list}))`;
    const values = textTypes.has(name)
      ? storedTexts(column, list)
      : `CAST(${list} AS ARRAY<${column.typeText}>)`;
    return `${operand} ${sql} (SELECT explode(${values}))`;
  }
}

/**
 * Writes conditions as SQL.
 * @param match whether all of them must be fulfilled, or any
 * @returns the condition, none without any, and its parameters
 * @throws Error that names the input, the condition's number and its column when a value does not fit the column
 */
export const conditionSql = (
  table: TargetTable,
  conditions: readonly Condition[],
  match: "all" | "any",
): { condition?: string; parameters: StatementParameter[] } => {
  const writer = new ConditionWriter(table);
  const written = conditions.map((condition, index) => writer.write(condition, index + 1));
  return {
    ...(written.length > 0 && { condition: written.join(match === "all" ? " AND " : " OR ") }),
    parameters: writer.parameters,
  };
};
