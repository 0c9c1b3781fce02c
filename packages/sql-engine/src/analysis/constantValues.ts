/** Values that are known before a statement runs. */
import type { DataType } from "../dataTypes";
import type { Expression } from "../parser/ast";
import { parseDate, parseTimestamp } from "../values/timeText";
import type { ExpressionCompiler } from "./compiler";

/** A value's type and text as a literal has it: digits, a string's text, microseconds, days; `null` for NULL. */
export interface Constant {
  type: DataType;
  value: string | null;
}

const microsPerDay = 86_400_000_000n;

/** The value as a timestamp in UTC, microseconds since the epoch; nothing where it is no time. */
export function micros({ type, value }: Constant): bigint | undefined {
  if (value === null) {
    return undefined;
  }
  switch (type.kind) {
    case "STRING":
      return parseTimestamp(value, false);
    case "DATE":
      return BigInt(value) * microsPerDay;
    case "TIMESTAMP":
    case "TIMESTAMP_NTZ":
      return BigInt(value);
    default:
      return undefined;
  }
}

/** Functions of one constant that give a timestamp, with the microseconds of a unit where it is a number. */
const units: Record<string, bigint> = {
  timestamp_seconds: 1_000_000n,
  timestamp_millis: 1000n,
  timestamp_micros: 1n,
};

const integers = /^(TINYINT|SMALLINT|INT|BIGINT)$/;

function converted(from: Constant, type: DataType): Constant | undefined {
  const { value } = from;
  if (value === null) {
    return { type, value };
  }
  if (type.kind === "TIMESTAMP" || type.kind === "TIMESTAMP_NTZ") {
    const time = micros(from);
    return time === undefined ? undefined : { type, value: String(time) };
  }
  if (type.kind === "DATE" && from.type.kind === "STRING") {
    const days = parseDate(value);
    return days === undefined ? undefined : { type, value: String(days) };
  }
  const isInteger = integers.test(from.type.kind) || from.type.kind === "STRING";
  return integers.test(type.kind) && isInteger && /^\s*[+-]?\d+\s*$/.test(value)
    ? { type, value: String(BigInt(value.trim().replace(/^\+/, ""))) }
    : undefined;
}

/** The value of an expression of literals, parameters and a few functions; nothing for any other. */
export function constantOf(expression: Expression, compiler: ExpressionCompiler): Constant | undefined {
  switch (expression.node) {
    case "literal":
    case "parameter": {
      const { type, literal } = compiler.compile(expression);
      return literal === undefined ? undefined : { type, value: literal };
    }
    case "unary": {
      const inner = constantOf(expression.operand, compiler);
      return inner?.value && expression.operator === "-" && integers.test(inner.type.kind)
        ? { type: inner.type, value: String(-BigInt(inner.value)) }
        : undefined;
    }
    case "cast": {
      const inner = constantOf(expression.operand, compiler);
      return inner && converted(inner, expression.type);
    }
    case "call": {
      return callOf(expression, compiler);
    }
    default:
      return undefined;
  }
}

function callOf(call: Expression & { node: "call" }, compiler: ExpressionCompiler): Constant | undefined {
  const type: DataType = { kind: "TIMESTAMP" };
  if (/^(current_timestamp|now)$/.test(call.name)) {
    return { type, value: String(compiler.environment.now) };
  }
  const inner = call.args[0] && call.args.length === 1 ? constantOf(call.args[0], compiler) : undefined;
  if (!inner) {
    return undefined;
  }
  if (/^(to_timestamp|timestamp)$/.test(call.name)) {
    return converted(inner, type);
  }
  const unit = units[call.name];
  return unit && inner.value !== null && integers.test(inner.type.kind)
    ? { type, value: String(BigInt(inner.value) * unit) }
    : undefined;
}
