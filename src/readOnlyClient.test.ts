/** A client of a connection that only reads refuses by itself, whoever uses it. */
import { type ScriptedServer, startScriptedServer } from "../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../test/support/virtualTime";
import type { DatabricksClient } from "./client";
import { showAll } from "./http/dataFilter";
import { Deadline } from "./http/deadline";
import { pagesOf } from "./http/paginate";
import { path } from "./http/path";
import { anyObjectSchema } from "./http/schema";

let time: VirtualTime;
let server: ScriptedServer;
let client: DatabricksClient;

beforeEach(async () => {
  time = startVirtualTime();
  server = await startScriptedServer(time);
  server.script({ body: { items: [] } });
  const { fields, ...rest } = tokenConnection(server.url);
  ({ client } = testClient({ ...rest, fields: { ...fields, readOnly: true } }));
});

afterEach(async () => {
  await server.close();
  time.stop();
});

const anywhere = path`/api/2.0/anything`;

it.each<[string, (given: DatabricksClient) => Promise<unknown>]>([
  ["post", (given) => given.post(anywhere, {})],
  ["an idempotent post", (given) => given.post(anywhere, {}, { idempotent: true })],
  ["put", (given) => given.put(anywhere, undefined)],
  ["patch", (given) => given.patch(anywhere, {})],
  ["delete", (given) => given.delete(anywhere)],
  ["send", (given) => given.send({ method: "post", url: anywhere })],
  [
    "send to another host",
    (given) => given.send({ method: "PUT", url: "https://a.example/", anonymous: true }),
  ],
  ["stream", (given) => given.stream({ method: "POST", url: anywhere, body: "{}" })],
  ["a client for cleaning up", (given) => given.forCleanup().delete(anywhere)],
  ["a client with further secrets", (given) => given.withSecrets(["abc"]).delete(anywhere)],
  ["a client with a data filter", (given) => given.withDataFilter(showAll).delete(anywhere)],
  ["a client with less time", (given) => given.withTimeout(5).delete(anywhere)],
  ["a client without time", (given) => given.withDeadline(Deadline.after(0)).delete(anywhere)],
])("%s is refused, and nothing is sent", async (_name, use) => {
  const { name, message } = await failureOf(use(client));
  expect(name).toBe("DatabricksError");
  expect(message).toMatch(/\(READ_ONLY\): Read Only is on in the connection, and .* Nothing was sent\.$/);
  expect(server.arrivals).toEqual([]);
});

it("what only reads is sent", async () => {
  await client.get(anywhere);
  await client.head(anywhere);
  await client.search(anywhere, pagesOf("items", anyObjectSchema), {});
  await client.post(anywhere, {}, { reads: true });
  (await client.stream({ method: "GET", url: anywhere })).body.destroy();
  expect(server.arrivals.map(({ method }) => method)).toEqual(["GET", "HEAD", "POST", "POST", "GET"]);
});
