import { texts } from "./texts";

describe("a list of texts", () => {
  const read = texts("Stop");

  it.each([
    [undefined, []],
    [null, []],
    ["", []],
    [[], []],
    ["END", ["END"]],
    ["\n", ["\n"]],
    [7, ["7"]],
    ['["a", "b"]', ["a", "b"]],
    [
      ["a", "", null, "\n", 7],
      ["a", "\n", "7"],
    ],
  ])("is read from %j", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([true, {}, [["a"]], "[1.5]", "[{}]"])("refuses %j and names the input", (value) => {
    expect(() => read(value)).toThrow("Stop must be a list of texts.");
  });

  it("says what is no JSON", () => {
    expect(() => read("[a")).toThrow(/^Stop is not JSON/);
  });
});
