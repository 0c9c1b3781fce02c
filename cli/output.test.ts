import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { ConnectionError } from "@prismatic-io/spectral";
import { parse } from "csv-parse/sync";
import { DatabricksError } from "../src/http/errors";
import { redactor } from "../src/http/redact";
import { checkWritable, errorText, printResult, writeAll, writeResult } from "./output";
import type { OutputFormat } from "./outputFormat";

const connection = { key: "personalAccessToken", configVarKey: "", fields: { apiKey: "dapi-secret" } };

const secret = "a-secret-of-the-connection";

/** What printing a result gives. @param columns the width of the terminal, where it is one */
const printed = async (result: unknown, wanted?: OutputFormat, columns?: number) => {
  const stream = Object.assign(new PassThrough(), { isTTY: columns !== undefined, columns });
  const parts: Buffer[] = [];
  stream.on("data", (part: Buffer) => parts.push(part));
  const told: string[] = [];
  const stdout = stream as unknown as NodeJS.WriteStream;
  await printResult(result, wanted, redactor([secret]), stdout, (line) => told.push(line));
  return { bytes: Buffer.concat(parts), text: Buffer.concat(parts).toString(), told };
};

const rows = [
  { id: 1, name: "Ada", note: null },
  { id: 22, name: 'a "b", c', total: "9007199254740993" },
];

describe("A result in a pipe", () => {
  test.each([[{ rows: [{ a: null, b: "é" }] }], ["some text"], [[1, 2]], [null], [true]])(
    "is JSON: %j",
    async (result) => {
      const { text, told } = await printed(result);
      expect(JSON.parse(text)).toEqual(result);
      expect(told).toEqual([]);
    },
  );

  test("is null where there is none", async () => {
    expect((await printed(undefined)).text).toBe("null\n");
  });

  test("is the file where it is one, whether it is text or not", async () => {
    expect((await printed(Buffer.from("xabcx").subarray(1, 4))).text).toBe("abc");
    const binary = Buffer.from([0xff, 0x00, 0x0a]);
    expect((await printed(binary)).bytes).toEqual(binary);
  });

  test("has the whole content of a file inside it", async () => {
    const { text } = await printed({ text: Buffer.from("é"), binary: new Uint8Array([0xff, 0]) });
    expect(JSON.parse(text)).toEqual({ text: "é", binary: { bytes: 2, base64: "/wA=" } });
  });

  test("is whole, however long it is", async () => {
    const long = { text: "x".repeat(3_000_000) };
    expect(JSON.parse((await printed(long)).text)).toEqual(long);
  });

  test("stays JSON where secrets are masked, and says that they are", async () => {
    const { text, told } = await printed({
      a: `?token=${secret}"quoted"`,
      password: "p",
      nested: [{ http_headers: { "x-key": "k" }, file: Buffer.from(`my ${secret}`) }],
    });
    expect(JSON.parse(text)).toEqual({
      a: '?token=[redacted]"quoted"',
      password: "[redacted]",
      nested: [{ http_headers: { "x-key": "[redacted]" }, file: "my [redacted]" }],
    });
    expect(told).toEqual(["Secrets are masked; --out <file> writes the result as it is."]);
  });
});

describe("A result on a terminal", () => {
  test("is a table where it is a list of objects, null told from empty text", async () => {
    const { text } = await printed([...rows, { id: 3, name: "" }], undefined, 80);
    expect(text).toContain("│ id │ name     │ note │ total            │");
    expect(text).toContain("│  1 │ Ada      │ null │                  │");
    expect(text).toContain("9007199254740993");
  });

  test("is a table of its rows where it has rows", async () => {
    expect((await printed({ statement_id: "s", rows }, undefined, 80)).text).toContain("│ id │ name");
  });

  test("is JSON where it is anything else, without anything that a terminal obeys", async () => {
    const result = { a: "\u001b[31m\u009b\u202e" };
    const { text } = await printed(result, undefined, 80);
    expect(text).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(JSON.parse(text)).toEqual(result);
  });

  test("is the text where it is a text or a file of text, without anything that a terminal obeys", async () => {
    expect((await printed("\ta\r\nb\u001b[31mc\u0007", undefined, 80)).text).toBe("\ta\nb␛[31mc␇\n");
    expect((await printed(Buffer.from("a\n"), undefined, 80)).text).toBe("a\n");
  });

  test.each([[undefined], ["raw"]] as const)(
    "is never the bytes of a file that is no text (%s)",
    async (wanted) => {
      const { text, told } = await printed(Buffer.from([0xff, 0, 1]), wanted, 80);
      expect(text).toBe("");
      expect(told).toEqual([
        "The result is a file of 3 bytes that are not text. --out <file> saves it; > and | pass it on.",
      ]);
    },
  );
});

describe("A form that is asked for", () => {
  test("csv has a header, quotes where they are needed, and every value as it is", async () => {
    const { text } = await printed(
      [
        { a: "=1+1", b: "", c: null },
        { a: 'x "y",\nz', d: { e: [1] } },
      ],
      "csv",
    );
    expect(text).toBe('a,b,c,d\r\n=1+1,"",,\r\n"x ""y"",\nz",,,"{""e"":[1]}"\r\n');
    expect(parse(text, { columns: true })[1]).toMatchObject({ a: 'x "y",\nz', d: '{"e":[1]}' });
  });

  test("csv of a hundred thousand rows is whole", async () => {
    const many = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    const { text } = await printed(many, "csv");
    expect(text.split("\r\n")).toHaveLength(100_002);
  });

  test("csv and tables hide secrets as JSON does", async () => {
    for (const wanted of ["csv", "table"] as const) {
      const { text, told } = await printed([{ password: "hidden", note: secret }], wanted);
      expect(text).not.toMatch(new RegExp(`hidden|${secret}`));
      expect(told).toHaveLength(1);
    }
  });

  test("a table of one object has its fields below each other", async () => {
    const { text } = await printed({ id: 1, nested: { a: [1] } }, "table");
    expect(text).toContain('│ nested │ {"a":[1]} │');
  });

  test.each([
    ["csv", { id: 1 }],
    ["raw", { id: 1 }],
    ["table", [1, 2]],
    ["csv", [[1]]],
  ] as const)("%s that does not fit %j gives JSON, and says so", async (wanted, result) => {
    const { text, told } = await printed(result, wanted);
    expect(JSON.parse(text)).toEqual(result);
    expect(told[0]).toMatch(new RegExp(`^--output ${wanted} is for .* This result is shown as JSON\\.$`));
  });

  test("an empty list is an empty table, and an empty file", async () => {
    expect(await printed([], "table")).toMatchObject({ text: "", told: ["0 rows"] });
    expect(await printed([], "csv")).toMatchObject({ text: "", told: [] });
  });
});

test("A reader that has left ends the writing, and nothing fails", async () => {
  const stream = Object.assign(new PassThrough({ highWaterMark: 10 }), { isTTY: false });
  const many = Array.from({ length: 5000 }, (_, id) => ({ id }));
  const stdout = stream as unknown as NodeJS.WriteStream;
  const printing = printResult(many, "csv", redactor([]), stdout, () => {});
  stream.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  await expect(printing).resolves.toBeUndefined();
});

describe("A result in a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "output-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a file holds after a result was written to it. */
  const written = (result: unknown, wanted?: OutputFormat) => {
    const file = path.join(folder, "result");
    const { size, note } = writeResult(result, wanted, file);
    const bytes = readFileSync(file);
    expect(size).toBe(bytes.length);
    return { text: bytes.toString(), note };
  };

  test("holds bytes as they are, also those of a part of a buffer", () => {
    expect(written(Buffer.from("xabcx").subarray(1, 4)).text).toBe("abc");
  });

  test("holds all else as JSON, with its secrets", () => {
    expect(JSON.parse(written({ password: secret }).text)).toEqual({ password: secret });
  });

  test("has the form that is asked for, where it fits", () => {
    expect(written([{ id: 1 }], "csv").text).toBe("id\r\n1\r\n");
    expect(written("a\tb", "raw").text).toBe("a\tb");
    expect(written({ a: 1 }, "csv").note).toMatch(/shown as JSON/);
  });
});

describe("An error on the screen", () => {
  test("says its kind, its message and its fields, each once", () => {
    const error = new DatabricksError({
      operation: "GET /api/x",
      message: "gone",
      status: 404,
      requestId: "r-1",
      resourceIds: { statementId: "s-1" },
    });
    expect(errorText(error).split("\n")).toEqual([
      `DatabricksError: ${error.message}`,
      "  status: 404",
      "  requestId: r-1",
      '  resourceIds: {"statementId":"s-1"}',
    ]);
  });

  test("never shows the connection that a ConnectionError carries", () => {
    expect(errorText(new ConnectionError(connection, "Host is empty."))).toBe(
      "ConnectionError: Host is empty.",
    );
  });

  test("is the text itself where something else was thrown", () => {
    expect(errorText("odd")).toBe("odd");
  });
});

it("says why an output cannot be written", async () => {
  const full = new PassThrough({
    transform: (_part, _encoding, done) =>
      done(Object.assign(new Error("no space left"), { code: "ENOSPC" })),
  });
  await expect(writeAll(full as unknown as NodeJS.WriteStream, ["a", "b"])).rejects.toThrow(
    "The output cannot be written: no space left",
  );
});

it.each([
  ["/nowhere/at/all/result.json", "/nowhere/at/all/result.json cannot be written: ENOENT"],
  [tmpdir(), "it is a folder"],
])("finds before anything is sent that %s cannot be written", (file, expected) => {
  expect(() => checkWritable(file)).toThrow(expected);
  expect(() => checkWritable(path.join(tmpdir(), "not-there-yet.json"))).not.toThrow();
});

it("names the file whose disk is full", () => {
  expect(() => writeResult([{ a: 1 }], undefined, "/dev/full")).toThrow(
    /^\/dev\/full cannot be written: ENOSPC/,
  );
});
