import { startAt } from "./fixedStart";
import { cluster, clusters, nodeTypes } from "./seed/clusters";
import { currentUser } from "./seed/identity";
import { warehouse, warehouses } from "./seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "./server";

const start = () => startWorkspace({ clock: "manual", startAt });

describe("the local workspace", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.close());

  const call = (path: string, init: RequestInit = {}) =>
    fetch(running.url + path, {
      ...init,
      headers: { authorization: `Bearer ${running.token}`, ...init.headers },
    });
  const answer = async (path: string, init?: RequestInit) => {
    const response = await call(path, init);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  it("answers exactly what the examples say", async () => {
    const exact = (text: string) =>
      JSON.parse(text.replace(/("spark_context_id":)(\d+)/g, (_all, name, digits) => `${name}"${digits}"`));
    const read = async (path: string) => exact(await (await call(path)).text());
    expect(await read("/api/2.0/preview/scim/v2/Me")).toEqual(currentUser);
    expect(await read("/api/2.0/sql/warehouses")).toEqual({ warehouses });
    expect(await read(`/api/2.0/sql/warehouses/${warehouse.id}`)).toEqual(warehouse);
    expect((await read("/api/2.1/clusters/list")).clusters).toEqual(clusters);
    expect((await read("/api/2.0/clusters/list")).clusters).toEqual(clusters);
    expect(await read(`/api/2.1/clusters/get?cluster_id=${cluster.cluster_id}`)).toEqual(cluster);
    expect(await read("/api/2.1/clusters/list-node-types")).toEqual({ node_types: nodeTypes });
  });

  it("writes the id of a Spark context as a bare number", async () => {
    const text = await (await call("/api/2.1/clusters/list")).text();
    expect(text).toContain(`"spark_context_id":${cluster.spark_context_id}`);
  });

  it("names what it does not have", async () => {
    expect(await answer("/api/2.0/instance-pools/create?x=1", { method: "POST", body: "{}" })).toEqual({
      status: 501,
      body: {
        error_code: "NOT_IMPLEMENTED",
        message: "The local workspace has no route POST /api/2.0/instance-pools/create.",
      },
    });
    const upload = { method: "PUT", body: new Uint8Array([0, 255]) };
    expect((await answer("/api/2.0/fs/create-upload-url", upload)).status).toBe(501);
  });

  it("has no more versions of the API than Databricks has", async () => {
    expect(await answer("/api/9.9/clusters/list")).toEqual({
      status: 404,
      body: { error: "Bad Target: /api/9.9/clusters/list" },
    });
    expect((await answer("/api/2.2/sql/endpoints")).status).toBe(404);
  });

  it.each([
    ["/api/2.0/serving-endpoints", "endpoints"],
    ["/api/2.0/sql/warehouses", "warehouses"],
    ["/api/2.1/unity-catalog/catalogs", "catalogs"],
    ["/api/2.2/jobs/list", "jobs"],
    ["/api/2.0/preview/scim/v2/Users", "Resources"],
  ])("takes %s/ for the list, not for the item without a name", async (path, field) => {
    const listed = await answer(path);
    expect(listed.body[field]).not.toHaveLength(0);
    expect(await answer(`${path}/`)).toEqual(listed);
  });

  it("refuses a request that it cannot read", async () => {
    const malformed = { status: 400, body: { error_code: "MALFORMED_REQUEST" } };
    const restart = "/api/2.1/clusters/restart";
    for (const body of ["{", "[]", '"text"', "7"]) {
      expect(await answer(restart, { method: "POST", body })).toMatchObject(malformed);
    }
    expect(await answer("/api/2.0/sql/warehouses/%zz")).toMatchObject(malformed);
  });

  it.each([
    [undefined, "Missing required field: cluster_id"],
    ["{}", "Missing required field: cluster_id"],
    ['{"cluster_id":""}', "Missing required field: cluster_id"],
    ['{"cluster_id":null}', "Missing required field: cluster_id"],
    ['{"cluster_id":7}', "Cluster 7 does not exist"],
    ['{"cluster_id":"a b/../ü"}', "Cluster a b/../ü does not exist"],
  ])("refuses to restart a cluster with the body %s", async (body, message) => {
    expect(await answer("/api/2.1/clusters/restart", { method: "POST", body })).toEqual({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message },
    });
  });

  it("takes ids apart from paths, however odd or long they are", async () => {
    for (const id of ["ü b", "../x", "a/b?c#d", "x".repeat(1000)]) {
      expect(await answer(`/api/2.0/sql/warehouses/${encodeURIComponent(id)}`)).toEqual({
        status: 404,
        body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: `SQL warehouse ${id} does not exist.` },
      });
    }
  });

  it("listens on loopback alone", () => {
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.storageUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.storageUrl).not.toBe(running.url);
  });

  it("is the same again for the same seed, down to the tokens", async () => {
    const other = await start();
    const third = await startWorkspace({ idSeed: 2 });
    try {
      expect(other.token).toBe(running.token);
      expect(other.clientSecret).toBe(running.clientSecret);
      expect(other.workspace.ids.statement()).toBe(running.workspace.ids.statement());
      expect(third.token).not.toBe(running.token);
    } finally {
      await Promise.all([other.close(), third.close()]);
    }
  });

  it("says when its port is taken, and leaves nothing behind", async () => {
    const port = Number(new URL(running.url).port);
    await expect(startWorkspace({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("may be closed twice, and then answers nobody", async () => {
    const other = await start();
    await other.close();
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow();
    expect(() => other.workspace).toThrow("closed");
  });
});
