/** Types of columns from the values of JSON and CSV, as Spark infers them. */
import { type DataType, decimal, STRING, type StructType } from "../dataTypes";
import type { Json } from "../values/jsonReader";
import { parseDate, parseTimestamp } from "../values/timeText";

/** VOID stands for what only NULL has been seen of. */
const VOID: DataType = { kind: "VOID" };

const longest = 2n ** 63n;

function numberType(text: string, whole: boolean): DataType {
  if (!whole) {
    return { kind: "DOUBLE" };
  }
  const value = BigInt(text);
  if (value >= -longest && value < longest) {
    return { kind: "BIGINT" };
  }
  const digits = text.replace("-", "").length;
  return digits <= 38 ? decimal(digits, 0) : { kind: "DOUBLE" };
}

/** The type of one value of JSON; `asTexts` makes every scalar a STRING. */
export function jsonType(value: Json, asTexts: boolean): DataType {
  switch (value.kind) {
    case "null":
      return VOID;
    case "string":
      return value.value === "" ? VOID : STRING;
    case "boolean":
      return asTexts ? STRING : { kind: "BOOLEAN" };
    case "number":
      return asTexts ? STRING : numberType(value.text, value.whole);
    case "array":
      return {
        kind: "ARRAY",
        element: value.items.map((item) => jsonType(item, asTexts)).reduce(mergedType, VOID),
      };
    default:
      return value.members
        .map(
          ([name, member]): StructType => ({
            kind: "STRUCT",
            fields: [{ name, type: jsonType(member, asTexts) }],
          }),
        )
        .reduce<DataType>(mergedType, { kind: "STRUCT", fields: [] });
  }
}

const wholeDigits: Partial<Record<DataType["kind"], number>> = { INT: 10, BIGINT: 20 };
const order = ["INT", "BIGINT", "DECIMAL", "DOUBLE"];

function mergedNumbers(left: DataType, right: DataType): DataType | undefined {
  const [low, high] = [left, right].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (!low || !high || !order.includes(low.kind) || !order.includes(high.kind)) {
    return undefined;
  }
  if (high.kind !== "DECIMAL") {
    return high;
  }
  const digits = low.kind === "DECIMAL" ? low.precision : (wholeDigits[low.kind] ?? 38);
  return decimal(Math.max(digits, high.precision), 0);
}

/** The type that values of both types have. */
export function mergedType(left: DataType, right: DataType): DataType {
  if (left.kind === "VOID" || right.kind === "VOID") {
    return left.kind === "VOID" ? right : left;
  }
  if (left.kind === "STRUCT" && right.kind === "STRUCT") {
    const fields = new Map(left.fields.map(({ name, type }) => [name, type]));
    for (const { name, type } of right.fields) {
      fields.set(name, mergedType(fields.get(name) ?? VOID, type));
    }
    return { kind: "STRUCT", fields: [...fields].map(([name, type]) => ({ name, type })) };
  }
  if (left.kind === "ARRAY" && right.kind === "ARRAY") {
    return { kind: "ARRAY", element: mergedType(left.element, right.element) };
  }
  const isTime = (type: DataType) => type.kind === "DATE" || type.kind === "TIMESTAMP";
  if (left.kind !== right.kind && isTime(left) && isTime(right)) {
    return { kind: "TIMESTAMP" };
  }
  const numbers = mergedNumbers(left, right);
  return numbers ?? (left.kind === right.kind ? left : STRING);
}

/** The type that a column gets: without what only NULL was seen of, fields by name. Nothing for an empty STRUCT. */
export function settledType(type: DataType): DataType | undefined {
  switch (type.kind) {
    case "VOID":
      return STRING;
    case "ARRAY": {
      const element = settledType(type.element);
      return element && { kind: "ARRAY", element };
    }
    case "STRUCT": {
      const fields = type.fields.flatMap((field) => {
        const settled = settledType(field.type);
        return settled ? [{ name: field.name, type: settled }] : [];
      });
      fields.sort((left, right) => (left.name < right.name ? -1 : 1));
      return fields.length > 0 ? { kind: "STRUCT", fields } : undefined;
    }
    default:
      return type;
  }
}

/** The type of one cell of CSV. */
export function cellType(cell: string | null): DataType {
  if (cell === null) {
    return VOID;
  }
  if (/^[+-]?\d+$/.test(cell)) {
    const value = BigInt(cell);
    return value >= -(2n ** 31n) && value < 2n ** 31n
      ? { kind: "INT" }
      : numberType(cell.replace("+", ""), true);
  }
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$|^(?:NaN|-?Inf)$/.test(cell)) {
    return { kind: "DOUBLE" };
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell) && parseDate(cell) !== undefined) {
    return { kind: "DATE" };
  }
  if (/^\d{4}-/.test(cell) && parseTimestamp(cell, true) !== undefined) {
    return { kind: "TIMESTAMP" };
  }
  return /^(true|false)$/i.test(cell) ? { kind: "BOOLEAN" } : STRING;
}
