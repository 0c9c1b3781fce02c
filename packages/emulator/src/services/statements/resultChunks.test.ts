import type { SqlResult } from "databricks-sql-engine";
import fc from "fast-check";
import { encodeChunks, rowsWithinBytes } from "./resultChunks";

type Rows = (string | null)[][];

const resultOf = (rows: Rows, names = ["a", "b"]): SqlResult => ({
  columns: names.map((name, position) => ({ name, position, type_name: "STRING", type_text: "STRING" })),
  rowCount: rows.length,
  textRows: async (offset, count) => rows.slice(offset, offset + count),
  arrowStream: async (offset, count) => Buffer.from(JSON.stringify(rows.slice(offset, offset + count))),
  close: async () => undefined,
});

const collect = async (...given: Parameters<typeof encodeChunks>) => {
  const chunks = [];
  for await (const chunk of encodeChunks(...given)) chunks.push(chunk);
  return chunks;
};

const rowsArbitrary = fc.array(fc.tuple(fc.option(fc.string({ unit: "grapheme" })), fc.option(fc.string())), {
  maxLength: 600,
});

describe("encodeChunks", () => {
  it.each(["JSON_ARRAY", "ARROW_STREAM"] as const)(
    "loses and repeats no row in %s, wherever it cuts",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(
          rowsArbitrary,
          fc.integer({ min: 1, max: 2000 }),
          fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
          async (rows, bytes, most) => {
            const chunks = await collect(resultOf(rows), rows.length, format, { bytes, rows: most });
            expect(chunks.flatMap(({ body }) => JSON.parse(body.toString()))).toEqual(rows);
            let offset = 0;
            for (const { rowOffset, rowCount, body } of chunks) {
              expect(rowOffset).toBe(offset);
              expect(JSON.parse(body.toString())).toHaveLength(rowCount);
              expect(rowCount).toBeLessThanOrEqual(most ?? rowCount);
              offset += rowCount;
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it("cuts chunks of even rows close to the size asked for", async () => {
    const rows: Rows = Array.from({ length: 20_000 }, (_, index) => [String(index).padStart(50, "0"), null]);
    const chunks = await collect(resultOf(rows), rows.length, "JSON_ARRAY", { bytes: 100_000 });
    for (const { body } of chunks.slice(0, -1)) {
      expect(body.length).toBeGreaterThan(99_000);
      expect(body.length).toBeLessThan(101_000);
    }
  });

  it("writes CSV by RFC 4180: a header once, quotes where they are needed, null as the word", async () => {
    const rows: Rows = [
      ["plain", null],
      ['say "hi"', "a,b"],
      ["two\nlines", ""],
    ];
    const chunks = await collect(resultOf(rows, ["a", 'b"']), 3, "CSV", { bytes: 1000, rows: 2 });
    expect(chunks.map(({ body }) => body.toString())).toEqual([
      'a,"b"""\r\nplain,null\r\n"say ""hi""","a,b"\r\n',
      '"two\nlines",\r\n',
    ]);
  });

  it("gives no chunk for no rows", async () => {
    for (const format of ["JSON_ARRAY", "CSV", "ARROW_STREAM"] as const) {
      expect(await collect(resultOf([]), 0, format, { bytes: 10 })).toEqual([]);
    }
  });

  it("fails rather than loses rows when the engine gives fewer than it promised", async () => {
    const short = { ...resultOf([["1", "2"]]), rowCount: 2 };
    await expect(collect(short, 2, "JSON_ARRAY", { bytes: 10 })).rejects.toThrow("1 rows for 2 rows from 0");
  });
});

describe("rowsWithinBytes", () => {
  const rows: Rows = Array.from({ length: 1000 }, () => ["é", null]);

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [1023, 511],
    [2000, 1000],
    [1e15, 1000],
  ])("within %d bytes of text finds %d rows", async (limit, expected) => {
    expect(await rowsWithinBytes(resultOf(rows), rows.length, limit)).toBe(expected);
  });
});
