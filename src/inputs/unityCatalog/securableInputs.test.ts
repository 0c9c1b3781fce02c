import { fullObjectName } from "./securableInputs";

const pages = "https://dbc-1.cloud.databricks.com/explore/data";

describe("the full name of an object", () => {
  it.each([
    ["catalog", "`main`", "main"],
    ["table", " main . `größe` .orders", "main.größe.orders"],
    ["column", "main.sales.orders.`a.b/c`", "main.sales.orders.a.b/c"],
    ["external_location", "landing zone", "landing zone"],
    ["metastore", "5f2c1a9e-7b3d-4e6f-8a1b-2c3d4e5f6a7b", "5f2c1a9e-7b3d-4e6f-8a1b-2c3d4e5f6a7b"],
  ])("of a %s is taken from %s", (objectType, fullName, name) => {
    expect(fullObjectName({ objectType, fullName })).toBe(name);
  });

  it.each([
    ["catalog", "main?o=12", "main"],
    ["schema", "main/my%20sales?o=12", "main.my sales"],
    ["table", "main/sales/orders", "main.sales.orders"],
    ["volume", "volumes/main/sales/landing?o=12&volumePath=%2FVolumes%2Fmain", "main.sales.landing"],
    ["function", "functions/main/sales/to_miles", "main.sales.to_miles"],
    ["function", "models/main/ml/late?o=12", "main.ml.late"],
  ])("of a %s is taken from the address of its page, %s", (objectType, page, name) => {
    expect(fullObjectName({ objectType, fullName: `${pages}/${page}` })).toBe(name);
  });

  it.each([
    ["catalog", `${pages}/main/sales?o=12`],
    ["schema", `${pages}/main/sales/orders`],
    ["table", `${pages}/volumes/main/sales/landing`],
    ["volume", `${pages}/main/sales/orders`],
    ["column", `${pages}/volumes/main/sales/landing`],
    ["table", "main.sales"],
    ["table", "main.sa/les.orders"],
    ["share", ".."],
    ["share", "a/b"],
    ["connection", "a\ud800"],
    ["provider", "x".repeat(256)],
  ])("of a %s is not made of %s, and the error names the input", (objectType, fullName) => {
    expect(() => fullObjectName({ objectType, fullName })).toThrow(/^Full Name /);
  });
});
