/** Lists of any length come whole: every item once, by actions and data sources alike. */
import { cluster } from "../src/api/clusters";
import { warehouse } from "../src/api/warehouses";
import { failureOf, runIn } from "./support/component";
import { type Fault, freshWorkspace, type TestWorkspace } from "./support/workspace";

const count = 250;

const numbered = (prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);

const clusterIds = numbered("1118-093000-page0");
const warehouseIds = numbered("475b94ddc7cd5");

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await freshWorkspace();
});
afterEach(() => workspace.close());

const seedMany = (): Promise<unknown> =>
  workspace.seed({
    clusters: clusterIds.map((cluster_id) => ({
      ...cluster,
      cluster_id,
      cluster_name: `Cluster ${cluster_id}`,
    })),
    warehouses: warehouseIds.map((id) => ({ ...warehouse, id, name: `Warehouse ${id}` })),
    replace: true,
  });

/** A list with where its items and their ids stand. */
const lists = [
  {
    key: "listClusters",
    path: "/api/2.1/clusters/list",
    items: "clusters",
    id: "cluster_id",
    ids: clusterIds,
  },
  { key: "selectCluster", path: "/api/2.1/clusters/list", items: "clusters", id: "key", ids: clusterIds },
  {
    key: "listWarehouses",
    path: "/api/2.0/sql/warehouses",
    items: "warehouses",
    id: "id",
    ids: warehouseIds,
  },
  {
    key: "selectWarehouse",
    path: "/api/2.0/sql/warehouses",
    items: "warehouses",
    id: "key",
    ids: warehouseIds,
  },
] as const;

type List = (typeof lists)[number];

describe.each(lists.map((list) => [list.key, list] as const))("%s", (key, list) => {
  const idsOf = (result: unknown): unknown[] =>
    (result as Record<string, unknown>[]).map((item) => item[list.id]);

  it(`lists each of ${count} once, over several pages`, async () => {
    await seedMany();
    expect(idsOf(await runIn(workspace, key)).sort()).toEqual([...list.ids].sort());
    expect((await workspace.requests()).length).toBeGreaterThan(1);
  });

  it("gives an empty list where there is nothing", async () => {
    await workspace.seed({ clusters: [], warehouses: [], replace: true });
    expect(await runIn(workspace, key)).toEqual([]);
  });

  const page = ({ path, items }: List, found: object[] | undefined, token?: string): Partial<Fault> => ({
    path,
    status: 200,
    body: { [items]: found, ...(token !== undefined && { next_page_token: token }) },
  });
  const found = { cluster_id: "one", id: "one", cluster_name: "One", name: "One" };

  it("goes on after an empty page that has a token", async () => {
    await workspace.fault(page(list, undefined, "a"));
    await workspace.fault(page(list, [], "b"));
    await workspace.fault(page(list, [found]));
    expect(idsOf(await runIn(workspace, key))).toEqual(["one"]);
    expect((await workspace.requests()).map(({ query }) => query.page_token)).toEqual([undefined, "a", "b"]);
  });

  it("ends at an empty token", async () => {
    await workspace.fault(page(list, [found], ""));
    expect(idsOf(await runIn(workspace, key))).toEqual(["one"]);
    expect(await workspace.requests()).toHaveLength(1);
  });

  it("sends a token on as it came, whatever it holds", async () => {
    const token = 'a+b/c=&d?e#f%20"ü';
    await workspace.fault(page(list, [found], token));
    await workspace.fault(page(list, []));
    await runIn(workspace, key);
    expect((await workspace.requests())[1]?.query.page_token).toBe(token);
  });

  it("does not go round in circles when a token repeats", async () => {
    await workspace.fault(page(list, [found], "a"));
    await workspace.fault(page(list, [found], "b"));
    await workspace.fault({ ...page(list, [found], "a"), times: 100 });
    const error = await failureOf(runIn(workspace, key));
    expect(error.message).toMatch(/repeated a page token/);
    expect(await workspace.requests()).toHaveLength(3);
  });
});

it("node types come in one answer, an empty one too", async () => {
  const path = "/api/2.1/clusters/list-node-types";
  for (const key of ["listNodeTypes", "selectNodeType"]) {
    await workspace.fault({ path, status: 200, body: {} });
    expect(await runIn(workspace, key)).toEqual([]);
  }
});

it("choices without a name show their ids", async () => {
  await workspace.fault({
    path: "/api/2.1/clusters/list",
    status: 200,
    body: { clusters: [{ cluster_id: "c1" }] },
  });
  expect(await runIn(workspace, "selectCluster")).toEqual([{ key: "c1", label: "c1" }]);
});
