import type { QueryParameter } from "../../services/sqlObjects/queries";
import { runQueryInputs, savedStatement } from "./runQueryInputs";

const logger = { info: () => undefined, warn: () => undefined } as never;
const now = Date.UTC(2025, 10, 18, 12, 30, 15);

/** The statement that becomes of a text, with the parameters of the query and given values. */
const requestOf = (query_text: string, parameters: QueryParameter[], given: unknown = {}) => {
  const values = runQueryInputs.queryParameters.clean(given);
  return savedStatement(
    { query: { query_text, parameters, warehouse_id: "475b94ddc7cd5211" }, readAt: now },
    { queryId: "q", queryParameters: values, resultFormat: "rows", timeoutSeconds: 600 } as never,
    logger,
  );
};

const made = (...given: Parameters<typeof requestOf>) => {
  const { statement, parameters } = requestOf(...given);
  return [statement, parameters];
};

const text: QueryParameter = { name: "state", text_value: { value: "HI" } };
const number: QueryParameter = { name: "n", numeric_value: { value: 2.5 } };
const choice: QueryParameter = { name: "c", enum_value: { enum_options: "a\nb", values: ["a"] } };
const several: QueryParameter = {
  name: "c",
  enum_value: {
    enum_options: "a\nb'c",
    values: ["a"],
    multi_values_options: { prefix: "'", suffix: "'", separator: "," },
  },
};
const sorting: QueryParameter = { name: "o", enum_value: { enum_options: "a ASC\nb DESC" } };
const columns: QueryParameter = {
  name: "c",
  query_backed_value: { multi_values_options: { prefix: "`", suffix: "`", separator: ";" } },
};
const range: QueryParameter = { name: "r", date_range_value: { dynamic_date_range_value: "YESTERDAY" } };

describe("named markers", () => {
  it.each<[string, QueryParameter, unknown, unknown[]]>([
    ["SELECT :state", text, {}, [{ name: "state", value: "HI" }]],
    ["SELECT :STATE", text, { State: "T'X" }, [{ name: "STATE", value: "T'X" }]],
    ["SELECT :state", { name: "state", text_value: {} }, {}, [{ name: "state", value: "" }]],
    ["SELECT :state", text, { state: null }, [{ name: "state" }]],
    ["SELECT :n", number, {}, [{ name: "n", value: "2.5", type: "DOUBLE" }]],
    ["SELECT :n", { name: "n", numeric_value: {} }, {}, [{ name: "n", value: "0", type: "INT" }]],
    [
      "SELECT :n",
      number,
      { n: "9007199254740993" },
      [{ name: "n", value: "9007199254740993", type: "BIGINT" }],
    ],
    ["SELECT :c", choice, { c: "b" }, [{ name: "c", value: "b" }]],
    [
      "SELECT :d",
      { name: "d", date_value: { date_value: "2025-11-01" } },
      {},
      [{ name: "d", value: "2025-11-01", type: "DATE" }],
    ],
    [
      "SELECT :d",
      { name: "d", date_value: { dynamic_date_value: "NOW", precision: "SECOND_PRECISION" } },
      {},
      [{ name: "d", value: "2025-11-18 12:30:15", type: "TIMESTAMP" }],
    ],
  ])("%s with %j and %j are bound", (statement, parameter, given, parameters) => {
    expect(made(statement, [parameter], given)).toEqual([statement, parameters]);
  });

  it("several values are a list in IN, and one text elsewhere", () => {
    const given = { c: ["a", "b'c"] };
    expect(made("SELECT 1 WHERE x IN (:c)", [several], given)).toEqual([
      "SELECT 1 WHERE x IN (:c_1, :c_2)",
      [
        { name: "c_1", value: "a" },
        { name: "c_2", value: "b'c" },
      ],
    ]);
    expect(made("SELECT :c", [several], given)).toEqual(["SELECT :c", [{ name: "c", value: "'a','b'c'" }]]);
  });

  it("the ends of a date range have markers of their own", () => {
    const statement = "SELECT 1 WHERE d BETWEEN :r.min AND :r.max OR d = :r.start";
    const renamed = "SELECT 1 WHERE d BETWEEN :r_start AND :r_end OR d = :r_start";
    expect(made(statement, [range])).toEqual([
      renamed,
      [
        { name: "r_start", value: "2025-11-17", type: "DATE" },
        { name: "r_end", value: "2025-11-17", type: "DATE" },
      ],
    ]);
    const given = { r: '{"start": "2025-01-01", "end": "2025-01-31"}' };
    expect(requestOf(statement, [range], given).parameters?.map(({ value }) => value)).toEqual([
      "2025-01-01",
      "2025-01-31",
    ]);
    expect(requestOf(statement, [range], { r: "LAST_7_DAYS" }).parameters?.[0]?.value).toBe("2025-11-11");
  });

  it("a list for a text parameter, or for a marker without a parameter, is accepted in IN only", () => {
    const bound = [
      { name: "x_1", value: "a" },
      { name: "x_2", value: "b" },
    ];
    for (const parameters of [[], [{ name: "x", text_value: { value: "c" } }]]) {
      expect(made("SELECT 1 IN (:x)", parameters, { x: ["a", "b"] })).toEqual([
        "SELECT 1 IN (:x_1, :x_2)",
        bound,
      ]);
      expect(() => made("SELECT :x", parameters, { x: ["a"] })).toThrow('give "x" a list of values');
    }
  });

  it("a date of an earlier step is a value", () => {
    const x = new Date(now);
    const value = "2025-11-18T12:30:15.000Z";
    expect(made("SELECT :x", [], { x })[1]).toEqual([{ name: "x", value, type: "TIMESTAMP" }]);
    expect(made("SELECT :state", [text], { state: x })[1]).toEqual([{ name: "state", value }]);
    const day: QueryParameter = { name: "d", date_value: {} };
    expect(made("SELECT :d", [day], { d: x })[1]).toEqual([{ name: "d", value, type: "DATE" }]);
  });

  it("the end of a date range takes no name that is in the text", () => {
    const other: QueryParameter = { name: "r_start", text_value: { value: "other" } };
    expect(made("SELECT :r.min, :R.start, :r_start", [range, other])).toEqual([
      "SELECT :r_start_, :r_start_, :r_start",
      [
        { name: "r_start_", value: "2025-11-17", type: "DATE" },
        { name: "r_start", value: "other" },
      ],
    ]);
    expect(made("SELECT :r.min, :r.max", [range], { r: null })[1]).toEqual([
      { name: "r_start" },
      { name: "r_end" },
    ]);
  });

  it("a value without a parameter of the query is bound, and a parameter that the text does not use is not", () => {
    expect(made("SELECT :x", [text], { x: 1 })).toEqual([
      "SELECT :x",
      [{ name: "x", value: "1", type: "INT" }],
    ]);
  });
});

describe("placeholders in the text", () => {
  it.each<[string, QueryParameter, unknown, string]>([
    ["SELECT '{{ state }}'", text, { state: "a'b\\" }, "SELECT 'a\\'b\\\\'"],
    ["SELECT `{{state}}`", text, { state: "a`b" }, "SELECT `a``b`"],
    ["SELECT {{ n }}", number, {}, "SELECT 2.5"],
    ["SELECT {{ n }}", number, { n: "-3" }, "SELECT -3"],
    ["SELECT 1-{{ n }} AS d, 2", number, { n: "-3" }, "SELECT 1- -3 AS d, 2"],
    ["SELECT 1-{{ n }} AS d, 2", number, { n: "3" }, "SELECT 1-3 AS d, 2"],
    ["SELECT '-{{ state }}'", text, { state: "-3" }, "SELECT '--3'"],
    ["SELECT {{ state }}", text, { state: "name" }, "SELECT name"],
    ["SELECT {{ cols }}", { name: "cols", text_value: { value: "a, b" } }, {}, "SELECT a, b"],
    ["SELECT 1 IN ({{ c }})", several, { c: ["a", "b'c"] }, "SELECT 1 IN ('a','b\\'c')"],
    ["SELECT {{ n }}", number, { n: "1e5" }, "SELECT 1e5"],
    ["SELECT {{ state }}", text, { state: null }, "SELECT NULL"],
    ["SELECT 1 ORDER BY {{ o }}", sorting, { o: "b DESC" }, "SELECT 1 ORDER BY b DESC"],
    ["SELECT {{ c }}", columns, { c: ["a", "b"] }, "SELECT `a`;`b`"],
    ["SELECT '{{ r.start }}'", range, {}, "SELECT '2025-11-17'"],
    ["SELECT 1 -- {{ other }}", text, {}, "SELECT 1 -- {{ other }}"],
  ])("%s with %j and %j", (statement, parameter, given, expected) => {
    expect(made(statement, [parameter], given)).toEqual([expected, undefined]);
  });

  it.each(["1; DROP TABLE t", "a b", "x'", "a--", "1 OR 1=1"])("a given %j is never code", (state) => {
    expect(() => requestOf("SELECT {{ state }}", [text], { state })).toThrow(
      'Query Parameters: "state" is not in quotes in the query',
    );
  });
});

describe("bad values name the parameter", () => {
  it.each<[string, QueryParameter[], unknown, string]>([
    ["SELECT :n", [number], { n: "two" }, 'Query Parameters "n" must be a number such as 2.5.'],
    ["SELECT :n", [number], { n: "007" }, 'Query Parameters "n" must be a number such as 2.5.'],
    [
      "SELECT '{{ state }}'",
      [text],
      { state: null },
      'Query Parameters: the value of "state" is null, which',
    ],
    ["SELECT '{{ x }}'", [], { x: null }, 'Query Parameters: the value of "x" is null, which'],
    ["SELECT :c", [choice], { c: "z" }, 'Query Parameters "c" must be one of a, b.'],
    ["SELECT :c", [choice], { c: ["a", "b"] }, 'Query Parameters "c" must be a single value.'],
    ["SELECT :d", [{ name: "d", date_value: {} }], {}, 'Query Parameters "d" must be a date'],
    ["SELECT :r.min", [range], { r: "soon" }, 'Query Parameters "r" must be a range'],
    ["SELECT :r.min", [range], { r: { start: "a" } }, 'Query Parameters "r" must have a start and an end'],
    ["SELECT 1", [text], { other: 1 }, 'Query Parameters have "other", but the query has no such parameter.'],
    ["SELECT :state", [], {}, "Query Parameters have no value for the marker :state"],
    ["SELECT '{{ x }}'", [], {}, "Query Parameters: the query has {{ x }}, but there is no parameter"],
    ["SELECT 1", [text], [{ key: "a" }, { key: "A" }], "Query Parameters have the same parameter twice."],
    [" ", [], {}, "The query has no text."],
  ])("%s with %j and %j", (statement, parameters, given, message) => {
    expect(() => requestOf(statement, parameters, given)).toThrow(message);
  });

  it.each<[QueryParameter, unknown, number?]>([
    [range, {}],
    [range, { r: "TODAY" }],
    [{ name: "d", date_value: { dynamic_date_value: "NOW" } }, {}],
    [range, { r: "THIS_YEAR" }, Date.parse("Sat, 13 Sep 275760 00:00:00 GMT")],
  ])("%j with %j needs the time of the server", (parameter, given, readAt = Number.NaN) => {
    const queryParameters = runQueryInputs.queryParameters.clean(given);
    const query = { query_text: "SELECT 1", warehouse_id: "w", parameters: [parameter] };
    const read = () => savedStatement({ query, readAt }, { queryParameters } as never, logger);
    expect(read).toThrow(
      "depends on the current date, which the response of Databricks does not contain: enter dates.",
    );
  });

  it("a query without a warehouse needs one", () => {
    const given = { queryParameters: [], timeoutSeconds: 1 } as never;
    expect(() => savedStatement({ query: { query_text: "SELECT 1" }, readAt: now }, given, logger)).toThrow(
      "Warehouse ID is empty",
    );
  });
});
