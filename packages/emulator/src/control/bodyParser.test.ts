import { HttpError } from "../apiError";
import { parseBody } from "./bodyParser";

const parse = (text: string, type = "application/json") => parseBody(Buffer.from(text), type);

describe("a request's body", () => {
  it("is JSON whatever its content type says", () => {
    for (const type of ["application/json", "", "text/plain", "application/x-www-form-urlencoded"]) {
      expect(parse('{"cluster_id":"é 1"}', type)).toEqual({ cluster_id: "é 1" });
    }
  });

  it("keeps an integer beyond 2^53 as its digits, and other numbers as numbers", () => {
    expect(parse("[9007199254740993, -9007199254740993, 9007199254740991, 1.5, 1e3]")).toEqual([
      "9007199254740993",
      "-9007199254740993",
      9007199254740991,
      1.5,
      1000,
    ]);
  });

  it("is a form where it is one, and shows what was sent twice", () => {
    const form = "a=1&b=x+y%26&a=2";
    expect(parse(form, "application/x-www-form-urlencoded; charset=utf-8")).toEqual({
      a: ["1", "2"],
      b: "x y&",
    });
  });

  it("is nothing where it is empty or blank", () => {
    expect(parse("")).toBeUndefined();
    expect(parse(" \n")).toBeUndefined();
  });

  it("is its bytes where it is neither", () => {
    expect(parse("--boundary", "multipart/form-data; boundary=boundary")).toEqual(Buffer.from("--boundary"));
  });

  it.each(["{", '{"a":1,}', "nonsense", '{"a":1}}'])("is refused as malformed: %s", (text) => {
    expect(() => parse(text)).toThrow(HttpError);
    expect(() => parse(text)).toThrow(/^Could not parse request object: /);
  });
});
