import type { Case } from "./cases";

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#string-and-binary-functions */
export const stringCases: readonly Case[] = [
  ["'it''s', \"it's\", 'a\\'b', \"say \\\"hi\\\"\"", ["it's", "it's", "a'b", 'say "hi"']],
  ["'a\\nb\\tc', r'a\\nb', '\\u0041\\101'", ["a\nb\tc", "a\\nb", "AA"]],
  ["'Spark' 'SQL', 'a' || 'b' || 'c', 'a' || NULL", ["SparkSQL", "abc", null]],
  ["upper('straße é'), lower('ÀB'), ucase('a'), lcase('A')", ["STRASSE É", "àb", "A", "a"]],
  ["initcap('sPark sql'), initcap('a-b c')", ["Spark Sql", "A-b C"]],
  [
    "length('Spark SQL '), char_length('日本'), len('x'), octet_length('日本'), bit_length('a')",
    ["10", "2", "1", "6", "8"],
  ],
  ["length(X'AABB'), length(''), length(NULL)", ["2", "0", null]],
  [
    "substring('Spark SQL', 5), substring('Spark SQL', -3), substring('Spark SQL', 5, 1)",
    ["k SQL", "SQL", "k"],
  ],
  [
    "substring('abc', 0, 2), substring('abc', -5, 3), substring('abc', 2, 0), substring('abc', 9)",
    ["ab", "a", "", ""],
  ],
  ["substr('Spark SQL' FROM 5 FOR 2), substring('日本語', 2, 1)", ["k ", "本"]],
  ["left('Spark SQL', 3), right('Spark SQL', 3), left('ab', 5), right('ab', 0)", ["Spa", "SQL", "ab", ""]],
  [
    "'+' || trim('    SparkSQL   ') || '+', trim(BOTH 'SL' FROM 'SSparkSQLS'), trim(LEADING 'SL' FROM 'SSparkSQLS')",
    ["+SparkSQL+", "parkSQ", "parkSQLS"],
  ],
  [
    "trim(TRAILING 'SL' FROM 'SSparkSQLS'), ltrim('  a '), rtrim(' a  '), btrim('xxaxx', 'x'), ltrim('xy', 'xyz')",
    ["SSparkSQ", "a ", " a", "a", "z"],
  ],
  [
    "lpad('hi', 5, '??'), lpad('hi', 1, '??'), lpad('hi', 5), rpad('hi', 5, 'ab'), rpad('hi', 0)",
    ["???hi", "h", "   hi", "hiaba", ""],
  ],
  [
    "replace('ABCabc', 'abc', 'DEF'), replace('abcabc', 'b'), replace('abc', '', 'x')",
    ["ABCDEF", "acac", "abc"],
  ],
  ["translate('AaBbCc', 'abc', '123'), translate('abc', 'ab', 'x')", ["A1B2C3", "xc"]],
  [
    "repeat('123', 2), repeat('x', 0), space(2) || '|', reverse('Spark SQL')",
    ["123123", "", "  |", "LQS krapS"],
  ],
  [
    "concat('Spark', 'SQL'), concat('a', 1, true), concat('a', NULL), concat()",
    ["SparkSQL", "a1true", null, ""],
  ],
  [
    "concat_ws(' ', 'Spark', 'SQL'), concat_ws('/', 'foo', NULL, 'bar'), concat_ws(',', array('a', 'b'), 'c'), concat_ws(NULL, 'a')",
    ["Spark SQL", "foo/bar", "a,b,c", null],
  ],
  ["concat_ws('-'), concat_ws('-', NULL)", ["", ""]],
  [
    "contains('SparkSQL', 'park'), startswith('SparkSQL', 'Spark'), endswith('SparkSQL', 'SQ'), contains('a', NULL)",
    ["true", "true", "false", null],
  ],
  [
    "instr('SparkSQL', 'SQL'), instr('abc', 'z'), locate('bar', 'foobarbar'), position('bar' IN 'foobar'), charindex('b', 'ab')",
    ["6", "0", "4", "4", "2"],
  ],
  [
    "ascii('222'), ascii(''), levenshtein('kitten', 'sitting'), find_in_set('ab', 'abc,b,ab,c,def')",
    ["50", "0", "3", "3"],
  ],
  [
    "split('oneAtwoBthreeC', '[ABC]'), split('a.b', '\\\\.'), split('a,b', ',')",
    ['["one","two","three",""]', '["a","b"]', '["a","b"]'],
  ],
  [
    "split_part('Hello,world,!', ',', 1), split_part('a,b', ',', 5), split_part('a,b,c', ',', -1)",
    ["Hello", "", "c"],
  ],
  [
    "regexp_replace('100-200', '(\\\\d+)', 'num'), regexp_replace('aab', 'a', 'b'), regexp_replace('ab', r'(a)(b)', '$2$1')",
    ["num-num", "bbb", "ba"],
  ],
  [
    "regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 1), regexp_extract('100-200', r'(\\d+)-(\\d+)', 2), regexp_extract('abc', 'z(.)', 1), regexp_extract('100-200', r'(\\d+)-(\\d+)', 0)",
    ["100", "200", "", "100-200"],
  ],
  [
    "regexp_extract_all('100-200,300-400', '(\\\\d+)-(\\\\d+)', 1), regexp_count('a1b22', r'\\d+')",
    ['["100","300"]', "2"],
  ],
  [
    "'Spark' RLIKE 'p.*k', regexp_like('abc', '^b'), 'abc' NOT RLIKE 'x', 'Abc' RLIKE '(?i)abc'",
    ["true", "false", "true", "true"],
  ],
  [
    "'Spark' LIKE '_park', 'Spark' LIKE 'S%', 'a%c' LIKE 'a\\\\%c', 'abc' LIKE 'a\\\\%c', '%x' LIKE '/%%' ESCAPE '/'",
    ["true", "true", "true", "false", "true"],
  ],
  [
    "'Spark' ILIKE 'sPARK', 'foo' LIKE ANY ('f%', 'x%'), 'foo' LIKE ALL ('f%', '%x'), 'foo' NOT LIKE 'f%'",
    ["true", "true", "false", "false"],
  ],
  [
    "hex('Spark SQL'), hex(X'1F'), decode(unhex('537061726B'), 'x', 'y', 'z')",
    ["537061726B2053514C", "1F", "z"],
  ],
  [
    "base64('Spark SQL'), CAST(unbase64('U3Bhcms=') AS STRING), X'48692A', unhex('4A')",
    ["U3BhcmsgU1FM", "Spark", "SGkq", "Sg=="],
  ],
  [
    "md5('Spark'), sha1('Spark')",
    ["8cde774d6f7333752ed72cacddb05126", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c"],
  ],
  ["sha2('Spark', 256)", ["529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b"]],
  [
    "overlay('Spark SQL' PLACING '_' FROM 6), overlay('Spark SQL' PLACING 'ANSI ' FROM 7 FOR 0), overlay('Spark SQL', 'CORE', 7)",
    ["Spark_SQL", "Spark ANSI SQL", "Spark CORE"],
  ],
  [
    "CAST(12 AS STRING), CAST(1.50 AS STRING), CAST(true AS STRING), CAST(1e20 AS STRING), CAST(0.1F AS STRING)",
    ["12", "1.50", "true", "1.0E20", "0.1"],
  ],
  [
    "CAST(DATE'2024-01-05' AS STRING), CAST(TIMESTAMP'2024-01-05 10:00:00.120' AS STRING), CAST(X'4142' AS STRING)",
    ["2024-01-05", "2024-01-05 10:00:00.12", "AB"],
  ],
  ["'日本語 ünï', '', '😀'", ["日本語 ünï", "", "😀"]],
  [
    "typeof('a'), typeof(X'00'), typeof(length('a')), typeof(split('a', 'b'))",
    ["string", "binary", "int", "array<string>"],
  ],
];
