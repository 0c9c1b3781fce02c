/** Requests whose body is streamed. */
import { Readable } from "node:stream";
import { bodyOf, untilQuiet, useHandlerServer } from "../../test/support/handlerServer";
import { failureOf, testClient, testToken, tokenConnection } from "../../test/support/testClient";
import type { BodySource } from "./bodySource";
import { DatabricksError } from "./errors";

const server = useHandlerServer();
const chunk = Buffer.alloc(64 * 1024, "x");

/** A source that says how often it was opened, how much was read of it, and which of its streams are still open. */
const source = (chunks: number, options: Partial<BodySource> = {}) => {
  const seen = { opened: 0, chunks: 0, open: 0 };
  const body: BodySource = {
    open: () => {
      seen.opened += 1;
      seen.open += 1;
      const stream = Readable.from(
        (function* () {
          for (let n = 0; n < chunks; n += 1) {
            seen.chunks += 1;
            yield chunk;
          }
        })(),
        { objectMode: false },
      );
      stream.once("close", () => {
        seen.open -= 1;
      });
      return stream;
    },
    ...options,
  };
  return { body, seen };
};

/** More than the buffers on the way take, so that the server has begun to read. */
const many = 200;

const failing =
  (chunks: number, error: Error): BodySource["open"] =>
  () =>
    Readable.from(
      (function* () {
        for (let n = 0; n < chunks; n += 1) yield chunk;
        throw error;
      })(),
      { objectMode: false },
    );

const interrupted = new DatabricksError({
  operation: "GET https://source.example/file",
  message: "the connection broke during the response",
  interrupted: true,
});

const client = () => testClient(tokenConnection(server.url)).client;
const put = (body: BodySource) => client().send({ method: "PUT", url: "/file", body });

describe("a body from a source", () => {
  it.each([
    ["its length where that is known", 3 * chunk.length, { "content-length": String(3 * chunk.length) }],
    ["in chunks where it is not", undefined, { "transfer-encoding": "chunked" }],
  ])("is sent with %s", async (_how, sizeBytes, headers) => {
    let received: unknown;
    server.handle(async (request, response) => {
      received = { headers: request.headers, bytes: (await bodyOf(request)).length };
      response.end();
    });
    const { body, seen } = source(3, { sizeBytes });
    await put(body);
    expect(received).toMatchObject({ headers, bytes: 3 * chunk.length });
    expect(seen).toEqual({ opened: 1, chunks: 3, open: 0 });
  });

  it.each([0, undefined])("may be empty (declared size: %s)", async (sizeBytes) => {
    let bytes: number | undefined;
    server.handle(async (request, response) => {
      bytes = (await bodyOf(request)).length;
      response.end();
    });
    await put(source(0, { sizeBytes }).body);
    expect(bytes).toBe(0);
  });

  it("is opened again for each attempt", async () => {
    const bodies: number[] = [];
    server.handleEach(
      async (request, response) => {
        bodies.push((await bodyOf(request)).length);
        response.writeHead(503).end();
      },
      (request) => void request.once("data", () => request.socket.destroy()),
      async (request, response) => {
        bodies.push((await bodyOf(request)).length);
        response.end();
      },
    );
    const { body, seen } = source(40, { sizeBytes: 40 * chunk.length });
    await put(body);
    expect(bodies).toEqual([40 * chunk.length, 40 * chunk.length]);
    expect(seen).toMatchObject({ opened: 3, open: 0 });
  });

  it("waits for a server that does not read", async () => {
    let reading: () => void = () => undefined;
    server.handle((request, response) => {
      reading = () => void bodyOf(request).then(() => response.end());
    });
    const { body, seen } = source(1000);
    const sending = put(body);
    await untilQuiet(() => seen.chunks);
    expect(seen.chunks).toBeLessThan(300);
    reading();
    await sending;
    expect(seen.chunks).toBe(1000);
  });
});

describe("a server that answers before it has read the body", () => {
  it.each([401, 403, 404, 409, 413])(
    "with %i is heard, and nothing more is read of the source",
    async (status) => {
      server.handle((_request, response) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ error_code: "NO", message: "not here" }));
      });
      const { body, seen } = source(100_000);
      const failure = await failureOf(put(body));
      expect(failure.message).toContain("not here");
      expect(seen.opened).toBe(1);
      expect(seen.open).toBe(0);
      expect(seen.chunks).toBeLessThan(300);
    },
  );

  it.each([409, 413])("with %i and closes the connection is heard all the same", async (status) => {
    server.handle((request, response) => {
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify({ error_code: "NO", message: "not here" }), () =>
        request.socket.destroySoon(),
      );
    });
    const { body, seen } = source(100_000);
    expect((await failureOf(put(body))).message).toContain("not here");
    expect(seen.open).toBe(0);
  });

  it("with success may still read", async () => {
    server.handle(async (request, response) => {
      response.writeHead(200);
      response.write("begun ");
      response.end(String((await bodyOf(request)).length));
    });
    const { body } = source(100);
    expect((await put(body)).body).toBe(`begun ${100 * chunk.length}`);
  });
});

describe("a source that fails", () => {
  /** Tells for each request whether its body came to an end. */
  const watchBodies = (): Promise<boolean>[] => {
    const whole: Promise<boolean>[] = [];
    server.handle((request, response) => {
      const ended = bodyOf(request).then(
        () => true,
        () => false,
      );
      whole.push(ended);
      void ended.then((isWhole) => isWhole && response.end());
    });
    return whole;
  };

  it.each([undefined, 1000 * chunk.length])(
    "ends the request, whose body is never completed (declared size: %s)",
    async (sizeBytes) => {
      const whole = watchBodies();
      const error = new Error("the disk is gone");
      expect(await failureOf(put({ open: failing(many, error), sizeBytes }))).toBe(error);
      expect(await Promise.all(whole)).toEqual([false]);
    },
  );

  it("is opened again where it only broke off", async () => {
    const whole = watchBodies();
    let opened = 0;
    const open: BodySource["open"] = (signal) => {
      opened += 1;
      return opened < 3 ? failing(many, interrupted)(signal) : source(2).body.open(signal);
    };
    await put({ open });
    expect(await Promise.all(whole)).toEqual([false, false, true]);
  });

  it("to open before the request is aborted sends nothing, and nobody doubts that", async () => {
    const stopping = new AbortController();
    const { body, seen } = source(1);
    const open: BodySource["open"] = (signal) => {
      stopping.abort();
      return body.open(signal);
    };
    const failure = await failureOf(
      client().send({ method: "PUT", url: "/file", body: { open }, signal: stopping.signal }),
    );
    expect(failure).toMatchObject({ errorCode: "ERR_CANCELED", notSent: true, outcomeUnknown: undefined });
    await untilQuiet(() => server.requests.length);
    expect(server.requests).toEqual([]);
    expect(seen).toEqual({ opened: 1, chunks: 0, open: 0 });
  });

  it("is not opened again for a POST", async () => {
    const whole = watchBodies();
    const body = { open: failing(many, interrupted) };
    expect(await failureOf(client().send({ method: "POST", url: "/file", body }))).toBe(interrupted);
    expect(await Promise.all(whole)).toEqual([false]);
  });

  it("before it gives anything sends nothing", async () => {
    const error = new DatabricksError({
      operation: "GET https://source.example/file",
      message: "no",
      status: 404,
    });
    expect(await failureOf(put({ open: () => Promise.reject(error) }))).toBe(error);
    expect(server.requests).toEqual([]);
  });

  it.each([
    [2 * chunk.length + 1, /131073 bytes were declared, but only 131072 came/],
    [2 * chunk.length - 1, /131071 bytes were declared, but more came/],
  ])("to give the %i bytes that it declares ends the request", async (sizeBytes, message) => {
    const whole = watchBodies();
    expect((await failureOf(put(source(2, { sizeBytes }).body))).message).toMatch(message);
    expect(await Promise.all(whole)).not.toContain(true);
  });

  it("is told how much was sent, and may end the request by that", async () => {
    const whole = watchBodies();
    const told: [number, boolean][] = [];
    const onSent = (bytes: number, isComplete: boolean) => void told.push([bytes, isComplete]);
    await put(source(2, { onSent }).body);
    expect(told).toEqual([
      [chunk.length, false],
      [2 * chunk.length, false],
      [2 * chunk.length, true],
    ]);
    const tooMuch = new Error("too much");
    const refuse = (bytes: number) => {
      if (bytes >= (many - 1) * chunk.length) throw tooMuch;
    };
    expect(await failureOf(put(source(many, { onSent: refuse }).body))).toBe(tooMuch);
    expect(await Promise.all(whole)).toEqual([true, false]);
  });
});

it("the log names a streamed body without a byte of it", async () => {
  server.handle((request, response) => void bodyOf(request).then(() => response.end()));
  const { client, lines } = testClient(tokenConnection(server.url), true);
  await client.send({ method: "PUT", url: "/file", body: source(1).body });
  expect(lines.join("\n")).not.toContain("xxxx");
  expect(lines.join("\n")).not.toContain(testToken);
});
