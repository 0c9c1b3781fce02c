import { bindParameters } from "./bindParameters";

const list = (...values: string[]) => values.map((value) => ({ value, type: "INT" }));

describe("parameters and markers are put together", () => {
  it("leaves the statement alone where there are no lists", () => {
    const given = [{ name: "a", value: "1" }, { name: "b" }];
    const statement = "SELECT :a, :b, :a";
    expect(bindParameters(statement, given)).toEqual({ statement, parameters: given });
  });

  it("takes no names apart by the case of their letters", () => {
    const { parameters } = bindParameters("SELECT :Name", [{ name: "name", value: "x" }]);
    expect(parameters).toEqual([{ name: "name", value: "x" }]);
  });

  it("makes a list as many markers, wherever it stands in IN", () => {
    expect(
      bindParameters("SELECT * FROM t WHERE a IN (:ids) OR b NOT IN (0, :IDS, 1)", [
        { name: "ids", list: list("5", "6") },
      ]),
    ).toEqual({
      statement: "SELECT * FROM t WHERE a IN (:ids_1, :ids_2) OR b NOT IN (0, :ids_1, :ids_2, 1)",
      parameters: [
        { name: "ids_1", value: "5", type: "INT" },
        { name: "ids_2", value: "6", type: "INT" },
      ],
    });
  });

  it("takes no name for a list's markers that stands for something else", () => {
    const { statement, parameters } = bindParameters("SELECT :ids_1, :IDS_2 WHERE 1 IN (:ids)", [
      { name: "ids", list: list("5", "6") },
      { name: "ids_1", value: "x" },
      { name: "ids_2", value: "y" },
    ]);
    expect(statement).toBe("SELECT :ids_1, :IDS_2 WHERE 1 IN (:ids_1_, :ids_2_)");
    expect(parameters.map(({ name }) => name)).toEqual(["ids_1_", "ids_2_", "ids_1", "ids_2"]);
  });

  it("keeps the markers of two lists apart", () => {
    const { statement } = bindParameters("SELECT 1 WHERE 1 IN (:a) AND 2 IN (:a_1)", [
      { name: "a", list: list("1") },
      { name: "a_1", list: list("2") },
    ]);
    expect(statement).toBe("SELECT 1 WHERE 1 IN (:a_1_) AND 2 IN (:a_1_1)");
  });

  it("lets a path into a VARIANT be without a value", () => {
    const statement = "SELECT raw:owner, raw :owner FROM t";
    expect(bindParameters(statement, [])).toEqual({ statement, parameters: [] });
  });

  it.each([
    ["SELECT :a", [], "no value for the marker :a"],
    ["SELECT ':a', `:a`, /* :a */ 1 -- :a", [{ name: "a" }], "has no marker :a"],
    ["SELECT :a", [{ name: "a", list: list("1") }], "can only stand in IN (:a)"],
    ["SELECT :a WHERE 1 IN (:a)", [{ name: "a", list: list("1") }], "can only stand in IN (:a)"],
  ])("refuses %s with %j", (statement, given, says) => {
    expect(() => bindParameters(statement, given)).toThrow(says);
  });
});
