/**
 * The official JavaScript client, unmodified, judges clusters and warehouses that are made, changed and deleted. Where the
 * two disagree, the workspace is wrong.
 */
import { WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import {
  clusterExample,
  instancePoolExample,
  newClusterExample,
  sparkVersionExamples,
} from "../../src/services/clusters/clustersExamples";
import { libraryExample } from "../../src/services/libraries/librariesExamples";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { apiErrorOf } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  running = await startWorkspace({ seed, clock: "auto" });
  // No loaders: neither the environment nor a configuration file has a say.
  client = new WorkspaceClient({ host: running.url, token: running.token, loaders: [] });
});
afterEach(() => running.close());

const createCluster = async (): Promise<string> => {
  const created = await client.clusters.create(
    newClusterExample as Parameters<typeof client.clusters.create>[0],
  );
  return String((await created.wait()).cluster_id);
};

/** The latest event of a cluster. */
const firstEvent = async (cluster_id: string): Promise<unknown> => {
  for await (const event of client.clusters.events({ cluster_id })) return event;
  return undefined;
};

it("makes a cluster and waits until it runs, as it was asked for", async () => {
  const id = await createCluster();
  expect(await client.clusters.get({ cluster_id: id })).toMatchObject({
    ...newClusterExample,
    state: "RUNNING",
    cluster_source: "API",
    driver_node_type_id: newClusterExample.node_type_id,
  });
});

it("resizes a cluster, and reads its events from every page", async () => {
  const id = await createCluster();
  const resized = await client.clusters.resize({ cluster_id: id, num_workers: 5 });
  expect(await resized.wait()).toMatchObject({ num_workers: 5, state: "RUNNING" });
  const types: (string | undefined)[] = [];
  for await (const event of client.clusters.events({ cluster_id: id, order: "ASC", limit: 2 })) {
    types.push(event.type);
  }
  expect(types).toEqual(["CREATING", "RUNNING", "RESIZING", "UPSIZE_COMPLETED"]);
  // This client pages by `next_page`, which has an offset; others page by tokens.
  expect(running.workspace.requestLog.requests().filter(({ path }) => path.endsWith("/events"))).toHaveLength(
    2,
  );
});

it("deletes a cluster for good, with what is known of it", async () => {
  const id = await createCluster();
  await client.clusters.permanentDelete({ cluster_id: id });
  expect((await apiErrorOf(client.clusters.get({ cluster_id: id }))).message).toContain("does not exist");
  expect((await apiErrorOf(firstEvent(id))).message).toContain("does not exist");
});

it("is refused a cluster without a size, or of a runtime that there is not", async () => {
  const { num_workers: _size, ...sizeless } = newClusterExample;
  type Spec = Parameters<typeof client.clusters.create>[0];
  expect((await apiErrorOf(client.clusters.create(sizeless as Spec))).errorCode).toBe(
    "INVALID_PARAMETER_VALUE",
  );
  const unknown = { ...newClusterExample, spark_version: "1.0" } as Spec;
  expect((await apiErrorOf(client.clusters.create(unknown))).errorCode).toBe("INVALID_PARAMETER_VALUE");
});

it("makes a cluster of a pool under a policy, and is refused a node type beside the pool", async () => {
  type Spec = Parameters<typeof client.clusters.create>[0];
  const policyIds: (string | undefined)[] = [];
  for await (const { policy_id } of client.clusterPolicies.list({})) policyIds.push(policy_id);
  const { instance_pool_id, node_type_id } = instancePoolExample;
  const { node_type_id: _own, ...spec } = newClusterExample;
  const pooled = { ...spec, instance_pool_id, policy_id: policyIds[0] } as Spec;
  const { cluster_id = "" } = (await client.clusters.create(pooled)) as { cluster_id?: string };
  expect(await client.clusters.get({ cluster_id })).toMatchObject({ instance_pool_id, node_type_id });
  const refused = await apiErrorOf(client.clusters.create({ ...pooled, ...newClusterExample } as Spec));
  expect(refused).toMatchObject({ statusCode: 400, message: expect.stringContaining("'node_type_id'") });
});

it("installs libraries, which end as they can, and removes one at the restart", async () => {
  const { cluster_id } = clusterExample;
  const libraries = [libraryExample, { pypi: { package: "no-such-package" } }];
  await client.libraries.install({ cluster_id, libraries });
  const statuses = async (): Promise<Record<string, string | undefined>> => {
    const found: [string, string | undefined][] = [];
    for await (const { library, status } of client.libraries.clusterStatus({ cluster_id })) {
      found.push([library?.pypi?.package ?? "", status]);
    }
    return Object.fromEntries(found);
  };
  running.workspace.clock.advance(60_000);
  const package_ = libraryExample.pypi.package;
  expect(await statuses()).toMatchObject({ [package_]: "INSTALLED", "no-such-package": "FAILED" });
  await client.libraries.uninstall({ cluster_id, libraries });
  expect(await statuses()).toMatchObject({ [package_]: "UNINSTALL_ON_RESTART" });
  await (await client.clusters.restart({ cluster_id })).wait();
  expect(Object.keys(await statuses())).toEqual(["pyarrow==17.0.0"]);
});

it("reads the runtimes", async () => {
  expect((await client.clusters.sparkVersions()).versions).toEqual(sparkVersionExamples);
});

it("makes a warehouse, changes and deletes it", async () => {
  const created = await client.warehouses.create({
    name: "Judged",
    cluster_size: "X-Small",
    auto_stop_mins: 10,
  });
  const made = await created.wait();
  expect(made).toMatchObject({ name: "Judged", cluster_size: "X-Small", state: "RUNNING" });
  const id = String(made.id);
  await (await client.warehouses.edit({ id, max_num_clusters: 3 })).wait();
  expect(await client.warehouses.get({ id })).toMatchObject({ name: "Judged", max_num_clusters: 3 });
  await client.warehouses.delete({ id });
  expect((await apiErrorOf(client.warehouses.get({ id }))).statusCode).toBe(404);
});

it("is refused a second warehouse of a name", async () => {
  const { message, errorCode } = await apiErrorOf(client.warehouses.create({ name: warehouseExample.name }));
  expect(errorCode).toBe("INVALID_PARAMETER_VALUE");
  expect(message).toContain("already exists");
});

it("gets Databricks' defaults for what it does not set", async () => {
  const { id = "" } = (await client.warehouses.create({
    name: "Plain",
    cluster_size: "Small",
    min_num_clusters: 2,
  })) as {
    id?: string;
  };
  expect(await client.warehouses.get({ id })).toMatchObject({
    auto_stop_mins: 120,
    enable_photon: true,
    enable_serverless_compute: false,
    max_num_clusters: 2,
    spot_instance_policy: "COST_OPTIMIZED",
    warehouse_type: "CLASSIC",
  });
});

it.each([
  [{ cluster_size: "Enormous" }, /^"Enormous" is not a valid value for cluster_size/],
  [
    { auto_stop_mins: 5 },
    /^5 is not a valid value for auto_stop_mins\. The value must be greater than or equal to 10\.$/,
  ],
  [{ min_num_clusters: 3, max_num_clusters: 2 }, /max_num_clusters/],
  [
    { enable_serverless_compute: true },
    /^Invalid warehouseType: Serverless is only available for PRO warehouses\.$/,
  ],
])("is refused a warehouse of %j", async (settings, text) => {
  const made = apiErrorOf(client.warehouses.create({ name: "Odd", cluster_size: "Small", ...settings }));
  expect(await made).toMatchObject({
    statusCode: 400,
    errorCode: "INVALID_PARAMETER_VALUE",
    message: expect.stringMatching(text),
  });
  const id = warehouseExample.id;
  expect(
    await apiErrorOf(client.warehouses.edit({ id, warehouse_type: "CLASSIC", ...settings })),
  ).toMatchObject({
    statusCode: 400,
    message: expect.stringMatching(text),
  });
});

it("is refused node types and sizes that there are not", async () => {
  type Spec = Parameters<typeof client.clusters.create>[0];
  for (const change of [{ node_type_id: "m4.huge" }, { autoscale: { min_workers: 1, max_workers: 2 } }]) {
    const spec = { ...newClusterExample, ...change } as Spec;
    expect((await apiErrorOf(client.clusters.create(spec))).errorCode).toBe("INVALID_PARAMETER_VALUE");
  }
});
