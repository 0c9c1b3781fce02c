import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConnectionError } from "@prismatic-io/spectral";
import { DatabricksError } from "../src/http/errors";
import { errorText, resultText, writeResult } from "./output";

const connection = { key: "personalAccessToken", configVarKey: "", fields: { apiKey: "dapi-secret" } };

describe("A result on the screen", () => {
  test("is JSON", () => {
    expect(JSON.parse(resultText({ rows: [{ a: null, b: "é" }] }))).toEqual({ rows: [{ a: null, b: "é" }] });
  });

  test.each([[Buffer.from("abc")], [new Uint8Array(3)]])("tells the size of bytes: %p", (bytes) => {
    expect(JSON.parse(resultText({ file: { data: bytes } }))).toEqual({ file: { data: { bytes: 3 } } });
  });

  test.each([[undefined], [null]])("is null where there is none: %p", (nothing) => {
    expect(resultText(nothing)).toBe("null");
  });
});

describe("A result in a file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "output-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("holds bytes as they are, also those of a part of a buffer", () => {
    const file = path.join(folder, "bytes");
    expect(writeResult(Buffer.from("xabcx").subarray(1, 4), file)).toBe(3);
    expect(readFileSync(file, "utf8")).toBe("abc");
  });

  test("holds all else as JSON", () => {
    const file = path.join(folder, "json");
    expect(writeResult({ a: 1 }, file)).toBe(readFileSync(file).byteLength);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ a: 1 });
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
