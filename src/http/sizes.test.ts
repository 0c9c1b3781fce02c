/** Bodies of any size: what is too large ends with an error, and takes no more memory than it may. */
import { gzipSync } from "node:zlib";
import { type ScriptedServer, startScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { BufferPool, maxBodyBytes } from "./download";
import { path } from "./path";

// Time is real here: bodies are unpacked in threads, which virtual time does not wait for.
let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

const client = () => testClient(tokenConnection(server.url)).client;
const things = path`/api/2.0/things`;

/** So many bytes of JSON that pack well. */
const packed = (bytes: number): Buffer =>
  gzipSync(Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(bytes, 97)]));

const gzip = { "content-encoding": "gzip" };
const bomb = packed(2 * maxBodyBytes);

const send = (more: object = {}) => client().send({ method: "GET", url: "/api/2.0/things", ...more });

describe("an answer that unpacks to more than any step passes on", () => {
  it.each([
    ["an object", () => client().get(things)],
    ["text", () => send()],
    ["bytes", () => send({ responseType: "bytes" })],
    ["a part of a result", () => send({ rooms: new BufferPool() })],
  ])("is an error where %s is asked for, and is not asked for again", async (_what, ask) => {
    server.script({ body: bomb, headers: gzip });
    const { message } = await failureOf(ask());
    expect(message).toContain("GET /api/2.0/things failed (HTTP 200): the response is larger than 134 MB");
    expect(server.arrivals).toHaveLength(1);
  });

  it("was carried out all the same", async () => {
    server.script({ body: bomb, headers: gzip });
    const { message } = await failureOf(client().post(things, {}));
    expect(message).toContain("The request was carried out, but its response cannot be read.");
  });
});

describe("an answer", () => {
  it("that says to be larger than it is comes as it is", async () => {
    server.script({ body: '{"id":"1"}', headers: { "content-length": "10" } });
    expect(await client().get(things)).toEqual({ id: "1" });
  });

  it("of some size that packs well comes whole", async () => {
    server.script({ body: gzipSync(JSON.stringify({ a: "a".repeat(20_000_000) })), headers: gzip });
    expect(await client().get(things)).toEqual({ a: "a".repeat(20_000_000) });
  });

  it("whose values would take more than the memory is refused before it is parsed", async () => {
    const many = `{"a":[${"[],".repeat(40_000_000)}[]]}`;
    server.script({ body: gzipSync(many), headers: gzip });
    const { message } = await failureOf(client().get(things));
    expect(message).toMatch(/the response takes about \d+ MB of memory, more than this step has left\./);
  });
});

describe("the answer of a failure", () => {
  it.each([
    ["large", Buffer.alloc(50_000_000, 97), {}],
    ["large once it is unpacked", bomb, gzip],
  ])("is read only so far where it is %s, and keeps its status", async (_what, body, headers) => {
    server.script({ status: 404, body, headers });
    const failure = await failureOf(client().get(things));
    expect(failure).toMatchObject({ status: 404, name: "DatabricksError" });
    expect(failure.message.length).toBeLessThan(3000);
    expect(server.arrivals).toHaveLength(1);
  });
});
