/**
 * Which types are compatible. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datatype-rules
 */
import {
  BIGINT,
  type DataType,
  type DecimalType,
  DOUBLE,
  decimal,
  type Kind,
  STRING,
  type StructField,
  sameType,
  TIMESTAMP,
} from "../dataTypes";

const integralDigits: Partial<Record<Kind, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 20 };
const integralOrder: Kind[] = ["TINYINT", "SMALLINT", "INT", "BIGINT"];

export const isIntegral = (type: DataType): boolean => integralDigits[type.kind] !== undefined;
export const isFractional = (type: DataType): boolean => type.kind === "FLOAT" || type.kind === "DOUBLE";
export const isNumeric = (type: DataType): boolean =>
  isIntegral(type) || isFractional(type) || type.kind === "DECIMAL";
export const isTimestamp = (type: DataType): boolean =>
  type.kind === "TIMESTAMP" || type.kind === "TIMESTAMP_NTZ";
export const isDatetime = (type: DataType): boolean => type.kind === "DATE" || isTimestamp(type);
export const isInterval = (type: DataType): boolean => type.kind === "YEAR_MONTH" || type.kind === "DAY_TIME";
export const isNested = (type: DataType): boolean =>
  type.kind === "ARRAY" || type.kind === "MAP" || type.kind === "STRUCT";

/** Whether values of a type compare and can be keys of ORDER BY and GROUP BY. */
export function isOrderable(type: DataType): boolean {
  switch (type.kind) {
    case "MAP":
    case "VARIANT":
      return false;
    case "ARRAY":
      return isOrderable(type.element);
    case "STRUCT":
      return type.fields.every((field) => isOrderable(field.type));
    default:
      return true;
  }
}

/** A decimal that Databricks can hold: where 38 digits do not suffice, digits behind the point go first. */
export function boundedDecimal(precision: number, scale: number): DecimalType {
  if (precision <= 38) {
    return decimal(precision, scale);
  }
  const whole = precision - scale;
  return decimal(38, Math.max(38 - whole, Math.min(scale, 6)));
}

/** The decimal that holds every value of an exact number's type; for a literal, unless TINYINT, just that literal. */
export function asDecimal(type: DataType, literal?: string | null): DecimalType | undefined {
  if (type.kind === "DECIMAL") {
    return type;
  }
  const digits = integralDigits[type.kind];
  if (digits === undefined) {
    return undefined;
  }
  const own = literal && type.kind !== "TINYINT";
  return decimal(own ? Math.max(literal.replace("-", "").length, 1) : digits, 0);
}

/** Where 38 digits do not suffice, those behind the point go. */
function widerDecimal(left: DecimalType, right: DecimalType): DecimalType {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return decimal(Math.min(38, whole + scale), Math.max(0, Math.min(scale, 38 - whole)));
}

function widerNumber(left: DataType, right: DataType): DataType {
  if (isIntegral(left) && isIntegral(right)) {
    return integralOrder.indexOf(left.kind) >= integralOrder.indexOf(right.kind) ? left : right;
  }
  const [first, second] = [asDecimal(left), asDecimal(right)];
  if (first && second) {
    return widerDecimal(first, second);
  }
  return left.kind === "FLOAT" && right.kind === "FLOAT" ? left : DOUBLE;
}

/** A STRING with another type becomes that type; with an exact whole number BIGINT, with others DOUBLE. */
function withString(other: DataType): DataType | undefined {
  if (isIntegral(other)) {
    return BIGINT;
  }
  if (isNumeric(other)) {
    return DOUBLE;
  }
  return isNested(other) || other.kind === "VARIANT" ? undefined : other;
}

/** The least type that both can become without a CAST, or nothing. */
export function leastCommonType(left: DataType, right: DataType): DataType | undefined {
  if (sameType(left, right) || right.kind === "VOID") {
    return left;
  }
  if (left.kind === "VOID") {
    return right;
  }
  if (isNumeric(left) && isNumeric(right)) {
    return widerNumber(left, right);
  }
  if (left.kind === "STRING" || right.kind === "STRING") {
    return left.kind === "STRING" ? withString(right) : withString(left);
  }
  if (isDatetime(left) && isDatetime(right)) {
    return left.kind === "TIMESTAMP_NTZ" || right.kind === "TIMESTAMP_NTZ"
      ? left.kind === "TIMESTAMP" || right.kind === "TIMESTAMP"
        ? TIMESTAMP
        : { kind: "TIMESTAMP_NTZ" }
      : TIMESTAMP;
  }
  return commonInterval(left, right) ?? commonNested(left, right);
}

const intervalUnits = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

function commonInterval(left: DataType, right: DataType): DataType | undefined {
  if (!isInterval(left) || left.kind !== right.kind) {
    return undefined;
  }
  const [first, second] = [left, right] as { from: string; to: string }[];
  const spread = [first?.from, first?.to, second?.from, second?.to].map((unit) =>
    intervalUnits.indexOf(unit ?? ""),
  );
  return {
    kind: left.kind,
    from: intervalUnits[Math.min(...spread)],
    to: intervalUnits[Math.max(...spread)],
  } as DataType;
}

function commonNested(left: DataType, right: DataType): DataType | undefined {
  if (left.kind === "ARRAY" && right.kind === "ARRAY") {
    const element = leastCommonType(left.element, right.element);
    return element && { kind: "ARRAY", element };
  }
  if (left.kind === "MAP" && right.kind === "MAP") {
    const key = leastCommonType(left.key, right.key);
    const value = leastCommonType(left.value, right.value);
    return key && value && { kind: "MAP", key, value };
  }
  if (left.kind === "STRUCT" && right.kind === "STRUCT" && left.fields.length === right.fields.length) {
    const fields: StructField[] = [];
    for (const [index, field] of left.fields.entries()) {
      const other = right.fields[index];
      const type = other && leastCommonType(field.type, other.type);
      if (!type || field.name.toLowerCase() !== other.name.toLowerCase()) {
        return undefined;
      }
      fields.push({ name: field.name, type });
    }
    return { kind: "STRUCT", fields };
  }
  return undefined;
}

/** Whether a STRING would become another type in the common type of both, also inside of them. */
export function mixesTexts(left: DataType, right: DataType): boolean {
  if (left.kind === "ARRAY" && right.kind === "ARRAY") {
    return mixesTexts(left.element, right.element);
  }
  if (left.kind === "MAP" && right.kind === "MAP") {
    return mixesTexts(left.key, right.key) || mixesTexts(left.value, right.value);
  }
  if (left.kind === "STRUCT" && right.kind === "STRUCT") {
    return left.fields.some((field, index) =>
      mixesTexts(field.type, right.fields[index]?.type ?? field.type),
    );
  }
  return (
    (left.kind === "STRING") !== (right.kind === "STRING") && left.kind !== "VOID" && right.kind !== "VOID"
  );
}

/** The least common type of several where a STRING stays a STRING, or nothing. */
export function plainCommonTypeOf(types: DataType[]): DataType | undefined {
  return types.some((left) => types.some((right) => mixesTexts(left, right)))
    ? undefined
    : leastCommonTypeOf(types);
}

/**
 * Whether a function that wants `to` takes a value of type `from` without a CAST. Databricks also narrows there,
 * such as BIGINT to INT or TIMESTAMP to DATE, and checks the range when it runs.
 */
export function convertsImplicitly(from: DataType, to: DataType): boolean {
  if (sameType(from, to) || from.kind === "VOID") {
    return true;
  }
  if (from.kind === "STRING") {
    return !isNested(to) && to.kind !== "VARIANT" && !isInterval(to);
  }
  if (to.kind === "STRING") {
    return !isNested(from) && from.kind !== "VARIANT" && !isInterval(from);
  }
  if (isNumeric(from) && isNumeric(to)) {
    return isFractional(to) || !isFractional(from);
  }
  if (isDatetime(from) && isDatetime(to)) {
    return true;
  }
  return commonNested(from, to) !== undefined || commonInterval(from, to) !== undefined;
}

/** The least common type of several, STRING where all are NULL-typed strings. */
export function leastCommonTypeOf(types: DataType[]): DataType | undefined {
  return types.reduce<DataType | undefined>(
    (common, type) => (common ? leastCommonType(common, type) : undefined),
    types[0] ?? STRING,
  );
}
