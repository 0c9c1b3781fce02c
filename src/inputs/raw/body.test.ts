import { rawBody } from "./body";

const none = { data: undefined, formData: [], fileData: [], fileDataFileNames: [] };
const ofData = (data: unknown) => rawBody({ ...none, data });

describe("Data", () => {
  it.each([undefined, null, ""])("%j is no body", (data) => {
    expect(ofData(data)).toEqual({});
  });

  it.each(['{"id":12345678901234567890}', ' { "a" : 1.10 }\n', "[1]", '"text"', "7", "true", "null"])(
    "the JSON text %j goes out byte for byte as JSON",
    (data) => {
      expect(ofData(data)).toEqual({ body: data, contentType: "application/json" });
    },
  );

  it.each(["a=b&c=d", "hello", "{'a': 1}", '{"a":1}\n{"a":2}', "SELECT 1"])(
    "the text %j goes out as it is",
    (data) => {
      expect(ofData(data)).toEqual({ body: data, contentType: "text/plain; charset=utf-8" });
    },
  );

  it.each([[{ a: [1, "ü"] }], [[1, 2]], [{}], [7], [false]])("%j becomes JSON", (data) => {
    expect(ofData(data)).toEqual({ body: JSON.stringify(data), contentType: "application/json" });
  });

  it("bytes go out as bytes, whatever carries them", () => {
    const bytes = Buffer.from([0, 255, 1]);
    const octets = { body: bytes, contentType: "application/octet-stream" };
    expect(ofData(bytes)).toEqual(octets);
    expect(ofData(new Uint8Array([9, 0, 255, 1]).subarray(1))).toEqual(octets);
    expect(ofData(new Uint8Array([0, 255, 1]).buffer)).toEqual(octets);
    expect(ofData({ data: bytes })).toEqual(octets);
    expect(ofData({ data: bytes, contentType: "image/png" })).toEqual({
      body: bytes,
      contentType: "image/png",
    });
  });

  it("an object with a field named data is an object all the same", () => {
    expect(ofData({ data: "x", contentType: "y" }).contentType).toBe("application/json");
  });

  it("cannot be sent together with a form", () => {
    expect(() => rawBody({ ...none, data: "x", formData: [{ key: "a", value: "b" }] })).toThrow(
      /^Data cannot be sent together with Form Data or File Data/,
    );
  });
});

describe("Form Data and File Data", () => {
  const parts = (inputs: Partial<typeof none>) => {
    const { body, contentType = "" } = rawBody({ ...none, ...inputs });
    const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(contentType) ?? [];
    if (!boundary) throw new Error(`no boundary in ${contentType}`);
    return String(body)
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.slice(2, -2).split("\r\n\r\n"));
  };
  const entry = (key: string, value: unknown) => ({ key, value });

  it("become a multipart form; repeated keys are kept", () => {
    expect(
      parts({
        formData: [entry("a", "1"), entry("a", "ü"), entry("o", { x: 1 }), entry("n", null)] as never[],
      }),
    ).toEqual([
      ['Content-Disposition: form-data; name="a"', "1"],
      ['Content-Disposition: form-data; name="a"', "ü"],
      ['Content-Disposition: form-data; name="o"', '{"x":1}'],
      ['Content-Disposition: form-data; name="n"', ""],
    ]);
  });

  it("carry files with their names and types", () => {
    const fileData = [
      entry("f", "text"),
      entry("f", Buffer.from("bytes")),
      entry("g", { data: Buffer.from("x"), contentType: "image/png" }),
    ] as never[];
    const fileDataFileNames = [entry("f", "one.csv"), entry("f", "two.bin")] as never[];
    expect(parts({ fileData, fileDataFileNames })).toEqual([
      ['Content-Disposition: form-data; name="f"; filename="one.csv"\r\nContent-Type: text/csv', "text"],
      [
        'Content-Disposition: form-data; name="f"; filename="two.bin"\r\nContent-Type: application/octet-stream',
        "bytes",
      ],
      ['Content-Disposition: form-data; name="g"; filename="g"\r\nContent-Type: image/png', "x"],
    ]);
  });

  it("cannot break out of their part", () => {
    const evil = 'a"; x="\r\nX-Evil: 1\r\n\r\n';
    const [head = ""] =
      parts({ fileData: [entry(evil, "v")], fileDataFileNames: [entry(evil, evil)] } as never)[0] ?? [];
    expect(head.split("\r\n").filter((line) => /^X-Evil/i.test(line))).toEqual([]);
    expect(() =>
      parts({ fileData: [entry("f", { data: Buffer.from("x"), contentType: "a/b\r\nX: 1" })] as never[] }),
    ).toThrow(/^File Data has a file whose content type/);
  });
});
