import { tableParts, tableSql } from "./tables";

describe("a table out of its inputs", () => {
  it.each([
    [{ table: "orders" }, "`orders`"],
    [{ catalog: "main", schema: "sales", table: "orders" }, "`main`.`sales`.`orders`"],
    [{ schema: "sales", table: "orders" }, "`sales`.`orders`"],
    [{ catalog: "main", schema: "default", table: "sales.orders" }, "`main`.`sales`.`orders`"],
    [{ catalog: "main", schema: "sales", table: "other.sales.orders" }, "`other`.`sales`.`orders`"],
    [{ catalog: "`my.``catalog`", schema: "sales", table: "`a.b`" }, "`my.``catalog`.`sales`.`a.b`"],
  ])("%j is %s", (given, sql) => {
    expect(tableSql(given)).toBe(sql);
  });

  it.each([
    [{ table: "a.b.c.d" }, /^Table must be/],
    [{ table: "a." }, /^Table must be/],
    [{ catalog: "main", table: "orders" }, /^Schema is empty, but Catalog is not/],
  ])("%j is refused by the name of the input", (given, words) => {
    expect(() => tableParts(given)).toThrow(words);
  });
});
