import type { RowsCase } from "./cases";

const t = "VALUES (1, 'x', 10), (2, 'x', 20), (3, 'y', 30), (4, NULL, NULL) AS t(a, b, c)";

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select */
export const relationCases: readonly RowsCase[] = [
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
  ["SELECT * FROM (SELECT 1 AS a) PIVOT (count(*) FOR a IN (1 AS one, 2 AS two))", [["1", null]]],
  ["SELECT user, current_date FROM (SELECT 1 AS user, 2 AS current_date)", [["1", "2"]]],
  [
    "SELECT b, (SELECT count(*) FROM range(5) r WHERE r.id < b) FROM VALUES (1), (2), (2) t(b) GROUP BY b ORDER BY b",
    [
      ["1", "1"],
      ["2", "2"],
    ],
  ],
  ["SELECT r = r, CAST(r AS DOUBLE) = r FROM (SELECT rand() AS r)", [["true", "true"]]],
  [
    "SELECT rand() AS r, r = r, round(r, 3) = round(r, 3) FROM range(1) WHERE rand() >= 0 ORDER BY rand() LIMIT 0",
    [],
  ],
  ["SELECT count(*) > 0 AND count(*) < 1000 FROM range(1000) WHERE rand() < 0.5", [["true"]]],
];
