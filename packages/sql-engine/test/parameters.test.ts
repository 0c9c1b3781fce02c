import fc from "fast-check";
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

/** What comes back of a value that is given as a parameter. */
async function echoed(value: string | null | undefined, type?: string): Promise<string | null | undefined> {
  const [row] = await engine.rows("SELECT :p", { parameters: [{ name: "p", value, type }] });
  return row?.[0];
}

const runs = { numRuns: 60 };

describe("parameters come back exactly as they were given", () => {
  it("as STRING, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (text) => {
        expect(await echoed(text)).toBe(text);
      }),
      runs,
    );
    const nasty = [
      "'; DROP TABLE t; --",
      "\\",
      "\\'",
      "''",
      '"',
      "`",
      "$$",
      "%_",
      ":p",
      "§22012§",
      "a\u0000b",
      "{}",
      "日本語😀",
      " \n\t ",
    ];
    for (const text of nasty) {
      expect(await echoed(text, "STRING")).toBe(text);
    }
  });

  it.each([
    ["TINYINT", -128n, 127n],
    ["SMALLINT", -32768n, 32767n],
    ["INT", -(2n ** 31n), 2n ** 31n - 1n],
    ["BIGINT", -(2n ** 63n), 2n ** 63n - 1n],
  ])("as %s", async (type, min, max) => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min, max }), async (value) => {
        expect(await echoed(String(value), type)).toBe(String(value));
      }),
      { ...runs, examples: [[min], [max], [0n]] },
    );
    await expect(echoed(String(max + 1n), type)).rejects.toMatchObject({ sqlState: "22018" });
  });

  it("as DECIMAL, with all digits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 38 }),
        fc.nat(38),
        fc.bigInt(0n, 10n ** 38n),
        fc.boolean(),
        async (precision, wish, digits, negative) => {
          const scale = Math.min(wish, precision);
          const unscaled = String(digits % 10n ** BigInt(precision)).padStart(scale + 1, "0");
          const plain = scale === 0 ? unscaled : `${unscaled.slice(0, -scale)}.${unscaled.slice(-scale)}`;
          const text = negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
          expect(await echoed(text, `DECIMAL(${precision},${scale})`)).toBe(text);
        },
      ),
      runs,
    );
  });

  it("as DOUBLE, to the last bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true }), async (value) => {
        const text = (await echoed(Object.is(value, -0) ? "-0.0" : String(value), "DOUBLE")) ?? "";
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^(-?Infinity|-?\d+\.\d+(E-?\d+)?)$/);
      }),
      runs,
    );
    expect(await echoed("NaN", "DOUBLE")).toBe("NaN");
  });

  it("as FLOAT, to the last bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.float({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        expect(
          Math.fround(Number(await echoed(Object.is(value, -0) ? "-0.0" : String(value), "FLOAT"))),
        ).toBe(value);
      }),
      runs,
    );
  });

  it("as DATE", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        async (date) => {
          const text = date.toISOString().slice(0, 10);
          expect(await echoed(text, "DATE")).toBe(text);
        },
      ),
      runs,
    );
  });

  it("as TIMESTAMP and TIMESTAMP_NTZ, to the microsecond", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
        async (date, micros) => {
          const base = date.toISOString().slice(0, -1);
          const text = micros === 0 ? base : `${base}${String(micros).padStart(3, "0")}`;
          expect(await echoed(text, "TIMESTAMP")).toBe(`${text}Z`);
          expect(await echoed(text, "TIMESTAMP_NTZ")).toBe(text);
        },
      ),
      runs,
    );
  });

  it("as BOOLEAN", async () => {
    expect(await echoed("true", "BOOLEAN")).toBe("true");
    expect(await echoed("FALSE", "boolean")).toBe("false");
  });

  it("as NULL of any type when the value is null or left out", async () => {
    for (const type of [undefined, "STRING", "INT", "DECIMAL(10,2)", "TIMESTAMP", "BINARY", "VOID"]) {
      expect(await echoed(null, type)).toBeNull();
      expect(await echoed(undefined, type)).toBeNull();
    }
  });
});

describe("parameter markers", () => {
  const parameters = [
    { name: "a", value: "1", type: "INT" },
    { name: "b", value: "x" },
  ];

  it("stand for values wherever an expression may stand", async () => {
    expect(
      await engine.rows("SELECT :a + :a, :b || ':b', id FROM range(5) WHERE id > :a AND 'x' = :b LIMIT :a", {
        parameters,
      }),
    ).toEqual([["2", "x:b", "2"]]);
  });

  it("are not looked for in texts, comments, names or casts", async () => {
    expect(
      await engine.rows("SELECT ':zz', \":zz\", '1'::INT /* :zz */ -- :zz\n, `:zz` FROM (SELECT 1 AS `:zz`)"),
    ).toEqual([[":zz", ":zz", "1", "1"]]);
  });

  it("are told from paths into JSON", async () => {
    expect(await engine.rows("SELECT j:a, :a FROM VALUES ('{\"a\":5}') AS t(j)", { parameters })).toEqual([
      ["5", "1"],
    ]);
  });

  it("without a value end the statement", async () => {
    await expect(engine.rows("SELECT :missing", { parameters })).rejects.toMatchObject({
      sqlState: "42P02",
      message: expect.stringContaining("[UNBOUND_SQL_PARAMETER]"),
    });
  });

  it("refuse values that CAST refuses and types that do not exist", async () => {
    await expect(echoed("abc", "INT")).rejects.toMatchObject({ sqlState: "22018" });
    await expect(echoed("1.5", "INT")).rejects.toMatchObject({ sqlState: "22018" });
    await expect(echoed("2024-02-30", "DATE")).rejects.toMatchObject({ sqlState: "22018" });
    await expect(echoed("1", "NOPE")).rejects.toMatchObject({ sqlState: "0A000" });
    await expect(echoed("[1]", "ARRAY<INT>")).rejects.toMatchObject({ sqlState: "22023" });
  });

  it("may be question marks in the order of the parameters", async () => {
    const unnamed = [
      { name: "", value: "1", type: "INT" },
      { name: "", value: "y" },
    ];
    expect(await engine.rows("SELECT ?, ?", { parameters: unnamed })).toEqual([["1", "y"]]);
  });
});
