/** What the official SQL drivers ask their metadata with, and the other forms of SHOW and DESCRIBE. */
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
  await engine.rows("CREATE SCHEMA shop");
  await engine.rows("CREATE SCHEMA shop_old");
  await engine.rows(
    "CREATE TABLE shop.orders (id BIGINT NOT NULL COMMENT 'Number', total DECIMAL(10,2), code VARCHAR(5), day STRING) PARTITIONED BY (day) COMMENT 'All orders'",
  );
  await engine.rows("CREATE TABLE shop_old.entries (id BIGINT GENERATED ALWAYS AS IDENTITY)");
  await engine.rows("CREATE VIEW shop.totals AS SELECT total FROM shop.orders");
  await engine.rows(
    "INSERT INTO shop.orders VALUES (1, 2.5, 'a', 'mon'), (2, 3.5, 'b', 'tue'), (3, 1, 'c', 'mon')",
  );
});

afterAll(() => engine.close());

const columnsOf = (statement: string) => engine.columns(statement);

describe("over the schemas of a catalog", () => {
  it("tables are listed with their catalog, kind and comment", async () => {
    expect(await columnsOf("SHOW TABLES IN CATALOG workspace SCHEMA LIKE 'shop'")).toEqual([
      "namespace STRING",
      "tableName STRING",
      "isTemporary BOOLEAN",
      "information STRING",
      "catalogName STRING",
      "tableType STRING",
      "remarks STRING",
    ]);
    expect(await engine.rows("SHOW TABLES IN CATALOG `workspace` SCHEMA LIKE 'shop' LIKE '*o*'")).toEqual([
      ["shop", "orders", "false", null, "workspace", "TABLE", "All orders"],
      ["shop", "totals", "false", null, "workspace", "VIEW", null],
    ]);
  });

  it.each([
    [
      "SHOW TABLES IN CATALOG workspace SCHEMA LIKE 'shop*' LIKE 'orders|ent*'",
      ["shop.orders", "shop_old.entries"],
    ],
    ["SHOW TABLES IN CATALOG workspace SCHEMA LIKE 'shop.old'", ["shop_old.entries"]],
    ["SHOW TABLES IN CATALOG workspace LIKE 'ORDERS'", ["shop.orders"]],
    ["SHOW TABLES FROM CATALOG workspace SCHEMA LIKE 'no*'", []],
    ["SHOW TABLES IN ALL CATALOGS SCHEMA LIKE 'shop' LIKE 't*'", ["shop.totals"]],
    ["SHOW TABLES IN CATALOG workspace SCHEMA LIKE '[' LIKE '*'", []],
  ])("%s lists what its patterns let through", async (statement, names) => {
    expect((await engine.rows(statement)).map(([schema, table]) => `${schema}.${table}`)).toEqual(names);
  });

  it("columns are listed with their types and places", async () => {
    expect(await columnsOf("SHOW COLUMNS IN CATALOG workspace")).toEqual([
      "col_name STRING",
      "catalogName STRING",
      "namespace STRING",
      "tableName STRING",
      "columnType STRING",
      "columnSize INT",
      "decimalDigits INT",
      "radix INT",
      "isNullable STRING",
      "remarks STRING",
      "ordinalPosition INT",
      "isAutoIncrement STRING",
      "isGenerated STRING",
    ]);
    const place = ["workspace", "shop", "orders"];
    expect(
      await engine.rows(
        "SHOW COLUMNS IN CATALOG `workspace` SCHEMA LIKE 'shop' TABLE LIKE 'orders' LIKE '*'",
      ),
    ).toEqual([
      ["id", ...place, "BIGINT", null, null, null, "false", "Number", "0", "false", "false"],
      ["total", ...place, "DECIMAL(10,2)", "10", "2", "10", "true", null, "1", "false", "false"],
      ["code", ...place, "VARCHAR(5)", null, null, null, "true", null, "2", "false", "false"],
      ["day", ...place, "STRING", null, null, null, "true", null, "3", "false", "false"],
    ]);
    expect(
      (await engine.rows("SHOW COLUMNS IN CATALOG workspace TABLE LIKE 'entries'")).map((row) => row[11]),
    ).toEqual(["true"]);
  });

  it("schemas of all catalogs are listed with their catalog", async () => {
    expect(await columnsOf("SHOW SCHEMAS IN ALL CATALOGS")).toEqual([
      "databaseName STRING",
      "catalog STRING",
    ]);
    expect(await engine.rows("SHOW SCHEMAS IN ALL CATALOGS LIKE 'shop*'")).toEqual([
      ["shop", "workspace"],
      ["shop_old", "workspace"],
    ]);
    expect(await columnsOf("SHOW DATABASES IN CATALOG workspace LIKE 'shop'")).toEqual([
      "databaseName STRING",
    ]);
  });

  it("keys and functions of one's own are none, of tables and catalogs that are there", async () => {
    const table = "IN CATALOG `workspace` IN SCHEMA `shop` IN TABLE";
    expect(await engine.rows(`SHOW KEYS ${table} \`orders\``)).toEqual([]);
    expect(await engine.rows(`SHOW FOREIGN KEYS ${table} \`orders\``)).toEqual([]);
    expect(await engine.rows("SHOW FUNCTIONS IN CATALOG workspace SCHEMA LIKE '*' LIKE '*'")).toEqual([]);
    await expect(engine.rows(`SHOW KEYS ${table} \`none\``)).rejects.toThrow("[TABLE_OR_VIEW_NOT_FOUND]");
    await expect(engine.rows("SHOW TABLES IN CATALOG none")).rejects.toThrow("none");
  });
});

describe("other forms", () => {
  it("list functions that are built in, and none of one's own", async () => {
    expect(await engine.rows("SHOW SYSTEM FUNCTIONS LIKE 'uppe*|lowe.'")).toEqual([["lower"], ["upper"]]);
    expect(await engine.rows("SHOW FUNCTIONS IN shop LIKE 'upper'")).toEqual([["upper"]]);
    expect(await engine.rows("SHOW USER FUNCTIONS")).toEqual([]);
  });

  it("list partitions of a table that has them", async () => {
    expect(await engine.rows("SHOW PARTITIONS shop.orders")).toEqual([["mon"], ["tue"]]);
    expect(await columnsOf("SHOW PARTITIONS shop.orders")).toEqual(["day STRING"]);
    await expect(engine.rows("SHOW PARTITIONS shop_old.entries")).rejects.toThrow(
      "PARTITION_SCHEMA_IS_EMPTY",
    );
  });

  it("tell all of a table as one text", async () => {
    const [[schema, table, temporary, text] = []] = await engine.rows(
      "SHOW TABLE EXTENDED IN shop LIKE 'ord*'",
    );
    expect([schema, table, temporary]).toEqual(["shop", "orders", "false"]);
    expect(text).toContain("Comment: All orders\n");
    expect(text).toContain("Schema: root\n |-- id: bigint (nullable = false)\n");
  });

  it("describe one column", async () => {
    expect(await engine.rows("DESCRIBE TABLE shop.orders id")).toEqual([
      ["col_name", "id"],
      ["data_type", "bigint"],
      ["comment", "Number"],
    ]);
    expect(await engine.rows("DESC EXTENDED shop.orders code")).toContainEqual(["num_nulls", "NULL"]);
    await expect(engine.rows("DESCRIBE shop.orders none")).rejects.toThrow("UNRESOLVED_COLUMN");
  });

  it.each(["EXPLAIN SELECT 1", "SHOW GRANTS ON SCHEMA shop", "DESCRIBE FUNCTION upper"])(
    "that are not done here are refused as such: %s",
    async (statement) => {
      await expect(engine.rows(statement)).rejects.toThrow("UNSUPPORTED_FEATURE.LOCAL_WORKSPACE");
    },
  );
});

describe("columns of intervals", () => {
  it("are stored, described and given back", async () => {
    await engine.rows("CREATE TABLE shop.spans (a INTERVAL DAY TO SECOND, b INTERVAL YEAR TO MONTH)");
    await engine.rows(
      "INSERT INTO shop.spans VALUES (INTERVAL '3 04:30:20.123' DAY TO SECOND, INTERVAL '-1-2' YEAR TO MONTH), (NULL, NULL)",
    );
    expect(await columnsOf("SELECT * FROM shop.spans")).toEqual([
      "a INTERVAL DAY TO SECOND",
      "b INTERVAL YEAR TO MONTH",
    ]);
    expect(await engine.rows("SELECT * FROM shop.spans ORDER BY a DESC")).toEqual([
      ["3 04:30:20.123000000", "-1-2"],
      [null, null],
    ]);
    expect(await engine.rows("DESCRIBE shop.spans")).toEqual([
      ["a", "interval day to second", null],
      ["b", "interval year to month", null],
    ]);
  });

  it("take parameters", async () => {
    const parameters = [
      { name: "d", value: "1 02:03:04.5", type: "INTERVAL DAY TO SECOND" },
      { name: "m", value: "2-1", type: "INTERVAL YEAR TO MONTH" },
      { name: "h", value: "-5", type: "INTERVAL HOUR" },
    ];
    expect(await engine.rows("SELECT :d, :m, :h", { parameters })).toEqual([
      ["1 02:03:04.500000000", "2-1", "-0 05:00:00.000000000"],
    ]);
    const wrong = [{ name: "d", value: "soon", type: "INTERVAL DAY" }];
    await expect(engine.rows("SELECT :d", { parameters: wrong })).rejects.toThrow("INVALID_INTERVAL_FORMAT");
  });
});
