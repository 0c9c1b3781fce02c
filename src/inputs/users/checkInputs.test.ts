import { checkTargets } from "./checkInputs";

describe("what Check Connection is asked about", () => {
  it.each([
    [{}, {}],
    [
      { catalog: "main", schema: "sales" },
      { catalog: "main", schema: "main.sales" },
    ],
    [
      { schema: "sales", table: "main.sales.orders" },
      { schema: "main.sales", table: "main.sales.orders" },
    ],
    [
      { catalog: "main", schema: "sales", table: "orders" },
      { catalog: "main", schema: "main.sales", table: "main.sales.orders" },
    ],
  ])("%j is %j", (given, targets) => {
    expect(checkTargets(given)).toEqual(targets);
  });

  it("is refused where a schema has no catalog", () => {
    expect(() => checkTargets({ schema: "sales" })).toThrow("Catalog is empty, but Schema is not.");
  });
});
