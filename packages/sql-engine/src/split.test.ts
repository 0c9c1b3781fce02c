import { splitStatements } from "./split";

describe("a script", () => {
  it("is split at the semicolons that stand between statements", () => {
    expect(splitStatements("SELECT ';' AS a; -- one; two\n\nSELECT 2;\n;\n/* ; */")).toEqual([
      "SELECT ';' AS a",
      "SELECT 2",
    ]);
  });

  it("may have no statement", () => {
    expect(splitStatements(" -- nothing\n")).toEqual([]);
  });

  it("is refused where a quote does not end", () => {
    expect(() => splitStatements("SELECT 'a")).toThrow("PARSE_SYNTAX_ERROR");
  });
});
