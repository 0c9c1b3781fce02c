import { useScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, testClient, testToken, tokenConnection } from "../../test/support/testClient";
import { path } from "./path";

const { server } = useScriptedServer();

const entries = (lines: string[]): Record<string, unknown>[] =>
  lines.filter((line) => line.startsWith("info: ")).map((line) => JSON.parse(line.slice(6)));

describe("the log of requests", () => {
  it("tells each request and its answer, headers and bodies included", async () => {
    server.script({ body: { id: "1" }, headers: { "x-request-id": "r-1", "set-cookie": "session=abc" } });
    const { client, lines } = testClient(tokenConnection(server.url), true);
    await client.post(path`/api/2.0/things`, { name: "x" });
    expect(entries(lines)).toEqual([
      {
        request: "POST /api/2.0/things",
        headers: expect.objectContaining({ authorization: "[redacted]", "content-type": "application/json" }),
        body: '{"name":"x"}',
      },
      {
        answer: "POST /api/2.0/things",
        status: 200,
        headers: expect.objectContaining({ "x-request-id": "r-1", "set-cookie": "[redacted]" }),
        body: '{"id":"1"}',
      },
    ]);
  });

  it("tells failures too: every attempt, answered or not", async () => {
    server.script({ status: 503, body: { error_code: "X", message: "busy" } }, "dropAfter", {
      status: 404,
      body: "gone",
    });
    const { client, lines } = testClient(tokenConnection(server.url), true);
    await failureOf(client.get(path`/api/2.0/things`));
    expect(
      entries(lines).map(({ request, status, networkError, body }) => ({
        request,
        status,
        networkError,
        body,
      })),
    ).toEqual([
      { request: "GET /api/2.0/things" },
      { status: 503, body: '{"error_code":"X","message":"busy"}' },
      { request: "GET /api/2.0/things" },
      { networkError: "ECONNRESET" },
      { request: "GET /api/2.0/things" },
      { status: 404, body: "gone" },
    ]);
  });

  it("is silent when debugging is off, and never speaks through the console", async () => {
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
      jest.spyOn(console, name),
    );
    server.script({ body: { echo: testToken } });
    const quiet = testClient(tokenConnection(server.url), false);
    await quiet.client.get(path`/api/2.0/things`);
    expect(quiet.lines).toEqual([]);
    await testClient(tokenConnection(server.url), true).client.get(path`/api/2.0/things`);
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it("cuts long bodies", async () => {
    server.script({ body: { text: "x".repeat(100_000) } });
    const { client, lines } = testClient(tokenConnection(server.url), true);
    await client.get(path`/api/2.0/things`);
    expect(String(entries(lines)[1]?.body)).toMatch(/x\.\.\. \(100011 characters\)$/);
  });
});
