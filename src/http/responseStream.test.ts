/** Responses that are handed over as they arrive. */
import { gzipSync } from "node:zlib";
import { untilQuiet, useHandlerServer } from "../../test/support/handlerServer";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import type { DatabricksError } from "./errors";

const server = useHandlerServer();
const chunk = Buffer.alloc(64 * 1024, "x");
const client = () => testClient(tokenConnection(server.url)).client;
const get = (options: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
  client().stream({ method: "GET", url: "/file", ...options });

const read = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const part of stream) chunks.push(part);
  return Buffer.concat(chunks);
};

it("gives the bytes as they were sent, with the status and the headers", async () => {
  let accepted: unknown;
  server.handle((request, response) => {
    accepted = request.headers["accept-encoding"];
    response.writeHead(206, { "content-encoding": "gzip", etag: "1" }).end(gzipSync("packed"));
  });
  const { status, headers, body } = await get();
  expect({ status, etag: headers.etag, accepted }).toEqual({ status: 206, etag: "1", accepted: "identity" });
  expect((await read(body)).equals(gzipSync("packed"))).toBe(true);
});

it("reads no more than its reader takes", async () => {
  let sent = 0;
  server.handle((_request, response) => {
    const more = () => {
      while (sent < 1000) {
        sent += 1;
        if (!response.write(chunk)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  const { body } = await get();
  await untilQuiet(() => sent);
  expect(sent).toBeLessThan(300);
  expect((await read(body)).length).toBe(1000 * chunk.length);
});

it("an error status is an error with its message, and is retried like any other", async () => {
  server.handleEach(
    (_request, response) => void response.writeHead(503).end(),
    (_request, response) => void response.writeHead(404).end("there is no such file"),
  );
  expect((await failureOf(get())).message).toMatch(
    /^GET \/file failed \(HTTP 404\): there is no such file\./,
  );
});

it("one that breaks off fails, and says that it may be requested again", async () => {
  server.handle((_request, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write("half", () => response.destroy());
  });
  const { body } = await get();
  const failure = (await failureOf(read(body))) as DatabricksError;
  expect(failure).toMatchObject({ name: "DatabricksError", interrupted: true });
  expect(failure.message).toMatch(/^GET \/file failed .*the connection broke during the response\./);
});

describe("one that falls silent", () => {
  let time: VirtualTime;
  beforeEach(() => {
    time = startVirtualTime();
  });
  afterEach(() => time.stop());

  it("fails, and says that it may be requested again", async () => {
    server.handle((request, response) => {
      time.neverAnswered(request.socket.remotePort);
      response.write("a");
    });
    const failure = await failureOf(read((await get()).body));
    expect(failure).toMatchObject({ interrupted: true });
    expect(failure.message).toContain("nothing more of the response was received within 60 s");
    expect(time.elapsedMs()).toBeLessThan(61_000);
  });

  it("does not fail while nobody reads what has come", async () => {
    server.handle((_request, response) => response.end(Buffer.alloc(50 * chunk.length)));
    const { body } = await get();
    jest.advanceTimersByTime(600_000);
    expect((await read(body)).length).toBe(50 * chunk.length);
  });

  it("does not count as one if only the deadline ends it", async () => {
    server.handle((request, response) => {
      time.neverAnswered(request.socket.remotePort);
      const dripping = setInterval(() => response.write("a"), 1000);
      response.once("close", () => clearInterval(dripping));
    });
    const { body } = await client().withTimeout(100).stream({ method: "GET", url: "/file" });
    expect((await failureOf(read(body))).message).toBe(
      "GET /file failed (ETIMEDOUT): the response had not ended after 100 s, when the timeout was reached.",
    );
    expect(time.elapsedMs()).toBe(100_000);
  });

  it("fails at the deadline, whoever waits", async () => {
    server.handle((request, response) => {
      time.neverAnswered(request.socket.remotePort);
      response.write("a");
    });
    const { body } = await client().withTimeout(30).stream({ method: "GET", url: "/file" });
    const failed = new Promise<Error>((resolve) => body.once("error", resolve));
    expect(await failed).toMatchObject({ interrupted: false, deadlineExceeded: true });
    expect(time.elapsedMs()).toBeLessThan(31_000);
  });
});

it("ends at the caller's signal", async () => {
  server.handle((_request, response) => void response.write("a"));
  const stopping = new AbortController();
  const { body } = await get({ signal: stopping.signal });
  const reading = failureOf(read(body));
  stopping.abort();
  expect((await reading).message).toContain("it was aborted");
});

it("closes the connection where its reader does not want it any more", async () => {
  const closed = new Promise<void>((resolve) => {
    server.handle((_request, response) => {
      response.once("close", resolve);
      response.write("a");
    });
  });
  const { body } = await get();
  body.destroy();
  await closed;
});
