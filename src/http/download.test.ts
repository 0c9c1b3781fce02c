/** Downloads into pool: whole or not at all, and never longer in memory than needed. */
import { type Step, useScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { BufferPool } from "./download";

const { server, time } = useScriptedServer();
const bytes = (length: number, byte: number): Buffer => Buffer.alloc(length, byte);

/** Jest compares long buffers byte by byte, which takes many seconds. */
const expectBytes = (found: Buffer, length: number, byte: number): void =>
  expect([found.length, found.equals(bytes(length, byte))]).toEqual([length, true]);

const download = async (bufferPool: BufferPool, signal?: AbortSignal): Promise<Buffer> => {
  const { client } = testClient(tokenConnection(server.url));
  const { body } = await client.send({ method: "GET", url: "/file", bufferPool, timeoutMs: 60_000, signal });
  return body as Buffer;
};

/** A pool that counts what was acquired, in bytes asked for, and how often something was released. */
class CountingPool extends BufferPool {
  readonly taken: number[] = [];
  released = 0;

  override acquire(size: number): Buffer {
    this.taken.push(size);
    return super.acquire(size);
  }

  override release(buffer: Buffer): void {
    this.released += 1;
    super.release(buffer);
  }
}

describe("pool", () => {
  it("are used again where they are large enough", () => {
    const pool = new BufferPool();
    const first = pool.acquire(1000);
    pool.release(first.subarray(10, 20));
    expect(pool.acquire(1100).buffer).toBe(first.buffer);
    expect(pool.acquire(1000).buffer).not.toBe(first.buffer);
  });

  it("make way for larger ones", () => {
    const pool = new BufferPool();
    const small = pool.acquire(10);
    pool.release(small);
    const large = pool.acquire(1000);
    expect(large.length).toBeGreaterThanOrEqual(1000);
    pool.release(large);
    expect(pool.acquire(10).buffer).toBe(large.buffer);
  });
});

describe("a download", () => {
  it.each([0, 1, 100_000, 3_000_000])("of %i bytes comes whole", async (length) => {
    server.script({ body: bytes(length, 7) });
    expectBytes(await download(new BufferPool()), length, 7);
  });

  it("comes whole where its size is not told", async () => {
    server.script({
      body: bytes(5_000_000, 3),
      headers: { "content-length": [], "transfer-encoding": "chunked" },
    });
    expectBytes(await download(new BufferPool()), 5_000_000, 3);
  });

  it("uses the room of the one before", async () => {
    const pool = new BufferPool();
    server.script({ body: bytes(2000, 1) }, { body: bytes(1000, 2) });
    const first = await download(pool);
    pool.release(first);
    const second = await download(pool);
    expect(second.buffer).toBe(first.buffer);
    expect(second).toEqual(bytes(1000, 2));
  });

  it.each<Step>(["dropBefore", "dropAfter", "dropMidAnswer", "hangMidAnswer", { status: 503, body: "busy" }])(
    "is begun again after %j, and gives back the room that it had",
    async (fault) => {
      const pool = new CountingPool();
      server.script(fault, { body: bytes(1000, 5) });
      expect(await download(pool)).toEqual(bytes(1000, 5));
      expect(server.arrivals).toHaveLength(2);
      expect(pool.released).toBe(pool.taken.length - 1);
    },
  );

  it("that goes silent in the middle is given up after its time-out", async () => {
    server.script("hangMidAnswer", { body: "x" });
    await download(new BufferPool());
    expect(time.elapsedMs()).toBeGreaterThanOrEqual(60_000);
    expect(time.elapsedMs()).toBeLessThan(62_000);
  });

  it("that is refused tells the words of the refusal", async () => {
    server.script({ status: 403, body: { error_code: "PERMISSION_DENIED", message: "Not you." } });
    const { message } = await failureOf(download(new BufferPool()));
    expect(message).toContain("(HTTP 403 PERMISSION_DENIED): Not you.");
  });

  it("that is refused at great length tells the beginning", async () => {
    server.script({
      status: 404,
      body: `No. ${"x".repeat(1_000_000)}`,
      headers: { "content-type": "text/plain" },
    });
    const { message } = await failureOf(download(new BufferPool()));
    expect(message).toContain("(HTTP 404): No. x");
    expect(message.length).toBeLessThan(5000);
  });

  it("that nobody waits for any more ends, and is not begun again", async () => {
    const stop = new AbortController();
    server.script("hangMidAnswer");
    const downloading = failureOf(download(new BufferPool(), stop.signal));
    while (server.arrivals.length === 0) await new Promise(setImmediate);
    stop.abort();
    expect((await downloading).message).toContain("(ERR_CANCELED): it was aborted.");
    expect(server.arrivals).toHaveLength(1);
    expect(time.elapsedMs()).toBeLessThan(60_000);
  });

  it("that waits to be begun again ends at once when nobody waits for it", async () => {
    const stop = new AbortController();
    server.script({ status: 429, headers: { "retry-after": "100" } });
    const downloading = failureOf(download(new BufferPool(), stop.signal));
    while (server.arrivals.length === 0) await new Promise(setImmediate);
    setTimeout(() => stop.abort(), 1000);
    expect((await downloading).message).toContain("it was aborted");
    expect(server.arrivals).toHaveLength(1);
    expect(time.elapsedMs()).toBeLessThan(3000);
  });
});

it("an error with a byte order mark is read as one without", async () => {
  const error = { error_code: "RESOURCE_DOES_NOT_EXIST", message: "No such run" };
  server.script({ status: 404, body: `\ufeff${JSON.stringify(error)}` });
  const failure = await failureOf(download(new BufferPool()));
  expect(failure.message).toMatch(/^GET \/file failed \(HTTP 404 RESOURCE_DOES_NOT_EXIST\): No such run\./);
});
