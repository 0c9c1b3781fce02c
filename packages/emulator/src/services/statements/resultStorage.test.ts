import { existsSync } from "node:fs";
import { Bucket, linkSeconds, StorageError } from "./resultStorage";

const base = "http://127.0.0.1:9/store";

describe("a bucket of results", () => {
  let now: number;
  let bucket: Bucket;

  beforeEach(() => {
    now = Date.UTC(2025, 4, 22, 20, 5, 25, 66);
    bucket = new Bucket(() => now);
  });
  afterEach(() => bucket.close());

  const requestOf = (url: string, headers: Record<string, unknown> = {}) => {
    const { pathname, searchParams } = new URL(url);
    return { key: pathname.replace("/store/results/", ""), query: Object.fromEntries(searchParams), headers };
  };
  const code = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (error instanceof StorageError) return [error.status, error.code];
      throw error;
    }
    throw new Error("it was not refused");
  };
  const text = async (stream: NodeJS.ReadableStream) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString();
  };

  it("reads an object by its pre-signed address, repeatedly", async () => {
    await bucket.put("s/0", Buffer.from("[[1]]"));
    const request = requestOf(bucket.sign(base, "s/0").url);
    const { bytes, open } = bucket.read(request);
    expect([bytes, await text(open())]).toEqual([5, "[[1]]"]);
    expect(await text(bucket.read(request).open())).toBe("[[1]]");
  });

  it("gives addresses that end after fifteen minutes of workspace time", async () => {
    await bucket.put("s/0", Buffer.from("x"));
    const { url, expiresAt } = bucket.sign(base, "s/0");
    expect(new Date(expiresAt).toISOString()).toBe("2025-05-22T20:20:25.000Z");
    now = expiresAt - 1;
    expect(bucket.read(requestOf(url)).bytes).toBe(1);
    now = expiresAt;
    expect(code(() => bucket.read(requestOf(url)))).toEqual([403, "AccessDenied"]);
    expect(linkSeconds).toBe(900);
  });

  it("refuses every change to an address", async () => {
    await bucket.put("s/0", Buffer.from("x"));
    await bucket.put("s/1", Buffer.from("y"));
    const { key, query, headers } = requestOf(bucket.sign(base, "s/0").url);
    expect(code(() => bucket.read({ key: "s/1", query, headers }))).toEqual([403, "SignatureDoesNotMatch"]);
    for (const name of Object.keys(query).filter((known) => known !== "X-Amz-Algorithm")) {
      const changed = { ...query, [name]: `${query[name]}0` };
      expect(code(() => bucket.read({ key, query: changed, headers }))[0]).toBe(403);
      const lacking = { ...query, [name]: undefined };
      expect(code(() => bucket.read({ key, query: lacking, headers }))[0]).toBe(403);
    }
    const doubled = { ...query, "X-Amz-Signature": [query["X-Amz-Signature"], "0"] };
    expect(code(() => bucket.read({ key, query: doubled, headers }))).toEqual([403, "AccessDenied"]);
  });

  it("demands the headers that were signed, whatever their case, and refuses an Authorization", async () => {
    await bucket.put("s/0", Buffer.from("x"));
    const { url } = bucket.sign(base, "s/0", { "X-Amz-Key": "k" });
    expect(bucket.read(requestOf(url, { "x-amz-key": "k", host: "anything" })).bytes).toBe(1);
    expect(code(() => bucket.read(requestOf(url)))).toEqual([403, "SignatureDoesNotMatch"]);
    expect(code(() => bucket.read(requestOf(url, { "x-amz-key": "j" })))).toEqual([
      403,
      "SignatureDoesNotMatch",
    ]);
    expect(code(() => bucket.read(requestOf(url, { "x-amz-key": "k", authorization: "" })))).toEqual([
      400,
      "InvalidArgument",
    ]);
  });

  it("forgets the objects of one statement and keeps the others", async () => {
    await bucket.put("s/0", Buffer.from("x"));
    await bucket.put("s2/0", Buffer.from("y"));
    await bucket.deleteAll("s/");
    expect(code(() => bucket.read(requestOf(bucket.sign(base, "s/0").url)))).toEqual([404, "NoSuchKey"]);
    expect(bucket.read(requestOf(bucket.sign(base, "s2/0").url)).bytes).toBe(1);
  });

  it("leaves nothing on the disk when it closes", async () => {
    await bucket.put("s/0", Buffer.from("x"));
    const stream = bucket.read(requestOf(bucket.sign(base, "s/0").url)).open();
    expect(await text(stream)).toBe("x");
    await bucket.close();
    expect(existsSync(stream.path)).toBe(false);
  });
});
