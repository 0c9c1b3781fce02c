import { warehouse } from "../seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "../server";

const WAREHOUSES = "/api/2.0/sql/warehouses";

describe("the traffic of a workspace", () => {
  let running: RunningWorkspace;
  beforeEach(async () => {
    running = await startWorkspace({ clock: "manual", startAt: 1_763_467_200_000 });
  });
  afterEach(() => running.close());

  const call = (path: string, init: RequestInit = {}) =>
    fetch(running.url + path, {
      ...init,
      headers: { authorization: `Bearer ${running.token}`, ...init.headers },
    });
  const post = (path: string, body?: unknown) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await call(`/__workspace${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const requests = async () => (await control("GET", "/requests")).body.requests;

  describe("is logged:", () => {
    it("each request with its answer, in order, and the control API's not", async () => {
      await control("GET", "/clock");
      await call(`${WAREHOUSES}?page_size=1&x=a&x=b`);
      await post("/api/2.1/clusters/start", { cluster_id: "nope" });
      expect(await requests()).toEqual([
        {
          target: "api",
          method: "GET",
          path: WAREHOUSES,
          query: { page_size: "1", x: ["a", "b"] },
          headers: expect.objectContaining({ authorization: `Bearer ${running.token}` }),
          body: null,
          status: 200,
          answer: { warehouses: [warehouse], next_page_token: expect.any(String) },
        },
        {
          target: "api",
          method: "POST",
          path: "/api/2.1/clusters/start",
          query: {},
          headers: expect.objectContaining({ "content-type": "application/json" }),
          body: { cluster_id: "nope" },
          status: 400,
          answer: { error_code: "INVALID_PARAMETER_VALUE", message: "Cluster nope does not exist" },
        },
      ]);
      await control("DELETE", "/requests");
      expect(await requests()).toEqual([]);
    });

    it("an integer beyond 2^53 as its digits", async () => {
      await call("/api/2.1/clusters/list");
      const [{ answer }] = await requests();
      expect(answer.clusters[0].spark_context_id).toBe("4020997813441462000");
    });

    it("what could not be read, what was turned away and what nobody knows", async () => {
      await call("/api/2.1/clusters/start", { method: "POST", body: '{"cluster_id":' });
      await fetch(running.url + WAREHOUSES);
      await call("/api/2.0/dbfs/list?path=/");
      expect(await requests()).toMatchObject([
        { body: '{"cluster_id":', status: 400, answer: { error_code: "MALFORMED_REQUEST" } },
        { path: WAREHOUSES, status: 401 },
        { path: "/api/2.0/dbfs/list", status: 501 },
      ]);
    });

    it("a very long body only as far as that is useful", async () => {
      const long = "x".repeat(200_000);
      await post("/api/2.1/clusters/start", { cluster_id: long });
      const [{ body, answer }] = await requests();
      expect(body).toHaveLength(64 * 1024 + "... 134481 more characters".length);
      expect(answer).toMatch(/^\{"error_code":"INVALID_PARAMETER_VALUE".* more characters$/);
    });

    it("in the log of its own workspace", async () => {
      const { token } = (await control("POST", "/workspaces")).body;
      await call(WAREHOUSES, { headers: { authorization: `Bearer ${token}` } });
      expect(await requests()).toEqual([]);
      const other = await call("/__workspace/requests", { headers: { authorization: `Bearer ${token}` } });
      expect(JSON.parse(await other.text()).requests).toHaveLength(1);
    });
  });

  describe("is struck by faults:", () => {
    const start = `${WAREHOUSES}/9c2f1a7be0d84466/start`;
    const stateOf = () => running.workspace.warehouses.get("9c2f1a7be0d84466").state;
    const outcome = async () => {
      const response = await post(start);
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        text: await response.text(),
      };
    };

    const untilStruck = async () => {
      while ((await control("GET", "/faults")).body.faults[0].fired === 0);
    };

    it("an error in the handler's place, which then has done nothing", async () => {
      await control("POST", "/faults", {
        method: "POST",
        path: start,
        status: 429,
        headers: { "retry-after": "3" },
        body: { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Slow down" },
      });
      const response = await post(start);
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("3");
      expect(response.headers.get("x-request-id")).toBeTruthy();
      expect(await response.json()).toEqual({ error_code: "REQUEST_LIMIT_EXCEEDED", message: "Slow down" });
      expect(stateOf()).toBe("STOPPED");
      expect((await post(start)).status).toBe(200);
      expect((await control("GET", "/faults")).body.faults).toMatchObject([{ matched: 1, fired: 1 }]);
    });

    it("an error after the handler, which then has done its work", async () => {
      await control("POST", "/faults", {
        phase: "after",
        path: start,
        status: 503,
        body: "<html>busy</html>",
      });
      expect(await outcome()).toEqual({
        status: 503,
        type: expect.stringContaining("text/html"),
        text: "<html>busy</html>",
      });
      expect(stateOf()).toBe("STARTING");
    });

    it("bodies that are empty, malformed, or of another type", async () => {
      const faults = [
        { status: 500 },
        { body: '{"oops":' },
        { phase: "after", body: "plain", content_type: "text/plain" },
      ];
      for (const fault of faults) await control("POST", "/faults", { path: start, ...fault });
      // The one that comes after the handler strikes the first request that no other has answered.
      expect(await outcome()).toMatchObject({ status: 500, text: "" });
      expect(await outcome()).toMatchObject({ status: 200, text: '{"oops":' });
      expect(await outcome()).toMatchObject({ status: 200, text: "plain" });
    });

    it("a header alone, on the handler's own answer", async () => {
      await control("POST", "/faults", { path: WAREHOUSES, headers: { "x-extra": "1" } });
      const response = await call(WAREHOUSES);
      expect(response.headers.get("x-extra")).toBe("1");
      expect(JSON.parse(await response.text()).warehouses).toHaveLength(2);
    });

    it("a connection that is cut before the handler", async () => {
      await control("POST", "/faults", { path: start, drop: true });
      await expect(post(start)).rejects.toThrow();
      expect(stateOf()).toBe("STOPPED");
      expect(await requests()).toMatchObject([{ path: start, status: null, answer: null }]);
    });

    it("a connection that is cut after the handler: the answer is lost", async () => {
      await control("POST", "/faults", { path: start, phase: "after", drop: true });
      await expect(post(start)).rejects.toThrow();
      expect(stateOf()).toBe("STARTING");
      expect(await requests()).toMatchObject([{ path: start, status: null, answer: null }]);
    });

    it.each(["before", "after"])("an answer that never comes (%s the handler)", async (phase) => {
      await control("POST", "/faults", { path: start, phase, hang: true });
      const hanging = post(start).catch(() => "gave up");
      await untilStruck();
      expect(stateOf()).toBe(phase === "before" ? "STOPPED" : "STARTING");
      expect(await requests()).toMatchObject([{ path: start, status: null, answer: null }]);
      await running.close();
      expect(await hanging).toBe("gave up");
    });

    it("a delay of workspace time before the handler's own answer", async () => {
      await control("POST", "/faults", { path: start, delay_ms: 60_000 });
      let answered = false;
      const answer = post(start).then((response) => {
        answered = true;
        return response.status;
      });
      await untilStruck();
      expect(answered).toBe(false);
      expect(stateOf()).toBe("STOPPED");
      await control("POST", "/clock", { advance_ms: 60_000 });
      expect(await answer).toBe(200);
    });

    it("the token endpoint, for the service principal's own workspace", async () => {
      await control("POST", "/faults", {
        path: "/oidc/v1/token",
        status: 503,
        body: { error: "temporarily_unavailable" },
      });
      const form = (id: string) =>
        fetch(`${running.url}/oidc/v1/token`, {
          method: "POST",
          body: new URLSearchParams({
            grant_type: "client_credentials",
            client_id: id,
            client_secret: running.clientSecret,
          }),
        });
      expect((await form(running.clientId)).status).toBe(503);
      expect((await form(running.clientId)).status).toBe(200);
      expect(await requests()).toMatchObject([
        { path: "/oidc/v1/token", status: 503 },
        { status: 200, body: expect.stringContaining("grant_type=client_credentials") },
      ]);
    });

    it("the cloud storage, whose answers are streams", async () => {
      const executed = await post("/api/2.0/sql/statements", {
        warehouse_id: warehouse.id,
        statement: "SELECT id FROM range(3)",
        disposition: "EXTERNAL_LINKS",
        wait_timeout: "30s",
      });
      const { result } = JSON.parse(await executed.text());
      const link = new URL(result.external_links[0].external_link);
      const fault = (given: object) => control("POST", "/faults", { path: link.pathname, ...given });
      await fault({ status: 503, body: "<Error/>" });
      await fault({ phase: "after", status: 500, body: "<Error/>" });
      await fault({ phase: "after", drop: true });
      expect((await fetch(link)).status).toBe(503);
      expect((await fetch(link)).status).toBe(500);
      await expect(fetch(link).then((response) => response.text())).rejects.toThrow();
      expect(await (await fetch(link)).json()).toEqual([["0"], ["1"], ["2"]]);
      expect((await requests()).slice(1)).toMatchObject([
        { target: "storage", path: link.pathname, status: 503, answer: "<Error/>" },
        { target: "storage", status: 500, answer: "<Error/>" },
        { target: "storage", status: null, answer: null },
        { target: "storage", status: 200, answer: null },
      ]);
    });

    it("never the control API", async () => {
      await control("POST", "/faults", { times: 100, drop: true });
      expect((await control("GET", "/clock")).status).toBe(200);
      await control("DELETE", "/faults");
      expect((await call(WAREHOUSES)).status).toBe(200);
    });
  });
});
