/**
 * Named parameters of a statement, bound with the rules of CAST.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-parameter-marker
 */
import { castSql } from "./analysis/casts";
import { isInterval, isNested } from "./analysis/coercion";
import type { TypedSql } from "./analysis/typedSql";
import { type DataType, physicalType, STRING, typeText } from "./dataTypes";
import { quoteText } from "./duckdbSql";
import type { BoundParameter } from "./engine";
import { sqlError } from "./errors";
import { Cursor } from "./parser/cursor";
import { parseWholeType } from "./parser/dataType";
import { parseInterval } from "./parser/literals";
import { parseDate, parseTimestamp } from "./values/timeText";

/** Types whose texts can stand for a literal as they are. */
const plain = /^(STRING|TINYINT|SMALLINT|INT|BIGINT)$/;

/** How a parameter is known to its markers. */
const labelOf = ({ name, ordinal }: BoundParameter, index: number): string =>
  name ? name : `?${ordinal ?? index + 1}`;

/** The texts of parameters by their labels, for names of objects; other types than STRING name nothing. */
export const parameterTexts = (parameters: BoundParameter[]): Map<string, string | null> =>
  new Map(
    parameters.flatMap((parameter, index) =>
      /^(STRING|VARCHAR|CHAR)?$/i.test(parameter.type ?? "")
        ? [[labelOf(parameter, index), parameter.value ?? null]]
        : [],
    ),
  );

/**
 * The parameters by name; one without a name is known by its number, `?1` being the first.
 * @throws SqlError for a type that is unknown or cannot be bound
 */
export function parametersByName(parameters: BoundParameter[]): Map<string, TypedSql> {
  return new Map(parameters.map((parameter, index) => [labelOf(parameter, index), bindParameter(parameter)]));
}

function bindParameter({ name, value, type: written }: BoundParameter): TypedSql {
  const type = written ? parseWholeType(written) : STRING;
  if (isNested(type) || type.kind === "VARIANT") {
    throw sqlError(
      "INVALID_PARAMETER_VALUE",
      `The parameter ${name} has the type ${typeText(type)}, which parameters cannot have.`,
      "22023",
    );
  }
  if (value === undefined || value === null) {
    return {
      sql: type.kind === "VOID" ? "NULL" : `CAST(NULL AS ${physicalType(type)})`,
      type,
      name: "NULL",
      literal: null,
    };
  }
  if (isInterval(type)) {
    return intervalOf(value, type);
  }
  return { sql: castSql(quoteText(value), STRING, type), type, name: value, literal: literalOf(value, type) };
}

/** An interval as its literal would be written between the quotes. Throws as the literal does. */
function intervalOf(value: string, type: DataType): TypedSql {
  const units = typeText(type).replace("INTERVAL ", "");
  const cursor = new Cursor(`'${value.replace(/[\\']/g, "\\$&")}' ${units}`);
  const { value: size } = parseInterval(cursor, 0);
  return { sql: `CAST(${size} AS ${physicalType(type)})`, type, name: value };
}

/** The value as a literal of the type has it, where that is known without running anything. */
function literalOf(value: string, type: DataType): string | undefined {
  if (type.kind === "TIMESTAMP" || type.kind === "TIMESTAMP_NTZ") {
    return parseTimestamp(value, type.kind === "TIMESTAMP_NTZ")?.toString();
  }
  if (type.kind === "DATE") {
    return parseDate(value)?.toString();
  }
  return plain.test(type.kind) && (type.kind === "STRING" || /^-?\d+$/.test(value)) ? value : undefined;
}
