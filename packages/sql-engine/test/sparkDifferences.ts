/** Statements of sparkAnswers.jsonl that are meant to be answered otherwise here, each with the reason. */
const databricks: readonly [statement: string, reason: string][] = [
  [
    "SELECT iff(true, 1, 2.0)",
    "Databricks has iff(): https://docs.databricks.com/aws/en/sql/language-manual/functions/iff",
  ],
  [
    "SELECT nvl(NULL, 1), coalesce(NULL, NULL, 'x'), nvl2(NULL, 1, 2), nullif(1, 1), ifnull(NULL, 2.5), if(1 > 2, 'a', 'b'), CASE WHEN NULL THEN 1 ELSE 2 END, CASE 3 WHEN 1 THEN 'a' WHEN 3 THEN 'c' END, iff(true, 1, 2.0), zeroifnull(NULL), nullifzero(0)",
    "The same iff().",
  ],
  [
    "SELECT x FROM VALUES (1), (2), (3) AS t(x) QUALIFY row_number() OVER (ORDER BY x DESC) = 1",
    "Databricks has QUALIFY: https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select-qualify",
  ],
  [
    "SELECT current_timezone()",
    "The recording's session is in UTC; that of a warehouse is in Etc/UTC: https://docs.databricks.com/aws/en/sql/language-manual/parameters/timezone",
  ],
];

const partitions =
  "The rows of VALUES lie in two partitions in the recording, whose sums of doubles are added; here there is one.";

const spark: readonly [statement: string, reason: string][] = [
  ["SELECT stddev(x) FROM VALUES (1000000000.1D), (1000000000.2D), (1000000000.3D) AS t(x)", partitions],
  ["SELECT var_samp(x) FROM VALUES (1000000000.1D), (1000000000.2D), (1000000000.3D) AS t(x)", partitions],
  ["SELECT avg(x) FROM VALUES (0.1D), (0.2D), (0.3D), (1e16D), (-1e16D) AS t(x)", partitions],
  [
    "SELECT x, (SELECT max(y) FROM VALUES (1, 10), (1, 20) AS s(k, y) WHERE s.k = t.x) FROM VALUES (1), (2) AS t(x) ORDER BY x",
    "Only the name: here it does not list the columns of the query around.",
  ],
  [
    "SELECT array(struct(1 AS z), struct(2 AS z)).z",
    "Only the name, in which Spark shows the numbers that it gives to expressions.",
  ],
];

/** Where Databricks is not like Spark, and where Spark's own answer depends on more than the statement. */
export const knownDifferences: ReadonlyMap<string, string> = new Map([...databricks, ...spark]);
