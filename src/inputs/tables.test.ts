import { fullTable, tableName, tableParts, tableSql } from "./tables";

describe("a table out of its inputs", () => {
  it.each([
    [{ table: "orders" }, "`orders`"],
    [{ catalog: "main", schema: "sales", table: "orders" }, "`main`.`sales`.`orders`"],
    [{ schema: "sales", table: "orders" }, "`sales`.`orders`"],
    [{ catalog: "main", table: "sales.orders" }, "`main`.`sales`.`orders`"],
    [{ catalog: "main", schema: "SALES", table: "sales.orders" }, "`main`.`sales`.`orders`"],
    [{ catalog: "`main`", schema: " ", table: "Main.sales.orders" }, "`Main`.`sales`.`orders`"],
    [{ table: "`other`.sales.`orders`" }, "`other`.`sales`.`orders`"],
    [{ catalog: "`my.``catalog`", schema: "sales", table: "`a.b`" }, "`my.``catalog`.`sales`.`a.b`"],
  ])("%j is %s", (given, sql) => {
    expect(tableSql(given)).toBe(sql);
  });

  it.each([
    [{ table: "a.b.c.d" }, /^Table must be/],
    [{ table: "a." }, /^Table must be/],
    [{ catalog: "main", table: "orders" }, /^Schema is empty, but Catalog is not/],
    [{ catalog: "main", table: "other.sales.orders" }, /^Table names the catalog other, but Catalog is main/],
    [{ schema: "default", table: "sales.orders" }, /^Table names the schema sales, but Schema is default/],
  ])("%j is refused by the name of the input", (given, words) => {
    expect(() => tableParts(given)).toThrow(words);
  });
});

describe("a table's whole name", () => {
  it.each([
    [{ catalog: "main", schema: "sales", table: "orders" }],
    [{ table: "main.sales.orders" }],
    [{ catalog: "", schema: null, table: " `main` . sales.`orders`" }],
    [{ table: "https://dbc-1.cloud.databricks.com/explore/data/main/sales/orders?o=1" }],
  ])("is taken from %j", (given) => {
    const { catalog, schema } = given as { catalog?: string; schema?: string };
    expect(fullTable({ catalog, schema: schema ?? undefined, table: tableName.clean(given.table) })).toEqual({
      catalog: "main",
      schema: "sales",
      table: "orders",
    });
  });

  it.each([
    [{ table: "orders" }, /^Schema is empty, but Table is not/],
    [{ table: "sales.orders" }, /^Catalog is empty, but Schema is not/],
    [{ table: "main.sales.`a.b`" }, /^Table must be one name alone/],
    [{ table: "main.sa/les.orders" }, /^Schema must be one name alone/],
  ])("is not made of %j", (given, words) => {
    expect(() => fullTable(given)).toThrow(words);
  });
});
