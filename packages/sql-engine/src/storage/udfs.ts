/** User-defined functions that DuckDB calls: what it lacks, or computes differently from Spark. */
import {
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import { SqlError } from "../errors";

/** One function: NULL in an argument gives NULL without a call. */
export interface Udf {
  name: string;
  parameters: DuckDBType[];
  result: DuckDBType;
  /** @throws SqlError, which ends the statement */
  compute(...args: never[]): DuckDBValue;
}

/** Registers functions for every connection of a database. */
export function registerUdfs(connection: DuckDBConnection, functions: readonly Udf[]): void {
  for (const definition of functions) {
    connection.registerScalarFunction(duckdbFunction(definition));
  }
}

function duckdbFunction({ name, parameters, result, compute }: Udf): DuckDBScalarFunction {
  const call = compute as (...args: DuckDBValue[]) => DuckDBValue;
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters,
    returnType: result,
    // Otherwise DuckDB decides about NULL itself, after the call.
    specialHandling: true,
    mainFunction(info, input, output) {
      const columns = parameters.map((_, index) => input.getColumnVector(index));
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = columns.map((column) => column.getItem(row) as DuckDBValue);
          output.setItem(row, args.includes(null) ? null : call(...args));
        }
        output.flush();
      } catch (error) {
        info.setError(
          error instanceof SqlError ? `§${error.sqlState}§${error.message}` : `a function failed: ${error}`,
        );
      }
    },
  });
}
