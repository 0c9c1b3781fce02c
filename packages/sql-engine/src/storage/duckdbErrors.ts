/** DuckDB's run-time errors as Databricks' messages. */
import { SqlError, sqlError, unsupported } from "../errors";

const types: Record<string, string> = {
  INT8: "TINYINT",
  INT16: "SMALLINT",
  INT32: "INT",
  INT64: "BIGINT",
  INTEGER: "INT",
  VARCHAR: "STRING",
  BLOB: "BINARY",
};
const named = (type: string) => types[type] ?? type;

const overflow = (what: string) =>
  sqlError(
    "ARITHMETIC_OVERFLOW",
    `${what} overflow. Use 'try_add' to tolerate overflow and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error.`,
    "22003",
  );

const rules: [RegExp, (match: RegExpExecArray) => SqlError][] = [
  [/§(\w{5})§([\s\S]*)$/, (match) => new SqlError(match[2] ?? "", match[1])],
  [
    /Overflow in (?:addition|subtraction|multiplication) of INT(?:8|16) \((.*)\)/,
    (match) =>
      sqlError(
        "BINARY_ARITHMETIC_OVERFLOW",
        `${match[1]} caused overflow. Use 'try_add', 'try_subtract' or 'try_multiply' to ignore overflow problem and return NULL instead.`,
        "22003",
      ),
  ],
  [/Overflow in .* of INT(8|16|32)\b/, () => overflow("integer")],
  [/Overflow in .* of (INT64|INT128)/, () => overflow("long")],
  [
    /Overflow in HUGEINT/,
    () =>
      sqlError(
        "ARITHMETIC_OVERFLOW",
        `Overflow in sum of decimals. Use 'try_sum' to tolerate overflow and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error.`,
        "22003",
      ),
  ],
  [/Overflow in .* of DECIMAL/, () => numericRange()],
  [/could not convert blob to UTF8/, () => unsupported("a BINARY as a STRING that is no UTF-8")],
  [/map key list does not align/, () => unsupported("a MAP of arrays of different lengths")],
  [
    /^Invalid Input Error: (?:missing [\])]|unexpected \)|no argument for repetition operator|bad repetition operator|invalid (?:escape sequence|character class|character class range|perl operator|named capture group)|trailing \\): ?([\s\S]*)$/,
    (match) =>
      sqlError(
        "INVALID_PARAMETER_VALUE.PATTERN",
        `The value of parameter(s) \`regexp\` is invalid: '${match[1]}'.`,
        "22023",
      ),
  ],
  [/Type INT128 with value .* out of range for the destination type INT64/, () => overflow("long")],
  [
    /Type (\w+) with value (.*) can't be cast because the value is out of range for the destination type (\w+)/,
    (match) =>
      sqlError(
        "CAST_OVERFLOW",
        `The value ${match[2]} of the type "${named(match[1] ?? "")}" cannot be cast to "${named(match[3] ?? "")}" due to an overflow. Use \`try_cast\` to tolerate overflow and return NULL instead.`,
        "22003",
      ),
  ],
  [
    /Failed to cast decimal value (.*) to type (\w+)/,
    (match) =>
      sqlError(
        "CAST_OVERFLOW",
        `The value ${match[1]} of the type "DECIMAL" cannot be cast to "${named(match[2] ?? "")}" due to an overflow. Use \`try_cast\` to tolerate overflow and return NULL instead.`,
        "22003",
      ),
  ],
  [
    /Could not cast value .* to DECIMAL|Casting value .* to type DECIMAL.* failed|Could not convert string .* to DECIMAL/,
    () => numericRange(),
  ],
  [
    /Map keys must be unique/,
    () =>
      sqlError("DUPLICATED_MAP_KEY", "Duplicate map key was found, please check the input data.", "23505"),
  ],
  [
    /(?:STDDEV|VAR|COVAR|CORR|REGR|AVG)\w* is out of range/,
    () => unsupported("statistics of numbers so large or not finite"),
  ],
  [
    /More than one row returned by a subquery/,
    () =>
      sqlError(
        "SCALAR_SUBQUERY_TOO_MANY_ROWS",
        "More than one row returned by a subquery used as an expression.",
        "21000",
      ),
  ],
  [
    /(?:Date|Timestamp|timestamp|date|Conversion Error: Could not convert).*out of range|Overflow in timestamp|timestamp.*overflow/i,
    () => sqlError("DATETIME_OVERFLOW", "Datetime operation overflow.", "22008"),
  ],
  [
    /Overflow in (?:negation|subtract|multiply|add)|Out of Range Error|out of range/i,
    () => overflow("integer"),
  ],
  [
    /Maximum call stack size exceeded|Max expression depth/,
    () => unsupported("expressions nested as deeply as this"),
  ],
  [
    /Out of Memory Error|failed to allocate|out of memory/i,
    () =>
      sqlError("UNABLE_TO_ACQUIRE_MEMORY", "Unable to acquire the memory that the statement needs.", "53200"),
  ],
];

function numericRange(): SqlError {
  return sqlError(
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    'The value cannot be represented in the decimal type of the result. If necessary set "ansi_mode" to "false" to bypass this error, and return NULL instead.',
    "22003",
  );
}

/** The SqlError for what DuckDB has thrown; errors of any other kind come back as they are. */
export function translateDuckdbError(error: unknown): unknown {
  // DuckDB's errors are no instances of this realm's Error when a test runner isolates the modules.
  const message = error instanceof SqlError ? undefined : (error as Partial<Error> | null)?.message;
  if (typeof message !== "string") {
    return error;
  }
  for (const [pattern, make] of rules) {
    const match = pattern.exec(message);
    if (match) {
      return make(match);
    }
  }
  return new SqlError(
    `[INTERNAL_ERROR] The local workspace failed to run the statement: ${message.split("\n\nLINE ")[0]} SQLSTATE: XX000`,
    "XX000",
    "INTERNAL_ERROR",
  );
}
