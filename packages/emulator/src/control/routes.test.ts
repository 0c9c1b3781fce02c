import { resetWorkspace } from "../resetWorkspace";
import { clusters } from "../seed/clusters";
import { currentUser } from "../seed/identity";
import { stoppedWarehouse, warehouses } from "../seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "../server";

const startAt = 1_763_467_200_000;

describe("the control API", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual", startAt });
  });
  afterEach(() => resetWorkspace(running));
  afterAll(() => running.close());

  const call = async (method: string, path: string, body?: unknown, token = running.token) => {
    const response = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const control = (method: string, path: string, body?: unknown, token?: string) =>
    call(method, `/__workspace${path}`, body, token);

  it("needs a token, except to make a workspace", async () => {
    for (const path of ["requests", "clock", "faults", "reset", "seed"]) {
      expect((await fetch(`${running.url}/__workspace/${path}`)).status).toBe(401);
    }
    expect((await control("GET", "/clock", undefined, "dapi0")).status).toBe(403);
    expect((await fetch(`${running.url}/__workspace/workspaces`, { method: "POST" })).status).toBe(200);
  });

  it("says what it does not have", async () => {
    expect(await control("GET", "/magic")).toMatchObject({
      status: 501,
      body: { error_code: "NOT_IMPLEMENTED", message: expect.stringContaining("GET /__workspace/magic") },
    });
  });

  describe("makes workspaces", () => {
    it("that have nothing to do with one another", async () => {
      const { body } = await control("POST", "/workspaces", { clock: "manual", start_at: 5, id_seed: 7 });
      expect(body).toMatchObject({
        token: expect.stringMatching(/^dapi[0-9a-f]{32}$/),
        client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        client_secret: expect.any(String),
      });
      expect((await control("GET", "/clock", undefined, body.token)).body).toEqual({
        now: 5,
        mode: "manual",
      });
      const start = `/api/2.0/sql/warehouses/${stoppedWarehouse.id}/start`;
      expect((await call("POST", start, undefined, body.token)).status).toBe(200);
      const state = async (token?: string) =>
        (await call("GET", `/api/2.0/sql/warehouses/${stoppedWarehouse.id}`, undefined, token)).body.state;
      expect(await state(body.token)).toBe("STARTING");
      expect(await state()).toBe("STOPPED");
    });

    it("and closes them", async () => {
      const { token } = (await control("POST", "/workspaces", {})).body;
      expect((await control("DELETE", "/workspaces", undefined, token)).status).toBe(200);
      expect((await control("GET", "/clock", undefined, token)).status).toBe(403);
      expect((await control("GET", "/clock")).status).toBe(200);
    });

    it.each([{ clock: "fast" }, { start_at: "now" }, { id_seed: null }, []])(
      "but not from %p",
      async (body) => {
        expect((await control("POST", "/workspaces", body)).status).toBe(400);
      },
    );
  });

  it("resets a workspace: state, clock, ids, log and faults, with the same credentials", async () => {
    const fresh = running.workspace;
    await call("POST", `/api/2.0/sql/warehouses/${stoppedWarehouse.id}/start`);
    await control("POST", "/clock", { advance_ms: 99, mode: "auto" });
    await control("POST", "/faults", { path: "/none" });
    const id = fresh.ids.uuid();
    expect((await control("POST", "/reset")).status).toBe(200);
    expect(running.workspace).not.toBe(fresh);
    expect(running.workspace.ids.uuid()).toBe(id);
    expect(running.workspace.clock.now()).toBe(startAt);
    expect(running.workspace.clock.mode).toBe("manual");
    expect(running.workspace.faults.list()).toEqual([]);
    expect(running.workspace.requestLog.requests()).toEqual([]);
    expect(running.workspace.warehouses.list()).toEqual(warehouses);
    expect(running.workspace.clusters.list()).toEqual(clusters);
    expect((await call("GET", "/api/2.0/preview/scim/v2/Me")).body).toEqual(currentUser);
  });

  describe("the clock", () => {
    it("is read, moved and changed", async () => {
      expect((await control("GET", "/clock")).body).toEqual({ now: startAt, mode: "manual" });
      expect((await control("POST", "/clock", { advance_ms: 250 })).body.now).toBe(startAt + 250);
      expect((await control("POST", "/clock", { mode: "auto" })).body).toEqual({
        now: startAt + 250,
        mode: "auto",
      });
    });

    it.each([{ advance_ms: -1 }, { advance_ms: "1" }, { mode: "stopped" }])("refuses %p", async (body) => {
      expect((await control("POST", "/clock", body)).status).toBe(400);
      expect((await control("GET", "/clock")).body).toEqual({ now: startAt, mode: "manual" });
    });
  });

  describe("seeds", () => {
    it("250 clusters from nothing but their number, all with ids of their own", async () => {
      await control("POST", "/seed", { clusters: Array.from({ length: 250 }, () => ({})), replace: true });
      const ids = new Set<string>();
      const sizes: number[] = [];
      let token = "";
      do {
        const page = await call("GET", `/api/2.1/clusters/list?page_size=100&page_token=${token}`);
        for (const { cluster_id } of page.body.clusters) ids.add(cluster_id);
        sizes.push(page.body.clusters.length);
        token = page.body.next_page_token;
      } while (token !== "");
      expect(sizes).toEqual([100, 100, 50]);
      expect(ids.size).toBe(250);
      expect([...ids][0]).toMatch(/^1118-120000-[a-z0-9]{8}$/);
    });

    it("single fields, and completes the rest", async () => {
      const { body } = await control("POST", "/seed", {
        warehouses: [{ name: "Übung", state: "STOPPED" }],
        clusters: [{ cluster_id: "c1", spark_context_id: "9007199254740993", state: "ERROR" }],
        node_types: [{ node_type_id: "big", memory_mb: 1, num_cores: 0.5 }],
      });
      expect(body).toEqual({ warehouses: [expect.stringMatching(/^[0-9a-f]{16}$/)], clusters: ["c1"] });
      const [id] = body.warehouses;
      expect((await call("GET", `/api/2.0/sql/warehouses/${id}`)).body).toMatchObject({
        name: "Übung",
        state: "STOPPED",
        num_clusters: 0,
        odbc_params: { path: `/sql/1.0/warehouses/${id}` },
        jdbc_url: expect.stringContaining(`httpPath=/sql/1.0/warehouses/${id};`),
      });
      const answer = await fetch(`${running.url}/api/2.0/clusters/get?cluster_id=c1`, {
        headers: { authorization: `Bearer ${running.token}` },
      });
      expect(await answer.text()).toContain('"spark_context_id":9007199254740993');
      expect(running.workspace.clusters.get("c1")).toMatchObject({
        state: "ERROR",
        default_tags: { ClusterId: "c1", ClusterName: "Cluster c1" },
      });
      expect(running.workspace.clusters.nodeTypes.at(-1)).toMatchObject({
        node_type_id: "big",
        description: "big",
        num_cores: 0.5,
      });
      expect(running.workspace.warehouses.list()).toHaveLength(warehouses.length + 1);
    });

    it("nothing in the place of everything: lists are then empty", async () => {
      await control("POST", "/seed", { warehouses: [], clusters: [], node_types: [], replace: true });
      expect((await call("GET", "/api/2.0/sql/warehouses")).body).toEqual({});
      expect((await call("GET", "/api/2.1/clusters/list")).body).toEqual({
        next_page_token: "",
        prev_page_token: "",
      });
      expect((await call("GET", "/api/2.1/clusters/list-node-types")).body).toEqual({ node_types: [] });
    });

    it.each([
      { clusters: {} },
      { clusters: ["c1"] },
      { clusters: [{ cluster_id: 7 }] },
      { warehouses: [{ id: "" }] },
      { warehouses: [{ state: 1 }] },
      { node_types: [{}] },
      { tables: [] },
    ])("nothing at all from %p", async (body) => {
      expect((await control("POST", "/seed", { replace: true, ...body })).status).toBe(400);
      expect(running.workspace.clusters.list()).toEqual(clusters);
      expect(running.workspace.warehouses.list()).toEqual(warehouses);
    });
  });
});
