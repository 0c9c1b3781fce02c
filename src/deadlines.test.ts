/** Nothing outlasts its limit, whatever a server does. */
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { type HostileServer, startHostileServer, type Trick } from "../test/support/hostileServer";
import { failureOf, keepingLogger, runAction, testClient, tokenConnection } from "../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../test/support/virtualTime";
import { BufferPool } from "./http/download";
import { path } from "./http/path";
import component from "./index";

let time: VirtualTime;
let server: HostileServer;

beforeEach(async () => {
  time = startVirtualTime();
  server = await startHostileServer(time);
});

afterEach(async () => {
  await server.close();
  time.stop();
});

const connection = () => tokenConnection(server.url);
const client = () => testClient(connection()).client;
const me = path`/api/2.0/preview/scim/v2/Me`;

const slow = [
  "dripBody",
  "dripErrorBody",
  "dripHeaders",
  "dripInformation",
  "stallAfterHeaders",
  "neverRead",
] as const;
const upgrades = ["upgrade", "upgradeWithoutHeader"] as const;

/** Everything that was aborted has been let go of. */
const expectNoSocket = async (): Promise<void> => {
  for (let turn = 0; turn < 50 && server.openSockets() > 0; turn += 1) await new Promise(setImmediate);
  expect(server.openSockets()).toBe(0);
};

/** Whether a response of success has begun. */
const hasBegun = (trick: Trick): boolean => trick === "dripBody" || trick === "stallAfterHeaders";

/** What is told at the end: of a failure, the status has come. */
const whatCame = (trick: Trick, within: string): string => {
  if (trick === "dripErrorBody") return "(HTTP 500)";
  return `${hasBegun(trick) ? "nothing more of the response" : "no response"} was received within ${within}.`;
};

describe.each<Trick>([...slow])("a server that answers with %s", (trick) => {
  beforeEach(() => server.answer(() => trick));

  it("is given up by a GET after 60 s an attempt, and 120 s of repeats", async () => {
    const { message } = await failureOf(client().get(me));
    expect(message).toContain(whatCame(trick, "60 s"));
    expect(message).toContain("Sent 2 times within");
    expect(time.elapsedMs()).toBeLessThan(125_000);
    await expectNoSocket();
  });

  it("is given up by a POST after one attempt, whose outcome is told", async () => {
    const body = { statement: "x".repeat(20_000_000) };
    const { message } = await failureOf(client().post(path`/api/2.0/sql/statements`, body));
    expect(message).toContain(whatCame(trick, "60 s"));
    expect(message).toContain(hasBegun(trick) ? "The request was carried out" : "It is not known");
    expect(time.elapsedMs()).toBeLessThan(61_000);
    await expectNoSocket();
  });

  it("is given up by a download at its deadline", async () => {
    const timed = client().withTimeout(200);
    const failure = await failureOf(
      timed.send({ method: "GET", url: "/file", bufferPool: new BufferPool(), anonymous: true }),
    );
    expect(failure.name).toBe("DatabricksError");
    expect(time.elapsedMs()).toBeLessThanOrEqual(200_001);
    await expectNoSocket();
  });

  it("is given up by a data source after 25 s", async () => {
    const harness = createHarness(component);
    const { logger } = keepingLogger();
    const listed = harness.dataSource("selectWarehouse", { connection: connection() } as never, { logger });
    expect((await failureOf(listed)).message).toContain("Narrow down the list");
    expect(time.elapsedMs()).toBeLessThanOrEqual(25_001);
    await expectNoSocket();
  });

  it("is given up by a raw request after its timeout", async () => {
    const raw = { connection: connection(), url: "/2.0/clusters/list", method: "GET", responseType: "json" };
    const { message } = await failureOf(runAction("rawRequest", { ...raw, timeout: "5000" }));
    expect(message).toContain(whatCame(trick, "5 s").slice(0, -1));
    expect(time.elapsedMs()).toBeLessThanOrEqual(5001);
    await expectNoSocket();
  });

  it.each([
    ["stopPipeline", { pipelineId: "p1", waitForCompletion: true }],
    ["stopWarehouse", { warehouseId: "475b94ddc7cd5211", waitForCompletion: true }],
    ["terminateCluster", { clusterId: "1118-093000-k3yboard", waitForCompletion: true }],
  ])("does not let %s outlast its timeout once the change is accepted", async (key, given) => {
    server.answer((request) => (request.startsWith("POST") ? { body: {} } : trick));
    const stopping = runAction(key, { connection: connection(), ...given, timeoutSeconds: "30" });
    const { message } = await failureOf(stopping);
    expect(message).toContain("Databricks accepted the change, but the new state could not be read.");
    expect(time.elapsedMs()).toBeLessThanOrEqual(30_001);
    await expectNoSocket();
  });

  it("does not keep a statement from being cancelled at the deadline", async () => {
    const state = (name: string) => ({ body: { statement_id: "01f0", status: { state: name } } });
    let isCancelled = false;
    server.answer((request) => {
      if (request.startsWith("POST /api/2.0/sql/statements/01f0/cancel")) {
        isCancelled = true;
        return { body: {} };
      }
      if (request.startsWith("POST")) return state("RUNNING");
      return isCancelled ? state("CANCELED") : trick;
    });
    const failure = await failureOf(
      runAction("runSql", {
        connection: connection(),
        warehouseId: "475b94ddc7cd5211",
        sqlStatement: "SELECT 1",
        waitForResult: true,
        timeoutSeconds: "30",
      }),
    );
    expect(failure.message).toContain("Statement 01f0 failed");
    expect(failure.message).toContain("it had not ended after 30 s and was cancelled (state CANCELED)");
    expect(time.elapsedMs()).toBeLessThan(45_000);
  });

  it("does not keep a run from being cancelled at the deadline", async () => {
    const canceled = {
      run_id: 7,
      status: { state: "TERMINATED", termination_details: { code: "CANCELED", type: "SUCCESS" } },
    };
    let isCancelled = false;
    server.answer((request) => {
      if (request.includes("/runs/cancel")) {
        isCancelled = true;
        return { body: {} };
      }
      if (request.startsWith("POST")) return { body: { run_id: 7 } };
      return isCancelled ? { body: canceled } : trick;
    });
    const failure = await failureOf(
      runAction("runJob", {
        connection: connection(),
        jobId: "11",
        waitForCompletion: true,
        timeoutSeconds: "30",
        onTimeout: "cancel",
      }),
    );
    expect(failure.message).toContain(
      "Run 7 failed: it had not ended after 30 s and was cancelled (state canceled)",
    );
    expect(time.elapsedMs()).toBeLessThan(55_000);
  });
});

it.each<Trick>([...upgrades])("takes %s for an error at once", async (trick) => {
  server.answer(() => trick);
  const { message } = await failureOf(client().get(me));
  expect(message).toMatch(
    /\(ERR_UNEXPECTED_UPGRADE\): the host responded with 101 Switching Protocols|\(HTTP 101\)/,
  );
  const download = client().send({
    method: "GET",
    url: "/file",
    bufferPool: new BufferPool(),
    anonymous: true,
  });
  expect((await failureOf(download)).message).toMatch(/101 Switching Protocols|\(HTTP 101\)/);
  expect(time.elapsedMs()).toBe(0);
  await expectNoSocket();
});

it("is not prolonged by a wall clock that is set back", async () => {
  server.answer(() => "dripBody");
  const failing = failureOf(client().get(me));
  while (server.requests.length === 0) await new Promise(setImmediate);
  jest.setSystemTime(new Date("2020-01-01T00:00:00Z"));
  await failing;
  expect(time.elapsedMs()).toBeLessThan(125_000);
});

it.each([
  ["Invalid access token.", 403],
  ["Invalid token", 403],
  ["token is expired", "PERMISSION_DENIED"],
  ["The access token has expired", 403],
  ["Token is expiring within 30 seconds. (token expired)", 403],
  ["Access token has been revoked", 403],
])("ends at once when a token is refused in the middle of a step: %s", async (message, error_code) => {
  const shared = client();
  server.answer(() => ({ body: { id: "1" } }));
  await shared.get(me);
  server.answer(() => ({ status: 403, body: { error_code, message } }));
  expect((await failureOf(shared.get(me))).message).toContain("Renew it in the connection");
  expect(server.requests).toHaveLength(2);
  expect(time.elapsedMs()).toBe(0);
});
