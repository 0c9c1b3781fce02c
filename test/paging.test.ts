/** Lists of any length come whole: every item once, by actions and data sources alike. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { exampleParameters, failureOf, runIn, subjectOf } from "./support/component";
import { type Fault, type LoggedRequest, useWorkspace } from "./support/workspace";

const count = 250;

const numbered = (prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);

const clusterIds = numbered("1118-093000-page0");
const warehouseIds = numbered("475b94ddc7cd5");

const workspace = useWorkspace();

const seedMany = (): Promise<unknown> =>
  workspace.seed({
    clusters: clusterIds.map((cluster_id) => ({
      ...clusterExample,
      cluster_id,
      cluster_name: `Cluster ${cluster_id}`,
    })),
    warehouses: warehouseIds.map((id) => ({ ...warehouseExample, id, name: `Warehouse ${id}` })),
    replace: true,
  });

/** A list with where its items and their ids stand. */
interface List {
  key: string;
  path: string;
  items: string;
  /** The field of a result that has the id of its item. */
  id: string;
  /** An item whose id is "one". */
  found: object;
  /** The ids of what is seeded, where the test seeds it. */
  ids?: string[];
}

const found = { cluster_id: "one", id: "one", cluster_name: "One", name: "One" };
const named = { name: "one", full_name: "one", experiment_id: "one" };
const catalogPath = (name: string): string => `/api/2.1/unity-catalog/${name}`;

const lists: List[] = [
  {
    key: "listClusters",
    path: "/api/2.1/clusters/list",
    items: "clusters",
    id: "cluster_id",
    found,
    ids: clusterIds,
  },
  {
    key: "selectCluster",
    path: "/api/2.1/clusters/list",
    items: "clusters",
    id: "key",
    found,
    ids: clusterIds,
  },
  {
    key: "listWarehouses",
    path: "/api/2.0/sql/warehouses",
    items: "warehouses",
    id: "id",
    found,
    ids: warehouseIds,
  },
  {
    key: "selectWarehouse",
    path: "/api/2.0/sql/warehouses",
    items: "warehouses",
    id: "key",
    found,
    ids: warehouseIds,
  },
  { key: "selectJob", path: "/api/2.2/jobs/list", items: "jobs", id: "key", found: { job_id: "one" } },
  {
    key: "selectExperiment",
    path: "/api/2.0/mlflow/experiments/search",
    items: "experiments",
    id: "key",
    found: named,
  },
  {
    key: "selectRegisteredModel",
    path: catalogPath("models"),
    items: "registered_models",
    id: "key",
    found: named,
  },
  ...["Catalog", "Schema", "Table", "Volume"].map((kind) => ({
    key: `select${kind}`,
    path: catalogPath(`${kind.toLowerCase()}s`),
    items: `${kind.toLowerCase()}s`,
    id: "key",
    found: named,
  })),
];

const idsOf = (list: List, result: unknown): unknown[] =>
  (result as Record<string, unknown>[]).map((item) => item[list.id]);

/** The token that a request carries, in its query or in its body. */
const tokenOf = ({ query, body }: LoggedRequest): unknown =>
  query.page_token ?? (body as { page_token?: string } | null)?.page_token;

const seeded = lists.filter(({ ids }) => ids !== undefined);

describe.each(seeded.map((list) => [list.key, list] as const))("%s", (key, list) => {
  it(`lists each of ${count} once, over several pages`, async () => {
    await seedMany();
    expect(idsOf(list, await runIn(workspace, key)).sort()).toEqual([...(list.ids ?? [])].sort());
    expect((await workspace.requests()).length).toBeGreaterThan(1);
  });

  it("gives an empty list where there is nothing", async () => {
    await workspace.seed({ clusters: [], warehouses: [], replace: true });
    expect(await runIn(workspace, key)).toEqual([]);
  });
});

describe.each(lists.map((list) => [list.key, list] as const))("%s", (key, list) => {
  const listed = async (): Promise<unknown[]> =>
    idsOf(list, await runIn(workspace, key, exampleParameters(subjectOf(key))));
  const page = ({ path, items }: List, found: object[] | undefined, token?: string): Partial<Fault> => ({
    path,
    status: 200,
    body: { [items]: found, ...(token !== undefined && { next_page_token: token }) },
  });
  it("goes on after an empty page that has a token", async () => {
    await workspace.fault(page(list, undefined, "a"));
    await workspace.fault(page(list, [], "b"));
    await workspace.fault(page(list, [list.found]));
    expect(await listed()).toEqual(["one"]);
    expect((await workspace.requests()).map(tokenOf)).toEqual([undefined, "a", "b"]);
  });

  it("ends at an empty token", async () => {
    await workspace.fault(page(list, [list.found], ""));
    expect(await listed()).toEqual(["one"]);
    expect(await workspace.requests()).toHaveLength(1);
  });

  it("sends a token on as it came, whatever it holds", async () => {
    const token = 'a+b/c=&d?e#f%20"ü';
    await workspace.fault(page(list, [list.found], token));
    await workspace.fault(page(list, []));
    await listed();
    expect((await workspace.requests()).map(tokenOf)).toEqual([undefined, token]);
  });

  it("does not go round in circles when a token repeats", async () => {
    await workspace.fault(page(list, [list.found], "a"));
    await workspace.fault(page(list, [list.found], "b"));
    await workspace.fault({ ...page(list, [list.found], "a"), times: 100 });
    const error = await failureOf(listed());
    expect(error.message).toMatch(/repeated a page token/);
    expect(await workspace.requests()).toHaveLength(3);
  });
});

it.each([
  ["listNodeTypes", "/api/2.1/clusters/list-node-types"],
  ["selectNodeType", "/api/2.1/clusters/list-node-types"],
  ["selectSparkVersion", "/api/2.1/clusters/spark-versions"],
  ["selectServingEndpoint", "/api/2.0/serving-endpoints"],
])("%s takes one answer, an empty one too", async (key, path) => {
  await workspace.fault({ path, status: 200, body: {} });
  expect(await runIn(workspace, key)).toEqual([]);
});

it("choices without a name show their ids", async () => {
  await workspace.fault({
    path: "/api/2.1/clusters/list",
    status: 200,
    body: { clusters: [{ cluster_id: "c1" }] },
  });
  expect(await runIn(workspace, "selectCluster")).toEqual([{ key: "c1", label: "c1" }]);
});
