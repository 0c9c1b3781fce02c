/** What an input that holds JSON takes, and what it says of everything else. */
import { stringifyExact } from "../http/json";
import { asOptional } from "./defineInput";
import { jsonArrayInput, jsonObjectInput, jsonObjectsInput } from "./json";

describe("an input that holds a JSON object", () => {
  const settings = jsonObjectInput({ label: "Settings", comments: "" });
  const read = settings.clean;

  it("takes text and what an earlier step made", () => {
    expect(read(' {"a": [1, 2.5, -0.1e3, "x", null, true]} ')).toEqual({
      a: [1, 2.5, -100, "x", null, true],
    });
    expect(read({ a: 1 })).toEqual({ a: 1 });
  });

  it("keeps the digits of every number", () => {
    expect(read('{"a": 0.1, "b": 9007199254740991, "c": 3.141592653589793}')).toEqual({
      a: 0.1,
      b: 9007199254740991,
      c: Math.PI,
    });
    const text =
      '{"job":{"id":9007199254740993},"a":[12345678901234567.89,1e400,-0.1234567890123456789],"b":0.5,"c":"x"}';
    expect(stringifyExact(read(text))).toBe(text);
  });

  it.each(["[]", "1", "12345678901234567890", '"x"', "null", [1], 5, true, Buffer.from("{}")])(
    "refuses %j",
    (value) => {
      expect(() => read(value)).toThrow("Settings must be a JSON object.");
    },
  );

  it.each(["{", "{a: 1}", "{'a': 1}"])("says that %j is not JSON", (value) => {
    expect(() => read(value)).toThrow(/^Settings is not JSON: /);
  });

  it.each([undefined, null, "", "  "])("refuses %j, unless it may be left out", (value) => {
    expect(() => read(value)).toThrow(value ? "Settings is blank." : "Settings is empty.");
    expect(asOptional(settings).clean(value)).toBeUndefined();
  });
});

describe("an input that holds a JSON array", () => {
  const only = asOptional(jsonArrayInput({ label: "Only", comments: "" })).clean;
  const tasks = jsonObjectsInput({ label: "Tasks", comments: "" }).clean;

  it("takes text and lists", () => {
    expect(only('["a", 1]')).toEqual(["a", 1]);
    expect([[], "[]"].map(only)).toEqual([[], []]);
    expect(only("")).toBeUndefined();
    expect(() => only("{}")).toThrow("Only must be a JSON array.");
  });

  it("may have to hold objects, one at least", () => {
    expect(tasks('[{"a": 1}]')).toEqual([{ a: 1 }]);
    expect(() => tasks("[]")).toThrow("Tasks is empty.");
    expect(() => tasks('[{"a": 1}, "x"]')).toThrow(
      "Tasks must contain only objects: entry 2 is not an object.",
    );
  });
});
