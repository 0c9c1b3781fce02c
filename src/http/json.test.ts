import fc from "fast-check";
import { exactParser, parseTextOnly } from "./json";

const parseExact = exactParser(["spark_context_id"]);

describe("exactParser", () => {
  it("gives the digits of every integer that a number cannot hold, and a number for every other one", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
        const expected = Number.isSafeInteger(Number(integer)) ? Number(integer) : integer.toString();
        expect(parseExact(`{"id":${integer}}`)).toEqual({ id: expected });
        expect(parseExact(`[${integer}]`)).toEqual([expected]);
      }),
    );
  });

  it("reads all other JSON as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, careful) => {
        // A long number beside it chooses the careful parser.
        const json = careful ? `[${text},12345678901234567]` : `[${text},1]`;
        fc.pre(!/\d{16}|spark_context_id/.test(text));
        expect((parseExact(json) as unknown[])[0]).toEqual(JSON.parse(text));
      }),
    );
  });

  it("gives the fields it is told of as text whatever its size, at any depth", () => {
    expect(
      parseExact('{"clusters":[{"spark_context_id":7},{"spark_context_id":6120427331853128441}]}'),
    ).toEqual({
      clusters: [{ spark_context_id: "7" }, { spark_context_id: "6120427331853128441" }],
    });
  });

  it("keeps numbers with a fraction or an exponent numbers", () => {
    expect(parseExact("[0.1234567890123456789, 1e3, -0.5, 1234567890123456.5]")).toEqual([
      0.12345678901234568, 1000, -0.5, 1234567890123456.5,
    ]);
  });

  it("takes the last of repeated keys", () => {
    expect(parseExact('{"id":1,"id":12345678901234567890}')).toEqual({ id: "12345678901234567890" });
  });

  it("does not let a key named __proto__ change the object", () => {
    const read = parseExact('{"__proto__":{"admin":true},"id":12345678901234567890}') as Record<
      string,
      unknown
    >;
    expect(read.admin).toBeUndefined();
    expect(Object.keys(read)).toEqual(["__proto__", "id"]);
  });

  it("reads past a byte order mark", () => {
    expect(parseExact('\ufeff{"id":1}')).toEqual({ id: 1 });
    expect(parseTextOnly('\ufeff{"id":1}')).toEqual({ id: 1 });
  });

  it.each(["", " ", "{", "<html>", "{'a':1}", "undefined", "[1,]", "{}{}", "12345678901234567890x"])(
    "refuses %j as no JSON",
    (text) => {
      expect(() => parseExact(text)).toThrow(SyntaxError);
    },
  );
});

describe("what Python writes in place of JSON", () => {
  it("is read as numbers, beside long integers and ids", () => {
    const json = '{"a":[NaN,-Infinity,Infinity,1e5],"b":12345678901234567890,"spark_context_id":7,"c":-0.5}';
    expect(parseExact(json)).toEqual({
      a: [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 100_000],
      b: "12345678901234567890",
      spark_context_id: "7",
      c: -0.5,
    });
    expect(parseTextOnly("[[NaN]]")).toEqual([[Number.NaN]]);
  });

  it("stays text inside texts and keys", () => {
    const value = { NaN: "NaN", a: 'say "NaN"\\', b: ["-Infinity", "\\"], c: 1 };
    const json = JSON.stringify(value).replace('"c":1', '"c":NaN');
    expect(parseExact(json)).toEqual({ ...value, c: Number.NaN });
  });

  it.each(["NaNa", "[NaN", "{NaN:1}", "[Infinity1]", "[--Infinity]", "[xNaN]", '"NaN'])(
    "is no excuse for %j",
    (text) => {
      expect(() => parseExact(text)).toThrow(SyntaxError);
    },
  );

  it("is looked for in a time that grows with the text alone", () => {
    const text = `[NaN,"${'\\"'.repeat(1_000_000)}`;
    const before = process.cpuUsage().user;
    expect(() => parseExact(text)).toThrow(SyntaxError);
    expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
  });
});
