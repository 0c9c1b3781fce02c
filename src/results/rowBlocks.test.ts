import { createCsvWriter, csvFormat } from "./csvWriter";
import { createJsonLinesWriter, jsonLinesFormat } from "./jsonLinesWriter";
import { createBlockWriter, type RowBlock } from "./rowBlocks";

const columns = ["a", "b"].map((name, position) => ({
  name,
  position,
  type_text: "STRING",
  type_name: "STRING",
}));

const roomy = { limitBytes: 100e6 };

const rowsFrom = (from: number, count: number): string[][] =>
  Array.from({ length: count }, (_, row) => [String(from + row), `"name", of ${from + row}`]);

const bytesOf = (rows: unknown): Buffer => Buffer.from(JSON.stringify(rows));

const chunks = [
  bytesOf(rowsFrom(0, 30_000)),
  bytesOf([]),
  rowsFrom(30_000, 5000),
  // Not compact, so it takes the slower way from its second row on.
  Buffer.from(JSON.stringify(rowsFrom(35_000, 5000)).replaceAll("],[", "], [")),
  bytesOf([["x".repeat(1_000_000), null]]),
];

const whole = (create: typeof createCsvWriter): Buffer => {
  const writer = create(columns, roomy);
  for (const chunk of chunks) writer.write(chunk);
  return writer.finish();
};

const formats = [
  ["CSV", csvFormat(columns), whole(createCsvWriter)],
  ["JSON Lines", jsonLinesFormat(columns), whole(createJsonLinesWriter)],
] as const;

const rowsIn = (blocks: readonly RowBlock[]): number => blocks.reduce((sum, { rows }) => sum + rows, 0);

test.each(formats)("the blocks of %s are the bytes of the file after its head", (_name, format, file) => {
  const writer = createBlockWriter(format);
  const blocks = chunks.flatMap((chunk) => [...writer.write(chunk)]);
  expect(Buffer.concat([format.head, ...blocks.map(({ bytes }) => bytes)]).equals(file)).toBe(true);
  expect([writer.rows, rowsIn(blocks)]).toEqual([40_001, 40_001]);
  expect(Math.max(...blocks.slice(0, -1).map(({ bytes }) => bytes.length))).toBeLessThan(130_000);
});

test.each(formats)("a chunk of %s gives the same blocks, whatever came before it", (_name, format) => {
  const writer = createBlockWriter(format);
  for (const chunk of chunks) {
    const blocks = [...writer.write(chunk)];
    const alone = [...createBlockWriter(format).write(chunk)];
    expect(alone.map(({ rows }) => rows)).toEqual(blocks.map(({ rows }) => rows));
    expect(alone.every(({ bytes }, index) => blocks[index]?.bytes.equals(bytes))).toBe(true);
  }
});

test("a chunk is written only as far as its blocks are requested", () => {
  const writer = createBlockWriter(csvFormat(columns));
  const blocks = writer.write(bytesOf(rowsFrom(0, 100_000)));
  blocks.next();
  expect(writer.rows).toBeGreaterThan(0);
  expect(writer.rows).toBeLessThan(20_000);
});

test("blocks that were passed on stay as they are", () => {
  const writer = createBlockWriter(csvFormat(columns));
  const [first] = [...writer.write(bytesOf([["1", "one"]]))];
  const [second] = [...writer.write(bytesOf([["2", "two"]]))];
  expect([String(first?.bytes), String(second?.bytes)]).toEqual(["1,one\r\n", "2,two\r\n"]);
});

test("a chunk that is not as documented is an error", () => {
  const writer = createBlockWriter(csvFormat(columns));
  expect(() => [...writer.write(Buffer.from('[["1"]]'))]).toThrow(
    "Row 1 of the result has 1 cells, but the manifest names 2 columns.",
  );
});
