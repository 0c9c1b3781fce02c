import { decode, encode } from "@msgpack/msgpack";
import { fileToUpload } from "./uploadInputs";

const bytes = Buffer.from("größe 😀");
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("what is uploaded", () => {
  it.each<[string, unknown]>([
    ["text", String(bytes)],
    ["a buffer", bytes],
    ["an array of bytes", new Uint8Array(bytes)],
    [
      "a part of a larger buffer",
      Buffer.concat([Buffer.from("--"), bytes, Buffer.from("--")]).subarray(2, -2),
    ],
    ["an array buffer", new Uint8Array(bytes).buffer],
    ["a buffer that went through JSON", asJson(bytes)],
    ["a file of a step", { data: bytes, contentType: "text/plain" }],
    ["a file that went through JSON", asJson({ data: bytes, contentType: "text/plain" })],
    ["a file that went through MessagePack", decode(encode({ data: bytes, contentType: "text/plain" }))],
    ["a file of text", { data: String(bytes), contentType: "text/plain" }],
  ])("may be %s", (_what, value) => {
    expect(fileToUpload.clean(value)).toEqual(bytes);
  });

  it.each<unknown>([
    Buffer.alloc(0),
    { data: "", contentType: "text/plain" },
    { data: new Uint8Array(), contentType: "text/plain" },
    asJson(Buffer.alloc(0)),
  ])("may have no bytes: %j", (value) => {
    expect(fileToUpload.clean(value)).toHaveLength(0);
  });

  it.each<unknown>([
    ...["", undefined, null, 7, true, {}, [], [1, 2], { data: [1, 2] }, "half \ud83d"],
    { type: "Buffer", data: [256] },
    { data: null, contentType: "text/plain" },
    { data: { a: 1 }, contentType: "text/plain" },
  ])("is refused by the input's label: %j", (value) => {
    expect(() => fileToUpload.clean(value)).toThrow(/^File /);
  });
});
