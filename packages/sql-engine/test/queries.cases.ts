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
    [["2.5", "1.75", "2.5", "2.5", "2.0"]],
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
    "SELECT a, b, sum(c) FROM VALUES ('x', 1, 10), ('y', 1, 30) AS t(a, b, c) GROUP BY a, b GROUPING SETS ((a, b), a) ORDER BY a, b",
    [
      ["x", null, "10"],
      ["x", "1", "10"],
      ["y", null, "30"],
      ["y", "1", "30"],
    ],
  ],
  ["SELECT a.b FROM VALUES (named_struct('b', 1)) AS t(a) GROUP BY a", [["1"]]],
  [
    "SELECT x, count(*) FROM VALUES (0.0D), (-0.0D), (DOUBLE('NaN')), (DOUBLE('NaN')) AS t(x) GROUP BY x ORDER BY x",
    [
      ["0.0", "2"],
      ["NaN", "2"],
    ],
  ],
  ["SELECT x FROM VALUES (1D), (-0.0D) AS t(x) ORDER BY x", [["-0.0"], ["1.0"]]],
  ["SELECT max(x), min(x) FROM VALUES (array(1, NULL)), (array(1, 2)) AS t(x)", [["[1,2]", "[1,null]"]]],
  [
    "SELECT sum(x), avg(x), try_sum(y) FROM VALUES (CAST(1 AS DECIMAL(38,20)), CAST('99999999999999999999999999999999999999' AS DECIMAL(38,0))), (2, 1) AS t(x, y)",
    [["3.00000000000000000000", "1.500000000000000000000000", null]],
  ],
];
