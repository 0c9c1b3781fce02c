import type { Case, ErrorCase } from "./cases";

const failFast = "map('mode', 'FAILFAST')";

/** Tried on Spark 4.1, in ANSI mode and UTC. https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json */
export const jsonCases: readonly Case[] = [
  [
    String.raw`from_json('[["1","x",null],[],null]', 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST')), from_json('[["a\\"b\'c","\\ud83d\\ude00é"]]', 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST'))`,
    ['[["1","x",null],[],null]', String.raw`[["a\"b'c","😀é"]]`],
  ],
  [
    `from_json('[12345678901234567890.123456789, 1.10, {"a":1.10}, true, null]', 'ARRAY<STRING>', ${failFast})`,
    ['["1.2345678901234567E19","1.1","{\\"a\\":1.1}","true",null]'],
  ],
  [
    `from_json('{"d":12345678901234567890.123456789,"q":"5.5","l":9007199254740993}', 'd DECIMAL(38,9), q DECIMAL(5,2), l BIGINT', ${failFast})`,
    ['{"d":12345678901234567890.123456789,"q":5.50,"l":9007199254740993}'],
  ],
  [
    `from_json('{"l":"5"}', 'l BIGINT'), from_json('{"L":5}', 'l BIGINT', ${failFast}), from_json('[{"l":"5"},{"l":6}]', 'ARRAY<STRUCT<l: BIGINT>>')`,
    ['{"l":null}', '{"l":null}', '[{"l":null},{"l":6}]'],
  ],
  [
    "from_json('[[\"1\"', 'ARRAY<ARRAY<STRING>>'), from_json('[[\"1\"', 'ARRAY<ARRAY<STRING>>', map('mode', 'PERMISSIVE')), from_json('', 'ARRAY<STRING>', map('Mode', 'failfast'))",
    [null, null, null],
  ],
  [
    "from_json('{\"odd `n.é\":\"x\",\"a b\":1}', 'STRUCT<`odd ``n.é`: STRING, `a b`: INT>', map('mode', 'FAILFAST'))",
    ['{"odd `n.é":"x","a b":1}'],
  ],
  [
    `from_json('[{"b":null},{}]', 'ARRAY<MAP<STRING,STRING>>', ${failFast}), transform(from_json('[{"b":null},{}]', 'ARRAY<MAP<STRING,STRING>>'), m -> map_contains_key(m, 'b'))`,
    ['[{"b":null},{}]', "[true,false]"],
  ],
  [
    `from_json('{"b":"AQID","l":["/w==",null],"s":{"b":""},"m":{"k":"AA=="}}', 'b BINARY, l ARRAY<BINARY>, s STRUCT<b: BINARY>, m MAP<STRING, BINARY>', ${failFast}), hex(from_json('{"b":"AQID"}', 'b BINARY').b)`,
    ['{"b":"AQID","l":["/w==",null],"s":{"b":""},"m":{"k":"AA=="}}', "010203"],
  ],
  [
    `from_json('{"v":{"x":[1.50,"a"]},"w":"t"}', 'v VARIANT, w VARIANT', ${failFast})`,
    ['{"v":{"x":[1.5,"a"]},"w":"t"}'],
  ],
  [
    `from_json('{"t":"2026-01-02T03:04:05.678Z","n":"2026-01-02T03:04:05","d":"2026-01-02"}', 't TIMESTAMP, n TIMESTAMP_NTZ, d DATE', ${failFast})`,
    ['{"t":"2026-01-02T03:04:05.678Z","n":"2026-01-02T03:04:05.000","d":"2026-01-02"}'],
  ],
  ["from_json('{\"n\":\"2026-01-02T03:04:05Z\"}', 'n TIMESTAMP_NTZ')", ['{"n":null}']],
  [
    "hex(unbase64('!!!')), unbase64('AQI='), unbase64('AQ'), unbase64('A Q\\nI=')",
    ["", "AQI=", "AQ==", "AQI="],
  ],
  ["CAST('1.005' AS DECIMAL(10,2)), CAST(' 7 ' AS INT), CAST('yes' AS BOOLEAN)", ["1.01", "7", "true"]],
  [
    "CAST('2026-01-02T03:04:05.123456789Z' AS TIMESTAMP), CAST('2026-01-02T03:04:05Z' AS TIMESTAMP_NTZ), CAST('2026-01-02T03:04:05Z' AS DATE)",
    ["2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.000", "2026-01-02"],
  ],
  [
    "array_contains(from_json('[1,2]', 'ARRAY<BIGINT>'), 2), array_contains(from_json('[1,null]', 'ARRAY<BIGINT>'), 2), 1 IN (SELECT explode(from_json('[1,null]', 'ARRAY<BIGINT>')))",
    ["true", null, "true"],
  ],
];

export const jsonErrorCases: readonly ErrorCase[] = [
  [
    `SELECT from_json('[["1"', 'ARRAY<ARRAY<STRING>>', ${failFast})`,
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    "22023",
  ],
  [
    `SELECT explode(from_json('[["1"], 5]', 'ARRAY<ARRAY<STRING>>', ${failFast}))`,
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    "22023",
  ],
  [
    `SELECT from_json('{"l":"5"}', 'l BIGINT', ${failFast})`,
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    "22023",
  ],
  ["SELECT from_json('1', 'a INT', map('mode', 'DROPMALFORMED'))", "PARSE_MODE_UNSUPPORTED", "42601"],
  [
    "SELECT from_json('{}', 'a DATE', map('dateFormat', 'd'))",
    "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
    "0A000",
  ],
  ["SELECT parse_json('{')", "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "22023"],
  [
    "SELECT r[2] FROM (SELECT explode(from_json('[[\"1\"]]', 'ARRAY<ARRAY<STRING>>')) AS r)",
    "INVALID_ARRAY_INDEX",
    "22003",
  ],
  ["SELECT CAST('12345678901' AS DECIMAL(5,2))", "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", "22003"],
  ["SELECT CAST('1e3' AS BIGINT)", "CAST_INVALID_INPUT", "22018"],
];
