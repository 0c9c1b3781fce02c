import type { RowsCase } from "./cases";

const t = "VALUES (1, 'x', 10), (2, 'x', 20), (3, 'y', 30), (4, NULL, NULL) AS t(a, b, c)";

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select */
export const queryCases: readonly RowsCase[] = [
  [
    "SELECT * FROM VALUES (1, 'a'), (2, 'b')",
    [
      ["1", "a"],
      ["2", "b"],
    ],
  ],
  ["VALUES (1), (2)", [["1"], ["2"]]],
  ["SELECT * FROM range(3)", [["0"], ["1"], ["2"]]],
  ["SELECT id FROM range(2, 10, 3)", [["2"], ["5"], ["8"]]],
  ["SELECT r.id * 2 AS d FROM range(2) r ORDER BY d DESC", [["2"], ["0"]]],
  [`SELECT a FROM ${t} WHERE b = 'x' AND c > 10`, [["2"]]],
  [`SELECT a FROM ${t} ORDER BY b, a DESC`, [["4"], ["2"], ["1"], ["3"]]],
  [`SELECT a FROM ${t} ORDER BY c DESC`, [["3"], ["2"], ["1"], ["4"]]],
  [`SELECT a FROM ${t} ORDER BY c ASC NULLS LAST LIMIT 2`, [["1"], ["2"]]],
  [`SELECT a FROM ${t} ORDER BY 1 LIMIT 2 OFFSET 1`, [["2"], ["3"]]],
  [`SELECT DISTINCT b FROM ${t} ORDER BY b`, [[null], ["x"], ["y"]]],
  [
    `SELECT b, count(*), count(c), sum(c), avg(c), min(a), max(a) FROM ${t} GROUP BY b ORDER BY b`,
    [
      [null, "1", "0", null, null, "4", "4"],
      ["x", "2", "2", "30", "15.0", "1", "2"],
      ["y", "1", "1", "30", "30.0", "3", "3"],
    ],
  ],
  [
    `SELECT b, sum(c) AS s FROM ${t} GROUP BY ALL HAVING s > 20 ORDER BY b`,
    [
      ["x", "30"],
      ["y", "30"],
    ],
  ],
  [
    `SELECT upper(b) AS u, count(*) FROM ${t} GROUP BY u ORDER BY u`,
    [
      [null, "1"],
      ["X", "2"],
      ["Y", "1"],
    ],
  ],
  [`SELECT b, count(*) FROM ${t} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`, [["x", "2"]]],
  [
    `SELECT a % 2, sum(a) + 1 FROM ${t} GROUP BY a % 2 ORDER BY 1`,
    [
      ["0", "7"],
      ["1", "5"],
    ],
  ],
  [`SELECT count(*) FROM ${t} WHERE a > 100`, [["0"]]],
  [
    `SELECT b, a, sum(c) FROM ${t} WHERE b = 'x' GROUP BY ROLLUP (b, a) ORDER BY b, a`,
    [
      [null, null, "30"],
      ["x", null, "30"],
      ["x", "1", "10"],
      ["x", "2", "20"],
    ],
  ],
  [
    `SELECT b, grouping(b), count(*) FROM ${t} WHERE b IS NOT NULL GROUP BY CUBE (b) ORDER BY 2, 1`,
    [
      ["x", "0", "2"],
      ["y", "0", "1"],
      [null, "1", "3"],
    ],
  ],
  [
    `SELECT b, count(*) FROM ${t} GROUP BY GROUPING SETS ((b), ()) ORDER BY 2 DESC, 1 LIMIT 2`,
    [
      [null, "4"],
      ["x", "2"],
    ],
  ],
  [`SELECT sum(c) FILTER (WHERE a > 1), count_if(a > 1), count(DISTINCT b) FROM ${t}`, [["50", "3", "2"]]],
  [
    `SELECT collect_list(b), collect_list(c), array_agg(a) FROM ${t}`,
    [['["x","x","y"]', "[10,20,30]", "[1,2,3,4]"]],
  ],
  [`SELECT sort_array(collect_set(b)) FROM ${t}`, [['["x","y"]']]],
  [
    `SELECT percentile(a, 0.5), percentile(a, 0.25), median(a), percentile_cont(0.5) WITHIN GROUP (ORDER BY a), percentile_disc(0.5) WITHIN GROUP (ORDER BY a) FROM ${t}`,
    [["2.5", "1.75", "2.5", "2.5", "2"]],
  ],
  [
    `SELECT first(a), last(a), first(c, true), any_value(b), max_by(b, a), min_by(b, a) FROM ${t}`,
    [["1", "4", "10", "x", null, "x"]],
  ],
  [
    `SELECT variance(a), var_pop(a), stddev_pop(a) FROM ${t}`,
    [["1.6666666666666667", "1.25", "1.118033988749895"]],
  ],
  [
    `SELECT bool_and(a > 0), bool_or(a > 3), every(a > 1), bit_and(a), bit_or(a), bit_xor(a) FROM ${t}`,
    [["true", "true", "false", "0", "7", "4"]],
  ],
  [
    `SELECT listagg(b, '-') WITHIN GROUP (ORDER BY a DESC), string_agg(DISTINCT 'k', ',') FROM ${t}`,
    [["y-x-x", "k"]],
  ],
  [
    "SELECT avg(d), sum(d), typeof(avg(d)), typeof(sum(d)) FROM VALUES (1.10), (2.20), (3.31) AS t(d)",
    [["2.203333", "6.61", "decimal(7,6)", "decimal(13,2)"]],
  ],
  [
    "SELECT sum(x), avg(x), typeof(sum(x)) FROM VALUES (CAST(1 AS TINYINT)), (CAST(2 AS TINYINT)) AS t(x)",
    [["3", "1.5", "bigint"]],
  ],
  [
    "SELECT sum(x), max(x), avg(x), count(x) FROM VALUES (CAST(NULL AS INT)) AS t(x)",
    [[null, null, null, "0"]],
  ],
  ["SELECT corr(x, y), covar_samp(x, y) FROM VALUES (1, 2), (2, 4), (3, 6) AS t(x, y)", [["1.0", "2.0"]]],
  [
    `SELECT a, row_number() OVER (PARTITION BY b ORDER BY a DESC) AS rn FROM ${t} ORDER BY a`,
    [
      ["1", "2"],
      ["2", "1"],
      ["3", "1"],
      ["4", "1"],
    ],
  ],
  [
    "SELECT x, rank() OVER (ORDER BY x), dense_rank() OVER (ORDER BY x), percent_rank() OVER (ORDER BY x), cume_dist() OVER (ORDER BY x), ntile(2) OVER (ORDER BY x) FROM VALUES (1), (1), (2) AS t(x) ORDER BY x",
    [
      ["1", "1", "1", "0.0", "0.6666666666666666", "1"],
      ["1", "1", "1", "0.0", "0.6666666666666666", "1"],
      ["2", "3", "2", "1.0", "1.0", "2"],
    ],
  ],
  [
    `SELECT a, lag(a) OVER (ORDER BY a), lead(a, 2) OVER (ORDER BY a), lag(a, 1, 0) OVER (ORDER BY a) FROM ${t} ORDER BY a`,
    [
      ["1", null, "3", "0"],
      ["2", "1", "4", "1"],
      ["3", "2", null, "2"],
      ["4", "3", null, "3"],
    ],
  ],
  [
    `SELECT a, sum(a) OVER (ORDER BY a), sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), count(*) OVER () FROM ${t} ORDER BY a`,
    [
      ["1", "1", "3", "4"],
      ["2", "3", "6", "4"],
      ["3", "6", "9", "4"],
      ["4", "10", "7", "4"],
    ],
  ],
  [
    `SELECT a, first_value(a) OVER w, last_value(a) OVER w, nth_value(a, 2) OVER w FROM ${t} WINDOW w AS (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ORDER BY a LIMIT 1`,
    [["1", "1", "4", "2"]],
  ],
  [
    "SELECT d, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW) FROM VALUES (DATE'2024-01-01', 1), (DATE'2024-01-02', 2), (DATE'2024-01-05', 4) AS t(d, v) ORDER BY d",
    [
      ["2024-01-01", "1"],
      ["2024-01-02", "3"],
      ["2024-01-05", "4"],
    ],
  ],
  [
    `SELECT b, sum(sum(c)) OVER (ORDER BY b) FROM ${t} WHERE b IS NOT NULL GROUP BY b ORDER BY b`,
    [
      ["x", "30"],
      ["y", "60"],
    ],
  ],
  [
    `SELECT a FROM ${t} QUALIFY row_number() OVER (PARTITION BY b ORDER BY a DESC) = 1 ORDER BY a`,
    [["2"], ["3"], ["4"]],
  ],
  [
    `SELECT a, row_number() OVER (ORDER BY a DESC) AS rn FROM ${t} QUALIFY rn <= 2 ORDER BY a`,
    [
      ["3", "2"],
      ["4", "1"],
    ],
  ],
  [
    "SELECT t.a, u.v FROM VALUES (1), (2) AS t(a) JOIN VALUES (1, 'p'), (1, 'q') AS u(a, v) ON t.a = u.a ORDER BY v",
    [
      ["1", "p"],
      ["1", "q"],
    ],
  ],
  [
    "SELECT t.a, u.v FROM VALUES (1), (2) AS t(a) LEFT JOIN VALUES (1, 'p') AS u(a, v) ON t.a = u.a ORDER BY 1",
    [
      ["1", "p"],
      ["2", null],
    ],
  ],
  [
    "SELECT t.a, u.a FROM VALUES (1), (2) AS t(a) RIGHT OUTER JOIN VALUES (2), (3) AS u(a) ON t.a = u.a ORDER BY 2",
    [
      ["2", "2"],
      [null, "3"],
    ],
  ],
  [
    "SELECT * FROM VALUES (1, 'l'), (2, 'm') AS t(a, x) FULL OUTER JOIN VALUES (2, 'n'), (3, 'o') AS u(a, y) USING (a) ORDER BY a",
    [
      ["1", "l", null],
      ["2", "m", "n"],
      ["3", null, "o"],
    ],
  ],
  ["SELECT * FROM VALUES (1, 'l') AS t(a, x) NATURAL JOIN VALUES (1, 'n') AS u(a, y)", [["1", "l", "n"]]],
  ["SELECT * FROM VALUES (1), (2) AS t(a) LEFT SEMI JOIN VALUES (2), (2) AS u(a) ON t.a = u.a", [["2"]]],
  ["SELECT * FROM VALUES (1), (2) AS t(a) LEFT ANTI JOIN VALUES (2) AS u(a) USING (a)", [["1"]]],
  ["SELECT count(*) FROM range(3) CROSS JOIN range(4)", [["12"]]],
  [
    "SELECT a.id, b.x FROM range(2) a, LATERAL (SELECT a.id + 1 AS x) b ORDER BY 1",
    [
      ["0", "1"],
      ["1", "2"],
    ],
  ],
  ["SELECT 1 UNION ALL SELECT 1", [["1"], ["1"]]],
  ["SELECT 1 UNION SELECT 1", [["1"]]],
  ["SELECT 1 AS x UNION ALL SELECT 2.5 ORDER BY x DESC", [["2.5"], ["1.0"]]],
  ["SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 ORDER BY 1", [["1"]]],
  ["(SELECT 1 UNION ALL SELECT 1) EXCEPT ALL SELECT 1", [["1"]]],
  ["SELECT 1 MINUS SELECT 1", []],
  [
    "SELECT * FROM VALUES (1), (2), (2) AS t(a) INTERSECT ALL SELECT * FROM VALUES (2), (2), (3) AS u(a)",
    [["2"], ["2"]],
  ],
  ["WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x + 1 FROM a) SELECT x, y FROM a, b", [["1", "2"]]],
  [
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT sum(n) FROM r",
    [["10"]],
  ],
  [`SELECT a, (SELECT max(c) FROM ${t}) FROM ${t} WHERE a = 1`, [["1", "30"]]],
  [
    "SELECT id FROM range(4) r WHERE EXISTS (SELECT 1 FROM VALUES (1), (3) AS t(a) WHERE t.a = r.id) ORDER BY id",
    [["1"], ["3"]],
  ],
  ["SELECT id FROM range(3) WHERE id NOT IN (SELECT a FROM VALUES (1) AS t(a)) ORDER BY id", [["0"], ["2"]]],
  [
    "SELECT id, (SELECT count(*) FROM range(5) s WHERE s.id < r.id) FROM range(3) r ORDER BY id",
    [
      ["0", "0"],
      ["1", "1"],
      ["2", "2"],
    ],
  ],
  ["SELECT explode(array(10, 20))", [["10"], ["20"]]],
  [
    "SELECT id, explode(array('a', 'b')) AS e FROM range(2) ORDER BY id, e",
    [
      ["0", "a"],
      ["0", "b"],
      ["1", "a"],
      ["1", "b"],
    ],
  ],
  [
    "SELECT posexplode(array('a', 'b'))",
    [
      ["0", "a"],
      ["1", "b"],
    ],
  ],
  ["SELECT explode(map('k', 1))", [["k", "1"]]],
  ["SELECT explode_outer(array()), 1", [[null, "1"]]],
  [
    "SELECT inline(array(struct(1, 'a'), struct(2, 'b')))",
    [
      ["1", "a"],
      ["2", "b"],
    ],
  ],
  [
    "SELECT stack(2, 1, 2, 3, 4)",
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  [
    "SELECT id, x FROM range(2) LATERAL VIEW explode(array(id, id + 10)) AS x",
    [
      ["0", "0"],
      ["0", "10"],
      ["1", "1"],
      ["1", "11"],
    ],
  ],
  [
    "SELECT p, v FROM (SELECT array('m', 'n') AS a) LATERAL VIEW posexplode(a) e AS p, v WHERE p = 1",
    [["1", "n"]],
  ],
  ["SELECT id, x FROM range(1) LATERAL VIEW OUTER explode(array()) AS x", [["0", null]]],
  ["SELECT * FROM explode(array(1, 2)) AS t(x)", [["1"], ["2"]]],
  [
    "SELECT id, x FROM range(2), LATERAL explode(array(id)) AS t(x) ORDER BY id",
    [
      ["0", "0"],
      ["1", "1"],
    ],
  ],
  [
    "SELECT * FROM (SELECT * FROM VALUES ('Q1', 'n', 5), ('Q2', 'n', 6), ('Q1', 's', 7) AS t(q, r, v)) PIVOT (sum(v) FOR q IN ('Q1', 'Q2' AS second)) ORDER BY r",
    [
      ["n", "5", "6"],
      ["s", "7", null],
    ],
  ],
  [
    "SELECT * FROM (SELECT 1 AS id, 10 AS jan, CAST(NULL AS INT) AS feb) UNPIVOT (v FOR m IN (jan, feb AS february))",
    [["1", "jan", "10"]],
  ],
  ["SELECT * EXCEPT (b) FROM VALUES (1, 2, 3) AS t(a, b, c)", [["1", "3"]]],
  ["SELECT t.*, 9 FROM VALUES (1, 2) AS t(a, b)", [["1", "2", "9"]]],
  ["SELECT s.* FROM (SELECT struct(1 AS x, 2 AS y) AS s)", [["1", "2"]]],
  ["SELECT a + 1 AS b, b * 2 AS c FROM VALUES (1) AS t(a)", [["2", "4"]]],
  ["SELECT `my col`, `a``b` FROM (SELECT 1 AS `my col`, 2 AS `a``b`)", [["1", "2"]]],
  ["SELECT A, T.a FROM VALUES (1) AS t(a)", [["1", "1"]]],
  ["SELECT 1 -- comment\n, /* another /* nested */ */ 2;", [["1", "2"]]],
  ["SELECT count(*), min(delay) < 0 FROM samples.aviation.flights", [["3000000", "true"]]],
  [
    "SELECT name, city, latitude FROM samples.aviation.airports WHERE iata = 'ORD'",
    [["Chicago O'Hare International", "Chicago", "41.979595"]],
  ],
  [
    "SELECT count(*), min(date), max(date) FROM samples.weather.daily",
    [["2922", "2012-01-01", "2015-12-31"]],
  ],
  ["SELECT count(*) FROM samples.geology.earthquakes", [["1707"]]],
  [
    "SELECT catalog_name FROM system.information_schema.catalogs ORDER BY 1",
    [["main"], ["samples"], ["system"], ["workspace"]],
  ],
  [
    "SELECT table_name FROM samples.information_schema.tables WHERE table_schema = 'aviation' ORDER BY 1",
    [["airports"], ["flights"]],
  ],
];
