import { namesInput, textsInput } from "./stringList";

describe("a list of texts", () => {
  const read = textsInput({ label: "Stop", comments: "" }).clean;

  it.each([
    [undefined, []],
    [null, []],
    ["", []],
    [[], []],
    ["END", ["END"]],
    [" \n", []],
    ["[]", []],
    ["[END]", ["[END]"]],
    ["[1]", ["[1]"]],
    ["[{}]", ["[{}]"]],
    ["[a", ["[a"]],
    [
      ["[a", "[1]"],
      ["[a", "[1]"],
    ],
    [7, ["7"]],
    ['["a", "b"]', ["a", "b"]],
    [
      ["a", "", null, "\n", 7],
      ["a", "\n", "7"],
    ],
  ])("is read from %j", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([true, {}, [["a"]], [1.5], [true]])("refuses %j and names the input", (value) => {
    expect(() => read(value)).toThrow("Stop must be a list of texts.");
  });
});

describe("a list of names", () => {
  const read = namesInput({ label: "IDs", comments: "" }).clean;

  it.each([
    [" ", []],
    [[" ", null, " a "], ["a"]],
    ['[" a ", "", 7]', ["a", "7"]],
    ["[12345678901234567890, 8]", ["12345678901234567890", "8"]],
    ["a", ["a"]],
  ])("is read from %j", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([true, [{}], "[true]"])("refuses %j and names the input", (value) => {
    expect(() => read(value)).toThrow("IDs must be a list of texts.");
  });
});
