/** A workspace behind a tunnel: who is connected to, who must answer, and what stays within. */
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Connection } from "@prismatic-io/spectral";
import { certificateFor, trustAuthority } from "../../test/support/certificates";
import { useHandlerServer } from "../../test/support/handlerServer";
import { failureOf, testClient } from "../../test/support/testClient";
import { path } from "./path";
import { defaultRetryPolicy } from "./retry";

/** A name that no resolver knows. */
const workspace = "adb-1234567890123456.7.private.example";
const apiKey = "dapi00000000feedface00000000feedface";

interface Arrival {
  request: string;
  host?: string;
  serverName?: string | false | null;
  authorization?: string;
  clientPort?: number;
}

let server: Server;
let arrivals: Arrival[];
let answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: string } | "drop";

const startServer = async (...names: string[]): Promise<void> => {
  server = createServer(certificateFor(...names), (request, response) => {
    const { method, url = "", headers } = request;
    const socket = request.socket as TLSSocket & { servername?: string | false | null };
    arrivals.push({
      request: `${method} ${url}`,
      host: headers.host,
      serverName: socket.servername,
      authorization: headers.authorization,
      clientPort: socket.remotePort,
    });
    const answered = answer(url);
    if (answered === "drop") {
      socket.destroy();
      return;
    }
    const { status = 200, headers: more = {}, body = "{}" } = answered;
    request.resume().on("end", () => response.writeHead(status, more).end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
};

const port = (): number => (server.address() as AddressInfo).port;

const connection = (fields: Record<string, unknown> = {}): Connection => ({
  key: "privateWorkspace",
  configVarKey: "Databricks Connection",
  fields: { host: "127.0.0.1", port: String(port()), workspaceHost: workspace, apiKey, ...fields },
});

const clusters = path`/api/2.1/clusters/list`;

const elsewhere = useHandlerServer();

let forget: () => void;
beforeAll(() => {
  forget = trustAuthority();
});
afterAll(() => forget());
beforeEach(() => {
  arrivals = [];
  answer = () => ({});
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

describe("a workspace behind a tunnel", () => {
  it("is asked for by its own name, at the tunnel's address", async () => {
    await startServer(workspace);
    await testClient(connection()).client.get(clusters);
    expect(arrivals).toEqual([
      {
        request: "GET /api/2.1/clusters/list",
        host: workspace,
        serverName: workspace,
        authorization: `Bearer ${apiKey}`,
        clientPort: expect.any(Number),
      },
    ]);
  });

  it.each([
    ["as a link", `https://${workspace}/sql/dashboards?o=12`],
    ["in capitals", workspace.toUpperCase()],
  ])("may be typed %s", async (_name, workspaceHost) => {
    await startServer(workspace);
    await testClient(connection({ workspaceHost })).client.get(clusters);
    expect(arrivals[0]).toMatchObject({ host: workspace, serverName: workspace });
  });

  it.each([
    ["localhost", "LocalHost"],
    ["an address with brackets", "[::ffff:127.0.0.1]"],
    ["an address", "::ffff:127.0.0.1"],
  ])("is reached where the tunnel is %s", async (_name, host) => {
    await startServer(workspace);
    await testClient(connection({ host })).client.get(clusters);
    expect(arrivals).toHaveLength(1);
  });

  it.each([
    ["another name", ["other.private.example"]],
    ["the tunnel's address alone", ["127.0.0.1"]],
    ["a name below it", [`x.${workspace}`]],
  ])("is not taken for a server with the certificate of %s", async (_name, names) => {
    await startServer(...names);
    const error = await failureOf(testClient(connection()).client.get(clusters));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(
      /the host's certificate was not accepted\. Check that the on-premise agent .*Workspace Host/,
    );
    expect(arrivals).toEqual([]);
  });

  it("is not taken for a server that nobody vouches for", async () => {
    await startServer(workspace);
    forget();
    try {
      const error = await failureOf(testClient(connection()).client.get(clusters));
      expect(error.message).toMatch(/the host's certificate was not accepted/);
      expect(arrivals).toEqual([]);
    } finally {
      forget = trustAuthority();
    }
  });

  it("by an address must show a certificate for this address", async () => {
    await startServer("10.20.30.40");
    await testClient(connection({ workspaceHost: "10.20.30.40" })).client.get(clusters);
    expect(arrivals[0]).toMatchObject({ host: "10.20.30.40" });
    const wrong = testClient(connection({ workspaceHost: "10.20.30.41" })).client;
    expect((await failureOf(wrong.get(clusters))).message).toMatch(/certificate was not accepted/);
    expect(arrivals).toHaveLength(1);
  });

  it("keeps its connection open from request to request", async () => {
    await startServer(workspace);
    const { client } = testClient(connection());
    await client.get(clusters);
    await client.post(path`/api/2.1/jobs/run-now`, { job_id: 1 });
    await testClient(connection()).client.get(clusters);
    expect(new Set(arrivals.map(({ clientPort }) => clientPort)).size).toBe(1);
  });

  it("is asked again after a broken connection, where that is safe", async () => {
    await startServer(workspace);
    answer = () => (arrivals.length === 1 ? "drop" : {});
    await testClient(connection()).client.get(clusters);
    expect(arrivals).toHaveLength(2);
    answer = () => "drop";
    const error = await failureOf(testClient(connection()).client.post(path`/api/2.1/jobs/run-now`, {}));
    expect(error.message).toMatch(/It is not known whether the request was carried out/);
    expect(arrivals).toHaveLength(3);
  });

  it("is not connected to a second workspace by the connection of the first", async () => {
    await startServer(workspace, "other.private.example");
    await testClient(connection()).client.get(clusters);
    await testClient(connection({ workspaceHost: "other.private.example" })).client.get(clusters);
    expect(new Set(arrivals.map(({ clientPort }) => clientPort)).size).toBe(2);
    expect(arrivals.map(({ serverName }) => serverName)).toEqual([workspace, "other.private.example"]);
  });

  it("signs in as a service principal through the tunnel as well", async () => {
    await startServer(workspace);
    answer = (url) =>
      url === "/oidc/v1/token" ? { body: '{"access_token":"opaque-token-of-it","expires_in":3600}' } : {};
    const fields = { apiKey: "", clientId: "an-id", clientSecret: "a-secret-of-it" };
    await testClient(connection(fields)).client.get(clusters);
    expect(arrivals).toMatchObject([
      { request: "POST /oidc/v1/token", host: workspace, serverName: workspace },
      { request: "GET /api/2.1/clusters/list", authorization: "Bearer opaque-token-of-it" },
    ]);
  });
});

describe("a tunnel", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["closes every connection", (socket) => socket.end()],
    ["resets every connection", (socket) => socket.resetAndDestroy()],
  ])("that leads nowhere and %s is told apart from a workspace that fails", async (_name, refuse) => {
    await startServer(workspace);
    const nowhere = createTcpServer(refuse).listen(0, "127.0.0.1");
    await once(nowhere, "listening");
    try {
      const fields = { port: String((nowhere.address() as AddressInfo).port) };
      const policy = { ...defaultRetryPolicy, maxRetries: 0 };
      const { client } = testClient(connection(fields));
      const error = await failureOf(client.post(path`/api/2.1/jobs/run-now`, {}, { policy }));
      expect(error.message).toMatch(/the connection broke before.*Check that the on-premise agent runs/);
      expect(error.message).not.toMatch(/not known whether/);
    } finally {
      nowhere.close();
    }
  });

  it("that is silent holds up no sign-in that takes another way", async () => {
    await startServer(workspace);
    answer = (url) =>
      url === "/oidc/v1/token" ? { body: '{"access_token":"opaque-token-of-it","expires_in":3600}' } : {};
    const silent = createTcpServer((socket) => socket.resume()).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const fields = { apiKey: "", clientId: "another-id", clientSecret: "a-secret-of-it" };
    const stopping = new AbortController();
    const held = { ...fields, port: String((silent.address() as AddressInfo).port) };
    const waiting = failureOf(testClient(connection(held)).client.get(clusters, { signal: stopping.signal }));
    try {
      expect(await testClient(connection(fields)).client.get(clusters)).toEqual({});
    } finally {
      stopping.abort();
      await waiting;
      silent.close();
    }
  });

  it("is left by no redirect", async () => {
    await startServer(workspace);
    elsewhere.handle((_request, response) => response.end("{}"));
    answer = () => ({ status: 302, headers: { location: `${elsewhere.url}/stolen` } });
    const { client } = testClient(connection());
    const error = await failureOf(client.get(clusters));
    expect(error.message).toMatch(/the host redirects elsewhere/);
    await failureOf(client.send({ method: "GET", url: "/files", anonymous: true }));
    expect([arrivals.length, elsewhere.requests.length]).toEqual([2, 0]);
  });

  it("is taken by nothing but requests to the workspace, and no other host gets the token", async () => {
    await startServer(workspace);
    const { client } = testClient(connection());
    for (const url of [
      "https://accounts.cloud.databricks.invalid/x",
      "https://unknown.cloud.databricks.com.invalid/x",
    ]) {
      expect((await failureOf(client.send({ method: "GET", url }))).message).toMatch(
        /host name is not known/,
      );
    }
    expect(arrivals).toEqual([]);
  });

  it.each([
    [{ host: "169.254.169.254", port: "80" }],
    [{ host: "metadata.google.internal" }],
    [{ host: "[fd00:ec2::254]" }],
  ])("does not lead to what only the machine can reach: %j", async (fields) => {
    await startServer(workspace);
    expect(() => testClient(connection(fields))).toThrow(/^Host leads to .*only the machine/);
  });

  it("that is not there is told apart from a wrong workspace", async () => {
    await startServer(workspace);
    const gone = connection();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    await startServer(workspace);
    const policy = { ...defaultRetryPolicy, maxRetries: 0 };
    const error = await failureOf(testClient(gone).client.get(clusters, { policy }));
    expect(error.message).toMatch(/the host refused the connection.*Check that the on-premise agent runs/);
  });
});
