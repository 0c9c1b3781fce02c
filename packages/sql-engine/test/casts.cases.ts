import type { Case } from "./cases";

/** https://docs.databricks.com/aws/en/sql/language-manual/functions/cast */
export const castCases: readonly Case[] = [
  ["CAST(' 12 ' AS INT), CAST('+5' AS BIGINT), CAST('-7' AS TINYINT), '12'::INT", ["12", "5", "-7", "12"]],
  [
    "CAST(1.9 AS INT), CAST(-1.9 AS INT), CAST(1.9D AS BIGINT), CAST(-1.9D AS INT), CAST(2.5 AS SMALLINT)",
    ["1", "-1", "1", "-1", "2"],
  ],
  [
    "CAST('1.5' AS DOUBLE), CAST('1e3' AS DOUBLE), CAST('NaN' AS DOUBLE), CAST('-inf' AS DOUBLE), CAST('.5' AS FLOAT)",
    ["1.5", "1000.0", "NaN", "-Infinity", "0.5"],
  ],
  [
    "CAST('1.555' AS DECIMAL(10,2)), CAST(2.345 AS DECIMAL(10,2)), CAST(-2.345 AS DECIMAL(10,2)), CAST(5 AS DECIMAL(5,2)), CAST('1e2' AS DECIMAL(10,1))",
    ["1.56", "2.35", "-2.35", "5.00", "100.0"],
  ],
  [
    "CAST(2.675D AS DECIMAL(10,2)), CAST(0.1F AS DECIMAL(10,5)), CAST(1.5D AS DECIMAL)",
    ["2.68", "0.10000", "2"],
  ],
  ["CAST(12345678901234567890.123456789 AS DOUBLE), CAST(0.1BD AS DOUBLE)", ["1.2345678901234567E19", "0.1"]],
  [
    "CAST('true' AS BOOLEAN), CAST('Yes' AS BOOLEAN), CAST('f' AS BOOLEAN), CAST('0' AS BOOLEAN), CAST(5 AS BOOLEAN), CAST(0.0 AS BOOLEAN)",
    ["true", "true", "false", "false", "true", "false"],
  ],
  [
    "CAST(true AS INT), CAST(false AS STRING), CAST(true AS DECIMAL(3,1)), CAST(true AS DOUBLE)",
    ["1", "false", "1.0", "1.0"],
  ],
  [
    "TRY_CAST('abc' AS INT), TRY_CAST('1.5' AS INT), TRY_CAST(300 AS TINYINT), TRY_CAST('1_0' AS INT), TRY_CAST('0x1F' AS INT), TRY_CAST('' AS INT)",
    [null, null, null, null, null, null],
  ],
  [
    "TRY_CAST('x' AS DOUBLE), TRY_CAST('maybe' AS BOOLEAN), TRY_CAST(1234.5 AS DECIMAL(3,1)), TRY_CAST('infinity' AS DATE), TRY_CAST('12' AS INT)",
    [null, null, null, null, "12"],
  ],
  ["CAST(NULL AS INT), CAST(NULL AS ARRAY<INT>), CAST(NULL AS STRING) IS NULL", [null, null, "true"]],
  [
    "CAST('abc' AS BINARY), CAST(CAST('abc' AS BINARY) AS STRING), CAST(X'C3A9' AS STRING)",
    ["YWJj", "abc", "é"],
  ],
  [
    "CAST(TIMESTAMP'2024-01-01 00:00:01.5' AS DOUBLE), CAST(TIMESTAMP'1969-12-31 23:59:59.5' AS BIGINT), CAST(1.5D AS TIMESTAMP)",
    ["1.7040672015E9", "-1", "1970-01-01T00:00:01.500Z"],
  ],
  [
    "INT('5'), STRING(5), DOUBLE('1.5'), BIGINT(1), BOOLEAN('t'), DATE('2024-01-05'), TINYINT(3)",
    ["5", "5", "1.5", "1", "true", "2024-01-05", "3"],
  ],
  [
    "CAST(1 AS VARCHAR(10)), CAST('2024-01-05T10:00:00Z' AS TIMESTAMP_NTZ), CAST('2024' AS DATE)",
    ["1", "2024-01-05T10:00:00.000", "2024-01-01"],
  ],
  [
    "CAST(127 AS TINYINT), CAST(-32768 AS SMALLINT), CAST(3000000000 AS BIGINT), CAST(9007199254740993 AS STRING)",
    ["127", "-32768", "3000000000", "9007199254740993"],
  ],
];
