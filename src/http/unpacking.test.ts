/** Responses that are packed. In real time: virtual time does not wait for the thread that unpacks. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { useHandlerServer } from "../../test/support/handlerServer";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { path } from "./path";

const server = useHandlerServer();
const client = () => testClient(tokenConnection(server.url)).client;

const respond = (coding: string, body: Buffer | string, status = 200): void =>
  server.handle((_request, response) => response.writeHead(status, { "content-encoding": coding }).end(body));

const textOf = async (method = "GET") => String((await client().send({ method, url: "/text" })).body);
const createStatement = () => client().post(path`/api/2.0/sql/statements`, { statement: "SELECT 1" });

const text = "a line of text, and one more\n".repeat(10_000);

it.each<[string, Buffer | string]>([
  ["gzip", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["GZIP", Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))])],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["br", brotliCompressSync(text)],
  ["gzip, br", brotliCompressSync(gzipSync(text))],
  ["identity", text],
  ["of our own", text],
])("a response is unpacked by its coding: %s", async (coding, body) => {
  respond(coding, body);
  expect(await textOf()).toBe(text);
});

it.each(["gzip", "deflate", "br"])(
  "a response without a body is empty, whatever its coding: %s",
  async (coding) => {
    respond(coding, "");
    expect(await textOf()).toBe("");
    expect(await textOf("HEAD")).toBe("");
  },
);

it.each([
  ["gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["br", brotliCompressSync(text)],
])("a response whose packed bytes end too early (%s) is not taken for the whole", async (coding, whole) => {
  respond(coding, whole.subarray(0, whole.length - 20));
  const failure = await failureOf(createStatement());
  expect(failure.message).toContain(
    "(Z_BUF_ERROR): the connection broke during the response. The request was carried out",
  );
  expect(server.requests).toHaveLength(1);
});

it.each(["gzip", "deflate", "br"])(
  "a connection that breaks before the first packed byte is no empty response: %s",
  async (coding) => {
    server.handle((_request, response) => {
      response.writeHead(200, { "content-encoding": coding });
      response.flushHeaders();
      setImmediate(() => response.destroy());
    });
    expect((await failureOf(createStatement())).message).toContain(
      "the connection broke during the response",
    );
  },
);

it.each([
  ["gzip", "Z_DATA_ERROR"],
  ["br", "ERR__ERROR_FORMAT_PADDING_2"],
])(
  "says that a response cannot be unpacked (%s), and not that the connection broke",
  async (coding, code) => {
    respond(coding, '{"id":"1"}');
    expect((await failureOf(createStatement())).message).toContain(
      `(${code}): the response cannot be unpacked: it is not compressed as its headers say. The request was carried out`,
    );
    expect(server.requests).toHaveLength(1);
  },
);

it("an error is unpacked, also that of a file that would be handed over as it is", async () => {
  respond("gzip", gzipSync(JSON.stringify({ error_code: "NOT_FOUND", message: "no such file" })), 404);
  const failures = [
    failureOf(createStatement()),
    failureOf(client().stream({ method: "GET", url: "/file" })),
  ];
  for (const { message } of await Promise.all(failures)) {
    expect(message).toContain("failed (HTTP 404 NOT_FOUND): no such file.");
  }
});
