/** How a function is described: what it takes, what it gives, and its DuckDB text. */
import {
  type ArrayType,
  array,
  type DataType,
  type MapType,
  physicalType,
  typeText,
  VOID,
} from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import { isIntegral, mixesTexts } from "../coercion";
import type { ExpressionCompiler } from "../compiler";
import type { TypedSql } from "../typedSql";
import { unexpectedInput } from "../typeErrors";
import { nameOfCall } from "./names";

/** How many arguments a function takes. */
export interface ArityRule {
  /** Fewest and most. */
  arity: [number, number];
  /** Fewest and most that Databricks takes, where the engine supports less. */
  databricksArity?: [number, number];
}

/** A function of one row. */
export interface ScalarFunction extends ArityRule {
  compile(node: CallNode, compiler: ExpressionCompiler): Pick<TypedSql, "sql" | "type"> & Partial<TypedSql>;
}

export type ScalarFunctions = Record<string, ScalarFunction>;

type Emit = (args: string[], values: TypedSql[]) => string;
type Result = DataType | ((values: TypedSql[]) => DataType);

const any = Number.POSITIVE_INFINITY;

/**
 * A function whose arguments have fixed types.
 * @param least how many arguments must be there; the rest may be left out
 */
export function typedFunction(
  parameters: DataType[],
  result: Result,
  emit: Emit,
  least = parameters.length,
): ScalarFunction {
  return {
    arity: [least, parameters.length],
    compile(node, compiler) {
      const values = node.args.map((argument, index) =>
        compiler.compileAs(argument, parameters[index] as DataType, node.name),
      );
      return {
        sql: emit(
          values.map((value) => value.sql),
          values,
        ),
        type: typeof result === "function" ? result(values) : result,
        name: callName(node.name, values),
      };
    },
  };
}

/** A function that takes no value of another type by converting it, except NULL; `takes` tells which it does. */
export function exactFunction(scalar: ScalarFunction, takes: (type: DataType) => boolean): ScalarFunction {
  return {
    ...scalar,
    compile(node, compiler) {
      const [first] = node.args;
      const value = first && compiler.compile(first);
      if (value && value.type.kind !== "VOID" && !takes(value.type)) {
        throw unexpectedInput(node.name, value, "matching");
      }
      return scalar.compile(node, compiler);
    },
  };
}

/** A function that decides about its arguments' types itself. */
export function untypedFunction(
  arity: [number, number],
  compile: (
    values: TypedSql[],
    compiler: ExpressionCompiler,
    node: CallNode,
  ) => { sql: string; type: DataType; name?: string },
): ScalarFunction {
  return {
    arity,
    compile(node, compiler) {
      const values = node.args.map((argument) => compiler.compile(argument));
      return { name: callName(node.name, values), ...compile(values, compiler, node) };
    },
  };
}

export const unlimited = any;

export function callName(name: string, values: TypedSql[]): string {
  return nameOfCall(
    name,
    values.map((value) => value.name),
  );
}

/** Refuses a call with too few or too many arguments, as a mistake only where it is one on Databricks too. */
export function checkArity(node: CallNode, { arity, databricksArity }: ArityRule): void {
  const count = node.args.length;
  const within = ([fewest, highest]: [number, number]) => count >= fewest && count <= highest;
  if (!within(arity)) {
    if (databricksArity && within(databricksArity)) {
      throw unsupported(`${node.name}() with ${count} arguments`);
    }
    const [least, most] = databricksArity ?? arity;
    const expected =
      least === most
        ? String(least)
        : most === any
          ? `> ${least - 1}`
          : `[${Array.from({ length: most - least + 1 }, (_, index) => least + index).join(", ")}]`;
    throw sqlError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      `The \`${node.name}\` requires ${expected} parameters but the actual number is ${count}.`,
      "42605",
    );
  }
}

/** The error for an argument of a wrong type. */
export function wrongType(node: CallNode, position: number, required: string, value: TypedSql): Error {
  return sqlError(
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
    `Cannot resolve "${node.name}" due to data type mismatch: The parameter ${position} requires the "${required}" type, however "${value.name}" has another type.`,
    "42K09",
  );
}

/** The value, which must be an ARRAY; NULL is one of nothing known. */
export function arrayOf(
  value: TypedSql | undefined,
  node: CallNode,
  position = 1,
): TypedSql & { type: ArrayType } {
  if (value?.type.kind === "VOID") {
    const type = array(VOID);
    return { ...value, sql: `CAST(NULL AS ${physicalType(type)})`, type };
  }
  if (value?.type.kind !== "ARRAY") {
    throw wrongType(node, position, "ARRAY", value as TypedSql);
  }
  return value as TypedSql & { type: ArrayType };
}

/** The value, which must be an ARRAY, and not a NULL without a type. */
export function knownArray(value: TypedSql | undefined, node: CallNode): TypedSql & { type: ArrayType } {
  if (value?.type.kind === "VOID") {
    throw wrongType(node, 1, "ARRAY", value);
  }
  return arrayOf(value, node);
}

/** The value, which must be a MAP, and not a NULL without a type. */
export function knownMap(value: TypedSql | undefined, node: CallNode): TypedSql & { type: MapType } {
  if (value?.type.kind === "VOID") {
    throw wrongType(node, 1, "MAP", value);
  }
  return mapOf(value, node);
}

/** DuckDB text of a value as a key of a map; a STRING does not become another type there. */
export function mapKey(
  map: TypedSql & { type: MapType },
  key: TypedSql,
  compiler: ExpressionCompiler,
  node: CallNode,
): string {
  if (mixesTexts(map.type.key, key.type)) {
    throw sqlError(
      "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES",
      `Cannot resolve "${node.name}(${map.name}, ${key.name})" due to data type mismatch: Input to \`${node.name}\` should have been "MAP" followed by a value with same key type, but it's ["${typeText(map.type)}", "${typeText(key.type)}"].`,
      "42K09",
    );
  }
  return compiler.implicit(key, map.type.key, node.name).sql;
}

/** The value, which must be a MAP; NULL is one of nothing known. */
export function mapOf(
  value: TypedSql | undefined,
  node: CallNode,
  position = 1,
): TypedSql & { type: MapType } {
  if (value?.type.kind === "VOID") {
    const type: MapType = { kind: "MAP", key: VOID, value: VOID };
    return { ...value, sql: `CAST(NULL AS ${physicalType(type)})`, type };
  }
  if (value?.type.kind !== "MAP") {
    throw wrongType(node, position, "MAP", value as TypedSql);
  }
  return value as TypedSql & { type: MapType };
}

/** A whole number that must be a literal; `fallback` where the argument is left out. */
export function literalInt(value: TypedSql | undefined, fallback: number, where: string): number {
  if (value === undefined) {
    return fallback;
  }
  if (typeof value.literal !== "string" || !isIntegral(value.type)) {
    throw unsupported(`${where} with a number that is not a literal`);
  }
  return Number(value.literal);
}
