/** Requests that never get a connection. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import { path } from "./path";

let time: VirtualTime;
/** Accepts connections, and never secures one. */
let server: Server;
let connections: number;

beforeEach(async () => {
  time = startVirtualTime();
  connections = 0;
  server = createServer((socket) => {
    connections += 1;
    time.neverAnswered(socket.remotePort);
    socket.on("error", () => socket.destroy()).resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.close();
  await once(server, "close");
  time.stop();
});

const client = () =>
  testClient(tokenConnection(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)).client;
const statements = path`/api/2.0/sql/statements`;

it("a write without a connection was not sent, and its error does not doubt that", async () => {
  const failure = await failureOf(client().post(statements, {}));
  expect(failure).toMatchObject({ errorCode: "ETIMEDOUT", notSent: true });
  expect(failure.message).toMatch(
    /\(ETIMEDOUT\): no connection to the host was made in time\. Check the host of the connection/,
  );
  expect(failure.message).not.toContain("It is not known");
  expect(time.elapsedMs()).toBe(60_000);
});

it("a write without a connection is sent again, as any request to a host that cannot be reached", async () => {
  const failure = await failureOf(client().post(statements, {}, { timeoutMs: 5000 }));
  expect(failure).toMatchObject({ notSent: true });
  expect(connections).toBeGreaterThan(2);
  expect(time.elapsedMs()).toBeLessThan(36_000);
});
