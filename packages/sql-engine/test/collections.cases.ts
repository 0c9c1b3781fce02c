import type { Case } from "./cases";

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#array-functions */
export const collectionCases: readonly Case[] = [
  [
    "aggregate(array(1, 2, 3), 0L, (acc, x) -> acc + x), aggregate(array(1, 2), '', (acc, x) -> concat(acc, x), acc -> acc || '!'), aggregate(CAST(array() AS ARRAY<INT>), 5L, (a, x) -> a + x)",
    ["6", "12!", "5"],
  ],
  ["array(1, 2, 3), array('a', NULL), array(), array(1, 2.5)", ["[1,2,3]", '["a",null]', "[]", "[1.0,2.5]"]],
  [
    "map('a', 1, 'b', NULL), map(1, 'x'), map_from_arrays(array(1, 2), array('a', 'b'))",
    ['{"a":1,"b":null}', '{"1":"x"}', '{"1":"a","2":"b"}'],
  ],
  [
    "struct(1, 'a'), named_struct('x', 1, 'y', array(1)), struct(1 AS p, 2 AS q)",
    ['{"col1":1,"col2":"a"}', '{"x":1,"y":[1]}', '{"p":1,"q":2}'],
  ],
  [
    "array(1.50, 2.25), array(DATE'2024-01-05'), array(TIMESTAMP'2024-01-05 10:00:00'), array(1.5D, 1e10)",
    ["[1.50,2.25]", '["2024-01-05"]', '["2024-01-05T10:00:00.000Z"]', "[1.5,1.0E10]"],
  ],
  [
    "struct(1.10 AS a, X'01' AS b, true AS c), map('k', array(struct(1 AS z)))",
    ['{"a":1.10,"b":"AQ==","c":true}', '{"k":[{"z":1}]}'],
  ],
  [
    "array(1, 2, 3)[0], array(1, 2, 3)[2], array('a')[0], map('a', 1)['a'], map('a', 1)['b'], named_struct('x', 5).x",
    ["1", "3", "a", "1", null, "5"],
  ],
  [
    "element_at(array(1, 2, 3), 1), element_at(array(1, 2, 3), -1), element_at(map('a', 'b'), 'a'), element_at(map('a', 'b'), 'c')",
    ["1", "3", "b", null],
  ],
  [
    "try_element_at(array(1, 2), 5), get(array(1, 2), 5), get(array(1, 2), 1), get(array(1, 2), -1)",
    [null, null, "2", null],
  ],
  [
    "size(array('b', 'd')), size(map('a', 1)), cardinality(array()), size(NULL::ARRAY<INT>), array_size(array(1))",
    ["2", "1", "0", null, "1"],
  ],
  [
    "array_contains(array(1, 2, 3), 2), array_contains(array(1, NULL), 2), array_contains(array(1), 2), array_position(array(3, 2, 1, 4, 1), 1), array_position(array(1), 5)",
    ["true", null, "false", "3", "0"],
  ],
  [
    "array_distinct(array(1, 2, 3, NULL, 3, NULL)), array_remove(array(1, 2, 3, NULL, 3), 3), array_compact(array(1, NULL, 2))",
    ["[1,2,3,null]", "[1,2,null]", "[1,2]"],
  ],
  [
    "array_sort(array('b', 'd', NULL, 'c', 'a')), sort_array(array(3, NULL, 1)), sort_array(array(3, NULL, 1), false)",
    ['["a","b","c","d",null]', "[null,1,3]", "[3,1,null]"],
  ],
  [
    "array_max(array(1, 20, NULL, 3)), array_min(array(1, 20, NULL, 3)), array_join(array('hello', NULL, 'world'), ' '), array_join(array('hello', NULL), ' ', '*')",
    ["20", "1", "hello world", "hello *"],
  ],
  [
    "array_append(array(1), 2), array_prepend(array(1), 0), array_repeat('ab', 2), slice(array(1, 2, 3, 4), 2, 2), slice(array(1, 2, 3, 4), -2, 2)",
    ["[1,2]", "[0,1]", '["ab","ab"]', "[2,3]", "[3,4]"],
  ],
  [
    "arrays_overlap(array(1, 2), array(2, 5)), arrays_overlap(array(1), array(2)), arrays_overlap(array(1, NULL), array(2))",
    ["true", "false", null],
  ],
  [
    "flatten(array(array(1, 2), array(3))), flatten(array(array(1), NULL)), reverse(array(1, 2)), concat(array(1), array(2, 3)), array(1) || array(2)",
    ["[1,2,3]", null, "[2,1]", "[1,2,3]", "[1,2]"],
  ],
  [
    "sequence(1, 5), sequence(5, 1), sequence(1, 10, 4), sequence(1L, 2L), sequence(3, 3)",
    ["[1,2,3,4,5]", "[5,4,3,2,1]", "[1,5,9]", "[1,2]", "[3]"],
  ],
  [
    "transform(array(1, 2, 3), x -> x + 1), transform(array(1, 2, 3), (x, i) -> x + i), filter(array(1, 2, 3), x -> x % 2 == 1), filter(array(0, 2, 3), (x, i) -> x > i)",
    ["[2,3,4]", "[1,3,5]", "[1,3]", "[2,3]"],
  ],
  [
    "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x), aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10), reduce(array(1, 2), 5, (a, b) -> a * b)",
    ["6", "60", "10"],
  ],
  [
    "exists(array(1, 2, 3), x -> x % 2 == 0), exists(array(1, NULL), x -> x > 5), forall(array(1, 2), x -> x > 0), forall(array(1, NULL), x -> x > 0)",
    ["true", null, "true", null],
  ],
  [
    "transform(array(array(1, 2), array(3)), x -> size(x)), transform(array('a'), x -> struct(x AS n))[0].n, filter(array('a', 'bb'), s -> length(s) > 1)",
    ["[2,1]", "a", '["bb"]'],
  ],
  [
    "transform_values(map('a', 1), (k, v) -> v + 1), map_filter(map(1, 0, 2, 2), (k, v) -> k = v), map_keys(map('a', 1)), map_values(map('a', 1)), map_entries(map('a', 1))",
    ['{"a":2}', '{"2":2}', '["a"]', "[1]", '[{"key":"a","value":1}]'],
  ],
  ["map_contains_key(map(1, 'a'), 1), map_contains_key(map(1, 'a'), 2)", ["true", "false"]],
  [
    "array(1, 2) = array(1, 2), array(1, 2) < array(1, 3), struct(1, 2) = struct(1, 2), (1, 2) = (1, 2)",
    ["true", "true", "true", "true"],
  ],
  [
    "CAST(array('1', '2') AS ARRAY<INT>), CAST(array(1) AS ARRAY<STRING>), CAST(struct(1, '2') AS STRUCT<a: STRING, b: INT>), CAST(map('1', 2) AS MAP<INT, STRING>)",
    ["[1,2]", '["1"]', '{"a":"1","b":2}', '{"1":"2"}'],
  ],
  [
    "typeof(array(1)), typeof(map('a', 1L)), typeof(struct(1 AS a)), typeof(array()), typeof(transform(array(1), x -> x + 1L))",
    ["array<int>", "map<string,bigint>", "struct<a:int>", "array<void>", "array<bigint>"],
  ],
  [
    "to_json(named_struct('a', 1, 'b', 2)), to_json(array(1, NULL)), to_json(map('a', 1)), to_json(struct(NULL AS a, 'x' AS b))",
    ['{"a":1,"b":2}', "[1,null]", '{"a":1}', '{"b":"x"}'],
  ],
  [
    "to_json(struct(1.50 AS d, 1.5D AS e, DATE'2024-01-05' AS f, TIMESTAMP'2024-01-05 10:00:00' AS g))",
    ['{"d":1.50,"e":1.5,"f":"2024-01-05","g":"2024-01-05T10:00:00.000Z"}'],
  ],
  ["to_json(struct('a\"b\\\\n' AS s))", ['{"s":"a\\"b\\\\n"}']],
  [
    "from_json('{\"a\":1, \"b\":0.8}', 'a INT, b DOUBLE'), from_json('{\"a\":\"x\"}', 'a INT'), from_json('[1,2]', 'ARRAY<INT>'), from_json('bad', 'a INT'), from_json(NULL, 'a INT')",
    ['{"a":1,"b":0.8}', '{"a":null}', "[1,2]", '{"a":null}', null],
  ],
  [
    'from_json(\'{"a":{"b":[1]},"c":"d"}\', \'STRUCT<a: STRUCT<b: ARRAY<INT>>, c: STRING>\').a.b[0], from_json(\'{"k":1}\', \'MAP<STRING, INT>\')',
    ["1", '{"k":1}'],
  ],
  [
    "get_json_object('{\"a\":\"b\"}', '$.a'), get_json_object('{\"a\":[{\"b\":1},{\"b\":2}]}', '$.a[1].b'), get_json_object('{\"a\":{\"b\":1}}', '$.a'), get_json_object('{\"a\":1}', '$.z'), get_json_object('bad', '$.a')",
    ["b", "2", '{"b":1}', null, null],
  ],
  [
    "json_array_length('[1,2,3]'), json_array_length('x'), json_object_keys('{\"f1\":1,\"f2\":2}')",
    ["3", null, '["f1","f2"]'],
  ],
  [
    "parse_json('{\"b\": 1, \"a\": [1, null]}'), parse_json('1'), parse_json('\"x\"'), parse_json('null'), try_parse_json('{'), parse_json(NULL)",
    ['{"a":[1,null],"b":1}', "1", '"x"', "null", null, null],
  ],
  [
    "parse_json('{\"a\":{\"b\":[10,20]}}'):a.b[1]::INT, parse_json('{\"a\":\"x\"}'):a::STRING, parse_json('{\"a\":1}'):z::INT, variant_get(parse_json('{\"a\":5}'), '$.a', 'INT')",
    ["20", "x", null, "5"],
  ],
  [
    "CAST(parse_json('1.5') AS DOUBLE), CAST(parse_json('true') AS BOOLEAN), try_variant_get(parse_json('{\"a\":\"x\"}'), '$.a', 'INT'), is_variant_null(parse_json('null'))",
    ["1.5", "true", null, "true"],
  ],
  [
    'j:owner, j:Owner, j:[\'owner\'], j:[\'Owner\'], j:fruit[0].type, j:zz FROM VALUES (\'{"owner":"amy","fruit":[{"type":"apple"}]}\') AS t(j)',
    ["amy", "amy", "amy", null, "apple", null],
  ],
  [
    "if(true, 1, 2), iff(NULL, 1, 2), CASE WHEN false THEN 1 END, CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END",
    ["1", "2", null, "b"],
  ],
  [
    "coalesce(NULL, 2, 3), nvl(NULL, 1), ifnull(5, 1), nvl2(NULL, 1, 2), nullif(1, 1), nullif(1, 2), decode(3, 1, 'a', 2, 'b', 'z'), decode(NULL, NULL, 'n')",
    ["2", "1", "5", "2", null, "1", "z", "n"],
  ],
  [
    "isnull(NULL), isnotnull(1), equal_null(NULL, NULL), zeroifnull(NULL), nullifzero(0)",
    ["true", "true", "true", "0", null],
  ],
  // NULL inside a value is lowest.
  ["array(1, NULL) < array(1, 2), struct(1, NULL) > struct(1, 0)", ["true", "false"]],
  [
    "sort_array(array(struct(1, 'a'), struct(1, NULL))), array_min(array(array(2), array(NULL)))",
    ['[{"col1":1,"col2":null},{"col1":1,"col2":"a"}]', "[null]"],
  ],
  [
    `from_json('{"n":"1,234.565"}', 'n DECIMAL(10,2)'), from_json('{"a":1} x', 'a INT'), from_json('{"a":[1,"x"]}', 'a ARRAY<INT>')`,
    ['{"n":1234.57}', '{"a":1}', '{"a":null}'],
  ],
  [
    `from_json('{"t":1700000000}', 't TIMESTAMP'), from_json('[{"a":1},{"a":"x"}]', 'ARRAY<STRUCT<a: INT>>')`,
    ['{"t":"2023-11-14T22:13:20.000Z"}', '[{"a":1},{"a":null}]'],
  ],
  [
    `get_json_object('{"a":1,"a":2}', '$.a'), get_json_object('{"a":[null,1.50]}', '$.a'), get_json_object('{"a":1', '$.a')`,
    ["1", "[null,1.5]", null],
  ],
  [
    `variant_get(parse_json('{"a":"5"}'), '$.a', 'INT'), variant_get(parse_json('{"a":true}'), '$.a', 'INT')`,
    ["5", "1"],
  ],
  ["size(NULL), map_keys(NULL), cardinality(map())", [null, null, "0"]],
];
