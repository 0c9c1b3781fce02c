/**
 * The official JavaScript client, unmodified, judges the local workspace. Where the two disagree, the workspace
 * is wrong.
 */
import { ApiError, WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import {
  clusterExample,
  clusterExamples,
  nodeTypeExamples,
  terminatedClusterExample,
} from "../../src/services/clusters/clustersExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";
import {
  stoppedWarehouseExample,
  warehouseExample,
  warehouseExamples,
} from "../../src/services/warehouses/warehousesExamples";

/** The client parses JSON natively, so the ids of Spark contexts lose their last digits on its side. */
const rounded = <T extends { spark_context_id: string }>(given: T) => ({
  ...given,
  spark_context_id: Number(given.spark_context_id),
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const problem = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`Not an ApiError: ${String(error)}`);
};

describe.each(["a token", "client credentials"])(
  "on a host of many workspaces, the official client with %s",
  (signIn) => {
    let running: RunningWorkspace;
    beforeEach(async () => {
      running = await startWorkspace({
        seed,
        clock: "manual",
        startAt: Date.UTC(2025, 10, 18, 12),
        accountHost: true,
      });
    });
    afterEach(() => running.close());

    /** The client as it is told to treat such a host. */
    const clientFor = (workspaceId: string | undefined): WorkspaceClient => {
      const { url: host, token, clientId, clientSecret, account } = running;
      const credentials = signIn === "a token" ? { token } : { clientId, clientSecret };
      const accountId = account?.accountId;
      const unified = { experimentalIsUnifiedHost: true, accountId, workspaceId };
      return new WorkspaceClient({ host, loaders: [], ...unified, ...credentials });
    };

    it("reaches the workspace that it names, and signs in without naming it", async () => {
      const client = clientFor(running.account?.workspaceId);
      expect(await client.currentUser.me()).toMatchObject({ active: true });
      expect(await all(client.warehouses.list({}))).toEqual(warehouseExamples);
      const [first, ...others] = running.workspace.requestLog.requests().reverse();
      expect(first?.headers).toHaveProperty("x-databricks-org-id", running.account?.workspaceId);
      for (const { path, headers } of others.filter((one) => one.path.startsWith("/oidc/"))) {
        expect({ path, id: headers["x-databricks-org-id"] }).toEqual({ path, id: undefined });
      }
    });

    it("reaches none without a name, or with that of another", async () => {
      await expect(clientFor("99").currentUser.me()).rejects.toThrow(/Invalid access to Org: 99/);
      const asked = running.workspace.requestLog.requests().length;
      expect(await clientFor(undefined).currentUser.me()).not.toHaveProperty("userName");
      expect(running.workspace.requestLog.requests().slice(asked).at(-1)).toMatchObject({ status: 303 });
    });
  },
);

describe.each(["a token", "client credentials"])("the official client with %s", (signIn) => {
  let running: RunningWorkspace;
  let client: WorkspaceClient;

  beforeEach(async () => {
    running = await startWorkspace({ seed, clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
    const { url: host, token, clientId, clientSecret } = running;
    const credentials = signIn === "a token" ? { token } : { clientId, clientSecret };
    // No loaders: neither the environment nor a configuration file has a say.
    client = new WorkspaceClient({ host, loaders: [], ...credentials });
  });
  afterEach(() => running.close());

  const advance = (ms: number) => running.workspace.clock.advance(ms);

  it("sees who it is", async () => {
    const me = await client.currentUser.me();
    if (signIn === "a token") expect(me).toEqual(currentUserExample);
    else expect(me).toMatchObject({ userName: running.clientId, active: true });
    expect(me.emails === undefined).toBe(signIn !== "a token");
  });

  it("lists and gets the warehouses", async () => {
    expect(await all(client.warehouses.list({}))).toEqual(warehouseExamples);
    expect(await client.warehouses.get({ id: stoppedWarehouseExample.id })).toEqual(stoppedWarehouseExample);
  });

  it("starts a warehouse and waits until it runs", async () => {
    const seen: unknown[] = [];
    const waiter = await client.warehouses.start({ id: stoppedWarehouseExample.id });
    const started = await waiter.wait({
      onProgress: async ({ state }) => {
        seen.push(state);
        advance(5_000);
      },
    });
    expect(seen).toEqual(["STARTING", "RUNNING"]);
    expect(started).toEqual({ ...stoppedWarehouseExample, state: "RUNNING", num_clusters: 1 });
  });

  it("stops a warehouse and waits until it has stopped", async () => {
    const waiter = await client.warehouses.stop({ id: warehouseExample.id });
    expect((await client.warehouses.get({ id: warehouseExample.id })).state).toBe("STOPPING");
    advance(2_000);
    expect(await waiter.wait()).toEqual({ ...warehouseExample, state: "STOPPED", num_clusters: 0 });
  });

  it("reads every page of warehouses", async () => {
    const { warehouses: store } = running.workspace;
    store.put(
      Array.from({ length: 23 }, (_, n) => ({ ...warehouseExample, id: `w${n}`, name: `Warehouse ${n}` })),
    );
    const listed = await all(client.warehouses.list({ page_size: 10 }));
    expect(listed.map(({ id }) => id)).toEqual(store.list().map(({ id }) => id));
    const asked = running.workspace.requestLog.requests().filter(({ path }) => path.endsWith("/warehouses"));
    expect(asked).toHaveLength(3);
  });

  it("is told that a warehouse does not exist", async () => {
    const error = await problem(client.warehouses.get({ id: "0000000000000000" }));
    expect(error).toMatchObject({ statusCode: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
  });

  it("lists and gets the clusters, their node types and runtimes", async () => {
    expect(await all(client.clusters.list({}))).toEqual(clusterExamples.map(rounded));
    expect(await client.clusters.get({ cluster_id: clusterExample.cluster_id })).toEqual(
      rounded(clusterExample),
    );
    expect(await client.clusters.listNodeTypes()).toEqual({ node_types: nodeTypeExamples });
    const { versions } = await client.clusters.sparkVersions();
    expect(versions?.map(({ key }) => key)).toContain(clusterExample.spark_version);
  });

  it("reads every page of clusters, filtered and sorted", async () => {
    const { clusters: store } = running.workspace;
    store.put(
      Array.from({ length: 250 }, (_, n) => ({
        ...clusterExample,
        cluster_id: `c${n}`,
        cluster_name: `Cluster ${n}`,
      })),
    );
    const listed = await all(client.clusters.list({}));
    expect(listed.map(({ cluster_id: id }) => id)).toEqual(store.list().map(({ cluster_id: id }) => id));
    const ended = await all(
      client.clusters.list({
        filter_by: { cluster_states: ["TERMINATED", "TERMINATING"] },
        sort_by: { field: "CLUSTER_NAME", direction: "DESC" },
      }),
    );
    expect(ended).toEqual([rounded(terminatedClusterExample)]);
  });

  it("starts a terminated cluster and waits until it runs", async () => {
    const id = { cluster_id: terminatedClusterExample.cluster_id };
    const waiter = await client.clusters.start(id);
    const pending = await client.clusters.get(id);
    expect(pending.state).toBe("PENDING");
    expect(pending.termination_reason).toBeUndefined();
    advance(8_000);
    expect((await waiter.wait()).state).toBe("RUNNING");
  });

  it("restarts a cluster and waits until it runs again", async () => {
    const id = { cluster_id: clusterExample.cluster_id };
    const seen: unknown[] = [];
    const waiter = await client.clusters.restart(id);
    const restarted = await waiter.wait({
      onProgress: async ({ state }) => {
        seen.push(state);
        advance(6_000);
      },
    });
    expect(seen).toEqual(["RESTARTING", "RUNNING"]);
    expect(restarted.state).toBe("RUNNING");
    expect(restarted.spark_context_id).not.toBe(Number(clusterExample.spark_context_id));
  });

  it("terminates a cluster and waits until it has ended", async () => {
    const id = { cluster_id: clusterExample.cluster_id };
    const waiter = await client.clusters.delete(id);
    const me = await client.currentUser.me();
    expect(await client.clusters.get(id)).toMatchObject({
      state: "TERMINATING",
      termination_reason: { code: "USER_REQUEST", type: "SUCCESS", parameters: { username: me.userName } },
    });
    advance(3_000);
    expect((await waiter.wait()).state).toBe("TERMINATED");
  });

  it("is told that a cluster does not exist, or is in the wrong state", async () => {
    const unknown = await problem(client.clusters.get({ cluster_id: "no-such-one" }));
    expect(unknown).toMatchObject({
      statusCode: 400,
      errorCode: "INVALID_PARAMETER_VALUE",
      message: "Cluster no-such-one does not exist",
    });
    const running = await problem(client.clusters.start({ cluster_id: clusterExample.cluster_id }));
    expect(running).toMatchObject({
      statusCode: 400,
      errorCode: "INVALID_STATE",
      message: `Cluster ${clusterExample.cluster_id} is in unexpected state Running.`,
    });
  });

  it("tries again what was turned away for asking too often", async () => {
    running.workspace.faults.add({
      path: "/api/2.1/clusters/list-node-types",
      status: 429,
      body: { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Too many requests" },
    });
    expect(await client.clusters.listNodeTypes()).toEqual({ node_types: nodeTypeExamples });
    expect(running.workspace.faults.list()).toMatchObject([{ fired: 1, matched: 1 }]);
  });
});

describe("the official client with bad credentials", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await startWorkspace({ seed, clock: "manual" });
  });
  afterAll(() => running.close());

  it("is told that its token is invalid", async () => {
    const client = new WorkspaceClient({ host: running.url, loaders: [], token: "dapi0000" });
    const error = await problem(client.currentUser.me());
    expect(error).toMatchObject({ statusCode: 403, message: "Invalid access token." });
  });

  it("gets no token for a wrong secret", async () => {
    const client = new WorkspaceClient({
      host: running.url,
      loaders: [],
      clientId: running.clientId,
      clientSecret: "wrong",
    });
    await expect(client.currentUser.me()).rejects.toThrow();
    const requests = running.workspace.requestLog.requests();
    expect(requests.at(-1)).toMatchObject({ path: "/oidc/v1/token", status: 401 });
  });
});
