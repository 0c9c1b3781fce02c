import { createCsvWriter } from "./csvWriter";
import { createJsonLinesWriter } from "./jsonLinesWriter";
import { type FileOptions, FileTooLargeError } from "./resultFile";

const columns = ["a", "b"].map((name, position) => ({
  name,
  position,
  type_text: "STRING",
  type_name: "STRING",
}));

const roomy: FileOptions = { limitBytes: 100e6 };

describe("a file has a limit", () => {
  const chunk = Buffer.from(JSON.stringify(Array(1000).fill(["x".repeat(100), null])));
  const writers = [
    ["CSV", createCsvWriter, 5 + 1000 * 103],
    ["JSON Lines", createJsonLinesWriter, 1000 * 118],
  ] as const;

  test.each(writers)("%s may be as large as that and not larger", (_name, create, bytes) => {
    const write = (options: FileOptions) => {
      const writer = create(columns, options);
      writer.write(chunk);
      return writer.finish();
    };
    const whole = write(roomy);
    expect(whole.length).toBe(bytes);
    for (const expectedBytes of [undefined, 0, 10, chunk.length, 1e9]) {
      const isWhole = write({ limitBytes: bytes, expectedBytes, expectedRows: 1000 }).equals(whole);
      expect({ expectedBytes, isWhole }).toEqual({ expectedBytes, isWhole: true });
      expect(() => write({ limitBytes: bytes - 1, expectedBytes })).toThrow(FileTooLargeError);
    }
  });

  test.each(writers)("%s tells before the first row that so many rows cannot fit", (_name, create) => {
    expect(() => create(columns, { limitBytes: 1000, expectedRows: 1000 })).toThrow(
      /^The file would have at least \d+ bytes, and only 1000 bytes are allowed\.$/,
    );
  });

  test.each(writers)("%s tells early that the rest of the rows cannot fit", (_name, create) => {
    // Without the expected rows, it would be known after 4800 rows at the earliest.
    const limitBytes = create === createCsvWriter ? 500_000 : 1_600_000;
    const writer = create(columns, { limitBytes, expectedRows: 100_000 });
    const write = () => {
      for (let count = 0; count < 20; count += 1) writer.write(chunk);
    };
    expect(write).toThrow(FileTooLargeError);
    expect(writer.rows).toBeLessThan(3000);
  });

  test.each(writers)("%s stops within a row that is too long by itself", (_name, create) => {
    const writer = create(columns, { limitBytes: 200_000 });
    expect(() => writer.write([["x".repeat(300_000), null]])).toThrow(FileTooLargeError);
  });

  test("the file of a large reservation holds little more than its bytes", () => {
    const writer = createCsvWriter(columns, { limitBytes: 100e6, expectedBytes: 50e6 });
    writer.write(chunk);
    expect(writer.finish().buffer.byteLength).toBeLessThan(200_000);
  });

  test("a field of CSV is never longer than its cell, so no file outgrows its chunks", () => {
    const cells = ['"', "\r\n", ",", '""', "é", "\u0001", "a\\b", " ", ""].map((text) => [text, text]);
    const chunks = Buffer.from(JSON.stringify(cells));
    const writer = createCsvWriter(columns, roomy);
    writer.write(chunks);
    const head = "a,b\r\n";
    expect(writer.finish().length - head.length).toBeLessThanOrEqual(chunks.length);
  });
});
